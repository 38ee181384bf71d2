import Journey
import Testing

@testable import Ledger

@Suite struct AlertTests {
    private func incident(_ id: String = "i1", rule: String = "late", state: Incident.State = .open) -> Incident {
        var incident = Incident(
            id: id, rule: rule, subject: Subject(probe: "p", location: "x"), state: state, opened: start,
            cause: VisitID(rawValue: "v1"), says: "Late twice.")
        if state == .recovered { incident.closed = start + .hours(1) }
        return incident
    }

    private func notification(_ sequence: Int, incident: Incident? = nil, channel: String = "hook") -> Notification {
        Notification(
            id: "\(incident?.id ?? "i1")-\(channel)-\(sequence)", incident: incident ?? self.incident(),
            channel: channel,
            sequence: sequence, created: start, nextAttempt: start)
    }

    @Test func cursorIncidentAndOutboxMoveTogetherOrNotAtAll() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.advance(cursor: "alerts", to: 5, incidents: [incident()], notifications: [notification(1)])
        #expect(try await ledger.cursor("alerts") == 5)
        #expect(try await ledger.openIncidents() == [incident()])
        // A second open incident of the same rule and subject contradicts the first: nothing of this may stay.
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.advance(
                cursor: "alerts", to: 9, incidents: [incident("i2")],
                notifications: [notification(1, incident: incident("i2"))],
                set: [LedgerTimer(key: "k", due: start, payload: "")])
        }
        #expect(error?.kind == .refused)
        #expect(try await ledger.cursor("alerts") == 5)
        #expect(try await ledger.undelivered() == [notification(1)])
        #expect(try await ledger.nextTimer() == nil)
    }

    @Test func aCursorNeverGoesBack() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.advance(cursor: "alerts", to: 5)
        try await ledger.advance(cursor: "alerts", to: 3)
        try await ledger.advance(cursor: "alerts", to: nil)
        #expect(try await ledger.cursor("alerts") == 5)
        #expect(try await ledger.cursor("another") == 0)
    }

    @Test func oneIncidentMayFollowAnotherInOneStep() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.advance(cursor: "alerts", to: 1, incidents: [incident()])
        try await ledger.advance(cursor: "alerts", to: 2, incidents: [incident("i2"), incident(state: .recovered)])
        #expect(try await ledger.openIncidents().map(\.id) == ["i2"])
        var filter = IncidentFilter()
        filter.state = .recovered
        #expect(try await ledger.incidents(filter) == [incident(state: .recovered)])
    }

    @Test func notificationsOfAnIncidentAreToldInOrder() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.advance(
            cursor: "alerts", to: 1, incidents: [incident()],
            notifications: [notification(2), notification(1), notification(1, channel: "mail")])
        func due(_ now: Timestamp) async throws -> [String] {
            try await ledger.dueNotifications(now, longestPause: .minutes(15)).map(\.id).sorted()
        }
        #expect(try await due(start - .seconds(1)) == [])
        #expect(try await due(start) == ["i1-hook-1", "i1-mail-1"])
        try await ledger.failed("i1-hook-1", error: "refused", nextAttempt: start + .minutes(1))
        #expect(try await due(start) == ["i1-mail-1"])
        #expect(try await ledger.nextNotification() == start)
        try await ledger.delivered("i1-mail-1")
        #expect(try await ledger.nextNotification() == start + .minutes(1))
        let again = try #require(
            try await ledger.dueNotifications(start + .minutes(1), longestPause: .minutes(15)).first)
        #expect(again.id == "i1-hook-1" && again.attempts == 1 && again.lastError == "refused")
        try await ledger.delivered("i1-hook-1")
        #expect(try await due(start) == ["i1-hook-2"])
    }

    /// A clock that was fast put it off, and has been set back since.
    @Test func whatWasPutOffForLongerThanAnyPauseIsDue() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.advance(
            cursor: "alerts", to: 1, incidents: [incident()], notifications: [notification(1), notification(2)])
        func due() async throws -> [String] {
            try await ledger.dueNotifications(start, longestPause: .minutes(15)).map(\.id)
        }
        try await ledger.failed("i1-hook-1", error: "refused", nextAttempt: start + .minutes(15))
        #expect(try await due() == [])
        try await ledger.failed("i1-hook-1", error: "refused", nextAttempt: start + .minutes(15) + .seconds(1))
        #expect(try await due() == ["i1-hook-1"])
        try await ledger.failed("i1-hook-1", error: "no such channel", nextAttempt: nil)
        #expect(try await due() == ["i1-hook-2"])
    }

    @Test func whatWasGivenUpIsShownAndHoldsUpNobody() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.advance(
            cursor: "alerts", to: 1, incidents: [incident()], notifications: [notification(1), notification(2)])
        try await ledger.failed("i1-hook-1", error: "no such channel", nextAttempt: nil)
        #expect(try await ledger.dueNotifications(start, longestPause: .minutes(15)).map(\.id) == ["i1-hook-2"])
        #expect(try await ledger.undelivered().map(\.id) == ["i1-hook-2", "i1-hook-1"])
    }

    @Test func timersComeDueAndAreReplacedByKey() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let timers = [
            LedgerTimer(key: "a", due: start + .seconds(5), payload: "1"),
            LedgerTimer(key: "b", due: start, payload: "2"),
        ]
        try await ledger.advance(cursor: "alerts", to: nil, set: timers)
        #expect(try await ledger.dueTimers(start) == [timers[1]])
        try await ledger.advance(
            cursor: "alerts", to: nil, set: [LedgerTimer(key: "a", due: start, payload: "3")], clear: ["b"])
        #expect(try await ledger.dueTimers(start) == [LedgerTimer(key: "a", due: start, payload: "3")])
    }
}
