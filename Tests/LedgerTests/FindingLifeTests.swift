import Journey
import Testing

@testable import Ledger

/// What a visit was like, for a finding at the touchpoint "Home".
enum Look: Sendable, CaseIterable {
    case sees, seesNot, unknown, unknownButSees, notReached, failed, excused, errorPage, elsewhere

    var visit: Visit {
        var touchpoint = makeTouchpoint("Home")
        var findings: [Finding] = []
        var grade = Grade.satisfactory
        var touchpoints = [makeTouchpoint("Before", index: 1)]
        switch self {
        case .sees: findings = [makeFinding()]
        case .seesNot: break
        case .unknown: grade = .unknown
        case .unknownButSees:
            grade = .unknown
            findings = [makeFinding()]
        case .notReached: return makeVisit(touchpoints: touchpoints)
        case .failed: touchpoint.failure = ExchangeFailure(.timeout, message: "nothing came")
        case .excused: touchpoint.excused = true
        case .errorPage: touchpoint.unexamined = true
        case .elsewhere: return makeVisit(location: "berlin", touchpoints: [touchpoint])
        }
        touchpoints.append(touchpoint)
        return makeVisit(grade: grade, touchpoints: touchpoints, findings: findings)
    }
}

@Suite struct FindingLifeTests {
    @Test(arguments: [
        ([Look.sees], FindingState.open, 1),
        ([.sees, .sees], .open, 2),
        ([.sees, .seesNot], .fixed, 1),
        ([.sees, .seesNot, .seesNot], .fixed, 1),
        ([.sees, .seesNot, .sees], .regressed, 2),
        ([.sees, .seesNot, .sees, .sees], .regressed, 3),
        ([.sees, .seesNot, .sees, .seesNot], .fixed, 2),
        ([.sees, .seesNot, .sees, .seesNot, .sees], .regressed, 3),
        ([.sees, .unknown], .open, 1),
        ([.sees, .unknownButSees], .open, 1),
        ([.sees, .seesNot, .unknownButSees], .fixed, 1),
        ([.sees, .notReached], .open, 1),
        ([.sees, .failed], .open, 1),
        ([.sees, .excused], .open, 1),
        ([.sees, .errorPage], .open, 1),
        ([.sees, .errorPage, .seesNot], .fixed, 1),
        ([.sees, .elsewhere], .open, 1),
        ([.sees, .seesNot, .notReached, .failed, .sees, .unknown], .regressed, 2),
    ])
    func aFindingLivesThroughVisits(looks: [Look], state: FindingState, times: Int) async throws {
        let desk = try Desk()
        var ledger = try desk.open()
        for (number, look) in looks.enumerated() {
            var visit = look.visit
            visit.ended = start + .hours(Int64(number))
            try await ledger.record(visit)
            // What the writer remembers and what the tables say must be one.
            if number % 2 == 1 {
                try ledger.close()
                ledger = try desk.open()
            }
        }
        let records = try await ledger.findings()
        #expect(records.map(\.state) == [state])
        #expect(records.first?.times == times)
        #expect(records.first?.finding == makeFinding())
    }

    /// That it comes in time again, or with a new certificate, is seen without its page.
    @Test(arguments: ["late", "certificate-near-expiry"])
    func whatIsSeenWithoutAPageIsFixedByAnErrorPage(code: String) async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.record(makeVisit(touchpoints: [makeTouchpoint()], findings: [makeFinding(code)]))
        try await ledger.record(Look.errorPage.visit)
        #expect(try await ledger.findings().map(\.state) == [.fixed])
        try ledger.close()
    }

    @Test func firstAndLastSightAreKept() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        var ids: [VisitID] = []
        for (number, look) in [Look.sees, .sees, .seesNot].enumerated() {
            var visit = look.visit
            visit.ended = start + .hours(Int64(number))
            try await ledger.record(visit)
            ids.append(visit.id)
        }
        let record = try #require(try await ledger.findings().first)
        #expect(record.firstVisit == ids[0] && record.lastVisit == ids[1] && record.fixedVisit == ids[2])
        #expect(record.firstSeen == start && record.lastSeen == start + .hours(1) && record.fixed == start + .hours(2))
    }

    @Test func theSameFindingTwiceInAVisitCountsOnce() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let visit = makeVisit("v1", touchpoints: [makeTouchpoint()], findings: [makeFinding(), makeFinding()])
        try await ledger.record(visit)
        #expect(try await ledger.findings().map(\.times) == [1])
        #expect(try await ledger.visit(visit.id)?.findings.count == 2)
    }

    @Test func aFindingAboutTheWholeJourneyNeedsAllOfIt() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let finding = makeFinding("slow", at: "")
        try await ledger.record(makeVisit(touchpoints: [makeTouchpoint()], findings: [finding]))
        var failed = makeTouchpoint("Other", index: 1)
        failed.failure = ExchangeFailure(.closed, message: "closed")
        try await ledger.record(makeVisit(touchpoints: [makeTouchpoint(), failed]))
        #expect(try await ledger.findings().first?.state == .open)
        try await ledger.record(makeVisit(touchpoints: [makeTouchpoint()]))
        #expect(try await ledger.findings().first?.state == .fixed)
    }

    @Test func changesAreToldWithTheVisitThatMadeThem() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for look in [Look.sees, .sees, .seesNot, .sees] { try await ledger.record(look.visit) }
        let visits = try await ledger.visits(after: 0)
        let fingerprint = makeFinding().fingerprint
        #expect(visits.map(\.opened) == [[fingerprint], [], [], []])
        #expect(visits.map(\.regressed) == [[], [], [], [fingerprint]])
    }

    @Test func findingsAreFilteredByEveryKey() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.record(
            makeVisit(
                probe: "a", location: "x", touchpoints: [makeTouchpoint()],
                findings: [makeFinding("late", identity: ""), makeFinding("odd", severity: .suspect)]))
        var later = makeVisit(probe: "b", touchpoints: [makeTouchpoint()], findings: [makeFinding()])
        later.ended = start + .hours(5)
        try await ledger.record(later)

        func codes(_ change: (inout FindingFilter) -> Void) async throws -> [String] {
            var filter = FindingFilter()
            change(&filter)
            return try await ledger.findings(filter).map(\.finding.code).sorted()
        }
        #expect(try await codes { _ in } == ["dead-link", "late", "odd"])
        #expect(try await codes { $0.probe = "a" } == ["late", "odd"])
        #expect(try await codes { $0.location = "x" } == ["late", "odd"])
        #expect(try await codes { $0.code = "late" } == ["late"])
        #expect(try await codes { $0.severities = [.suspect] } == ["odd"])
        #expect(try await codes { $0.states = [.fixed] } == [])
        #expect(try await codes { $0.since = start + .hours(5) } == ["dead-link"])
        #expect(try await codes { $0.touchpoint = "Home'; DROP TABLE finding; --" } == [])
        #expect(try await codes { $0.limit = 1 } == ["dead-link"])
        #expect(try await ledger.openFindings() == ["late": 1, "dead-link": 1])
        #expect(try await ledger.openFindings(of: Subject(probe: "b")) == ["dead-link": 1])
    }
}
