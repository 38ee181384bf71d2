import Foundation
import Journey
import Ledger
import Reporting
import Testing

@testable import Daemon

/// A ledger was copied while its daemon went on: nothing is sent by both.
@Suite("A daemon on a copy of a ledger")
struct HeldTests {
    private static let settings = "channels:\n  boss: {command: [/bin/sh, -c, 'cat >> HERE/told']}"
    private static let probes = [
        ("first", "probe: first\nschedule: {every: 1s}\njourney:\n  - {touchpoint: Home, get: SITE/}\n"),
        (
            "ask",
            """
            probe: ask
            journey:
              - touchpoint: Ask
                post: SITE/api/tickets
                json: {text: "Dog? {{visit.mark}}"}
                expect: {status: 201}
                find: {get: SITE/api/tickets, query: {contains: '{{visit.mark}}'}}
                find-within: 1s
              - {touchpoint: After, get: SITE/}

            """
        ),
    ]

    /// Leaves the file of a ledger at work, as `cp` would find it: with a notification nobody has had, and a visit that is about to
    /// send.
    @Sendable private static func place(_ directory: String, adopting: Bool) async throws {
        let original = directory + "/original.sqlite"
        let ledger = try Ledger.open(at: original, as: .daemon)
        let now = SystemTimepiece().now()
        let incident = Incident(
            id: "i", rule: "r", subject: Subject(probe: "first"), state: .open, opened: now, cause: nil, says: "Bad.")
        try await ledger.advance(
            cursor: "alerts", to: nil, incidents: [incident],
            notifications: [
                Notification(id: "n", incident: incident, channel: "boss", sequence: 1, created: now, nextAttempt: now)
            ])
        let read = ConfigurationReader(directory: directory, overrides: [:]).read()
        let probe = try #require(read.configuration?.probes.first { $0.name == "ask" })
        var state = VisitState(
            id: VisitID(rawValue: "01COPY"), probe: "ask", location: nil, persona: nil, vantage: "here",
            definition: probe.definition, slot: nil, due: now, started: now, mark: "UC-COPY")
        state.intent = VisitState.Intent(touchpoint: 0, at: now)
        try await ledger.commitIntent(state)
        try await ledger.backUp(to: directory + "/ledger.sqlite")
        try ledger.close()
        if adopting {
            let copy = try Ledger.open(at: directory + "/ledger.sqlite", as: .writer)
            #expect(try await copy.isHeld())
            try await copy.adopt()
            try copy.close()
        }
    }

    @Test("shows everything and contacts nobody")
    func held() async throws {
        try await Running.with(
            Self.probes, settings: Self.settings, before: { try await Self.place($0, adopting: false) }
        ) { daemon in
            let first = try await daemon.until { $0.daemon.state == .held }
            #expect(first.incidents.count == 1 && first.daemon.undelivered == 1)
            let asked = try await daemon.visit("first")
            #expect(asked.contains("adopt"))
            _ = try await daemon.until { $0.written > first.written + .seconds(3) }
            #expect(daemon.received == [])
            #expect(!FileManager.default.fileExists(atPath: daemon.directory + "/told"))
        } after: { directory in
            let report = try Ledger.verify(directory + "/ledger.sqlite")
            #expect(report.openVisits == 1 && report.undelivered == 1)
        }
    }

    @Test("that was adopted looks by its mark for what a visit was to send, never sends it, and goes on")
    func adopted() async throws {
        try await Running.with(
            Self.probes, settings: Self.settings, before: { try await Self.place($0, adopting: true) }
        ) { daemon in
            var visit: VisitView?
            while visit == nil {
                try await Task.sleep(for: .milliseconds(50))
                visit = try? await daemon.get("/api/v1/visits/01COPY")
            }
            #expect(visit?.unknown == .outcomeUnknown)
            #expect(daemon.received.contains("GET /api/tickets"))
            #expect(!daemon.received.contains("POST /api/tickets"))
            try await daemon.wait { FileManager.default.fileExists(atPath: daemon.directory + "/told") }
            _ = try await daemon.until {
                $0.daemon.state == .ready && $0.probes.contains { $0.last?.grade == .satisfactory }
            }
        }
    }
}
