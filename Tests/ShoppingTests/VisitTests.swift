import DemoBusiness
import Journey
import Ledger
import Testing

@testable import Shopping

@Suite("A visit at the demo business")
struct VisitTests {
    @Test("of a probe with `undo` is refused, since nothing would be taken back")
    func undo() async throws {
        let probe = """
            probe: hold
            journey:
              - touchpoint: Hold
                post: SITE/echo
                undo: {delete: SITE/echo}
            """
        let page = "probe: page\njourney:\n  - {touchpoint: Page, get: SITE/}\n"
        try await Shop.with([probe, page]) { shop in
            _ = try await shop.visit("page")
            await #expect(throws: Shop.Refused.self) { try await shop.visit("hold") }
            #expect(shop.business.received("/echo").isEmpty)
        }
    }

    @Test("says that no page came only where one was to be examined")
    func unexamined() async throws {
        func probe(_ name: String, _ more: String) -> String {
            "probe: \(name)\njourney:\n  - {touchpoint: List, get: SITE/api/tickets\(more)}\n"
        }
        try await Shop.with([probe("plain", ""), probe("examined", ", examine: page")]) { shop in
            let (plain, examined) = (try await shop.visit("plain"), try await shop.visit("examined"))
            #expect(plain.touchpoints.map(\.unexamined) == [nil])
            #expect(examined.touchpoints.map(\.unexamined) == [true])
        }
    }

    @Test("a flawless journey is satisfactory, is in the ledger, and has its phases")
    func flawless() async throws {
        let probe = """
            probe: first
            journey:
              - {touchpoint: Home, get: SITE/, expect: {status: 200, contains: [Lindenhof]}, examine: page}
              - {touchpoint: Rooms, get: SITE/rooms, expect: {xpath: ["//h1"]}, examine: page}
            """
        try await Shop.with([probe]) { shop in
            let visit = try await shop.visit("first")
            #expect(visit.grade == .satisfactory)
            #expect(visit.findings.map(\.says) == [])
            let stored = try #require(try await shop.ledger.visit(visit.id))
            #expect(stored.touchpoints.map(\.name) == ["Home", "Rooms"])
            let phases = try #require(stored.touchpoints[0].hops.last?.phases)
            #expect(phases.lookup == nil)
            #expect(phases.handshake == nil)
            #expect(try #require(phases.wait) > .zero)
        }
    }

    @Test("a ticket is opened, waited for, and closed whatever happened")
    func ticket() async throws {
        let probe = """
            probe: question
            persona: zoe
            journey:
              - touchpoint: Ask
                post: SITE/api/tickets
                json: {subject: "Dog? {{visit.mark}}", text: "May my dog come? {{persona.name}}", name: "{{persona.name}}"}
                expect: {status: 201}
                capture: {ticket: {jsonpath: $.id}}
              - touchpoint: Answer
                get: "SITE/api/tickets/{{ticket}}"
                until: {jsonpath: {$.status: answered}}
                check-every: 100ms
                promise: 1m
                patience: 5m
              - {touchpoint: Close, delete: "SITE/api/tickets/{{ticket}}", always: true}
            """
        var options = DemoBusiness.Options()
        options.answerAfter = .zero
        try await Shop.with([probe], faults: [.ticketsUnanswered], options: options) { shop in
            async let walked = shop.visit("question")
            // Nobody answers until the shopper has looked once.
            while !shop.business.received().contains(where: { $0.method == "GET" }) {
                try await Task.sleep(for: .milliseconds(5))
            }
            shop.business.set([])
            let visit = try await walked
            #expect(visit.grade == .satisfactory)
            #expect(visit.touchpoints.map(\.name) == ["Ask", "Answer", "Close"])
            #expect(visit.touchpoints.map(\.housekeeping) == [false, false, true])
            #expect(visit.touchpoints[1].looks > 1)
            #expect(try await shop.ledger.openVisits().isEmpty)
            #expect(shop.business.received("/api/tickets").count == 1)
        }
    }
}
