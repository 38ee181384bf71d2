import DemoBusiness
import Journey
import Ledger
import Testing

@testable import Shopping

@Suite("A wait")
struct WaitTests {
    /// Asks at the top of the hour; answered within 20 minutes is a promise kept.
    private func question(_ more: String = "", delete: Bool = true) -> String {
        """
        probe: question
        persona: zoe
        schedule: {cron: '0 * * * *'}
        journey:
          - touchpoint: Ask
            post: SITE/api/tickets
            json: {text: "Dog? {{visit.mark}}", name: "{{persona.name}}"}
            expect: {status: 201}
            capture: {ticket: {jsonpath: $.id}}
          - touchpoint: Answer
            get: "SITE/api/tickets/{{ticket}}"
            until: {jsonpath: {$.status: answered}}
            check-every: 60s
            promise: 20m
            patience: 40m
            \(more)
        \(delete ? "  - {touchpoint: Close, delete: \"SITE/api/tickets/{{ticket}}\", always: true}" : "")
        """
    }

    private func deletions(_ shop: Shop) -> Int { shop.business.received().count { $0.method == "DELETE" } }

    private func only(_ shop: Shop) async throws -> Visit {
        let found = try await shop.ledger.visits()
        try #require(found.count == 1)
        return try #require(try await shop.ledger.visit(found[0].id))
    }

    /// Asked at nine, and away from 9:05 until so many minutes past.
    private func away(until minutes: Int64, answered: Duration) async throws -> Visit {
        try await Morning.with(answerAfter: answered) { morning in
            var shop = try await morning.open([question()])
            try await morning.pass(.seconds(3900), step: .seconds(15), shop)
            #expect(try await shop.ledger.openVisits().count == 1)
            try await shop.close()
            morning.clock.advance(by: .seconds((minutes - 5) * 60))
            shop = try await morning.open([question()])
            try await morning.pass(.seconds((48 - minutes) * 60), step: .seconds(15), shop)
            try await shop.stop()
            let visit = try await only(shop)
            try #require(visit.touchpoints.count >= 2, "\(visit)")
            #expect(shop.business.received("/api/tickets").count == 1)
            #expect(deletions(shop) == 1)
            #expect(try await shop.ledger.openVisits().isEmpty)
            try await shop.close()
            return visit
        }
    }

    @Test("survives a restart, and an answer in time is good")
    func restart() async throws {
        let visit = try await away(until: 8, answered: .seconds(600))
        #expect(visit.grade == .satisfactory)
        let took = try #require(visit.touchpoints[1].took)
        // The business's clock is ours and stands still while it is asked; what that takes is counted from then on.
        #expect(took >= .seconds(599) && took <= .seconds(680))
        #expect(!visit.touchpoints[1].about)
    }

    @Test("answered while nobody looked, over the promise, is late by about so much, and no worse than mediocre")
    func about() async throws {
        let visit = try await away(until: 25, answered: .seconds(600))
        #expect(visit.grade == .mediocre)
        #expect(visit.touchpoints[1].late)
        #expect(visit.touchpoints[1].about)
    }

    @Test("answered late while somebody looked is late for certain")
    func late() async throws {
        let visit = try await away(until: 8, answered: .seconds(25 * 60))
        #expect(visit.touchpoints[1].late)
        #expect(!visit.touchpoints[1].about)
    }

    @Test("that is never answered ends when patience does")
    func givenUp() async throws {
        let visit = try await away(until: 8, answered: .seconds(7200))
        #expect(visit.grade == .bad)
        #expect(visit.findings.map(\.code) == ["late"])
        #expect(visit.ended - visit.started < .seconds(40 * 60 + 20))
    }

    @Test("goes on by the definition it was begun with")
    func definition() async throws {
        try await Morning.with { morning in
            var shop = try await morning.open([question()])
            try await morning.pass(.seconds(3660), step: .seconds(15), shop)
            try await shop.close()
            let changed = question("minor: true", delete: false)
                .replacing("{$.status: answered}", with: "{$.status: nonsense}")
            shop = try await morning.open([changed])
            try await morning.pass(.seconds(900), step: .seconds(15), shop)
            try await shop.stop()
            #expect(try await only(shop).grade == .satisfactory)
            #expect(deletions(shop) == 1)
            try await shop.close()
        }
    }

    @Test("of a probe that is removed ends as interrupted, and is cleaned up", arguments: [true, false])
    func removed(byReload: Bool) async throws {
        try await Morning.with { morning in
            var shop = try await morning.open([question()])
            try await morning.pass(.seconds(3660), step: .seconds(15), shop)
            if byReload {
                try await shop.shopper.replace(morning.plan([]))
            } else {
                try await shop.close()
                shop = try await morning.open([])
            }
            try await morning.pass(.seconds(90), step: .seconds(15), shop)
            try await shop.stop()
            let visit = try await only(shop)
            #expect(visit.unknown == .interrupted)
            #expect(deletions(shop) == 1)
            #expect(try await shop.ledger.openVisits().isEmpty)
            try await shop.close()
        }
    }

    @Test("of a probe that is in no configuration goes on, through a restart too, and is cleaned up")
    func askedFor() async throws {
        try await Morning.with { morning in
            let asked = try #require(try morning.plan([question()]).series.first)
            var shop = try await morning.open([])
            let progress = await shop.shopper.visit(asked, settings: [:])
            try await morning.pass(.seconds(180), step: .seconds(15), shop)
            let looks = shop.business.hits
            #expect(await shop.shopper.underWay.isEmpty, "a reload would say that it cancels it")
            try await shop.shopper.replace(morning.plan([]))
            try await morning.pass(.seconds(1), shop)
            #expect(shop.business.hits == looks)
            try await shop.close()
            _ = progress
            shop = try await morning.open([])
            try await morning.pass(.seconds(900), step: .seconds(15), shop)
            try await shop.stop()
            #expect(try await only(shop).grade == .satisfactory)
            #expect(deletions(shop) == 1)
            try await shop.close()
        }
    }

    @Test("whose definition cannot be read just now is not given up")
    func definitionUnread() async throws {
        try await Morning.with { morning in
            let plan = try morning.plan([question()])
            let ledger = try Ledger.open(at: morning.premises.ledgerPath, as: .daemon)
            let definitions = Definitions(ledger: ledger)
            let state = VisitState(
                id: VisitID(rawValue: "v"), probe: "question", location: nil, persona: nil, vantage: "test",
                definition: "another", slot: 1, due: Morning.eight, started: Morning.eight, mark: "UC-1")
            #expect(try await definitions.series(of: state, plan: plan) == nil)
            try ledger.close()
            await #expect(throws: (any Error).self) { try await definitions.series(of: state, plan: plan) }
        }
    }

    @Test("outlives a daemon that stops in the middle of a look")
    func stoppedLooking() async throws {
        try await Morning.with(faults: [.slowPage], slowPage: .seconds(300)) { morning in
            let probe = """
                probe: slow
                schedule: {cron: '0 * * * *'}
                journey:
                  - touchpoint: Answer
                    get: SITE/offers
                    until: {status: 200}
                    patience: 1h
                """
            var shop = try await morning.open([probe])
            morning.clock.advance(by: .seconds(3600))
            #expect(try await eventually { shop.business.hits == 1 })
            try await shop.stop()
            #expect(try await shop.ledger.visits().isEmpty)
            #expect(try await shop.ledger.openVisits().count == 1)
            try await shop.close()
            shop.business.set([])
            shop = try await morning.open([probe])
            try await morning.pass(.seconds(5), shop)
            try await shop.stop()
            #expect(try await only(shop).grade.isGood)
            try await shop.close()
        }
    }

    @Test("is looked at when the clock is set back")
    func setBack() async throws {
        try await Morning.with { morning in
            let shop = try await morning.open([question()])
            try await morning.pass(.seconds(3660), step: .seconds(15), shop)
            let hits = shop.business.hits
            morning.clock.stepWall(by: .seconds(-6 * 3600))
            try await morning.pass(.seconds(180), step: .seconds(15), shop)
            #expect(shop.business.hits > hits)
            try await shop.close()
        }
    }
}
