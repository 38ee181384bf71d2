import Journey
import Testing

@testable import Ledger

@Suite struct RecordingTests {
    @Test func aVisitComesBackAsItWasStored() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        var first = makeTouchpoint("Home")
        first.late = true
        first.about = true
        var second = makeTouchpoint("Order", index: 1, grade: .bad, started: start + .milliseconds(400))
        second.took = nil
        second.failure = ExchangeFailure(.timeout, curlCode: 28, message: "shop.example:443 said nothing for 4 s")
        second.hops.append(Hop(method: "GET", url: "https://shop.example/after"))
        second.excused = true
        second.housekeeping = true
        second.looks = 3
        second.bodyHash = nil
        second.verdicts = []
        second.promise = nil
        var visit = makeVisit(
            "v1", location: "berlin", grade: .bad, slot: 77, touchpoints: [first, second],
            findings: [makeFinding(), makeFinding("late", identity: "")])
        visit.persona = "zoe"
        visit.remark = "Allow the user agent."
        visit.brokenStandards = [Standard(never: "late", at: "Home")]
        visit.commendations = [
            Commendation(
                code: "fast", touchpoint: "Home", says: "Very quick.", evidence: Evidence(url: "https://shop.example"))
        ]
        try await ledger.record(visit)
        #expect(try await ledger.visit(visit.id) == visit)
        #expect(try await ledger.visit(VisitID(rawValue: "none")) == nil)
    }

    @Test func visitsThatComeTogetherShareOneSync() async throws {
        let desk = try Desk()
        let ledger = try desk.open(window: .seconds(3600), limit: 128)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<128 { group.addTask { try await ledger.record(makeVisit("v\(number)")) } }
            try await group.waitForAll()
        }
        let health = try #require(ledger.health)
        #expect(health.entries == 128)
        #expect(health.groups == 1)
        #expect(try await ledger.visits(after: 0).count == 128)
    }

    @Test func anIntentClosesTheGroupAndSharesItsSync() async throws {
        let desk = try Desk()
        let ledger = try desk.open(window: .seconds(3600))
        async let recorded: Void = ledger.record(makeVisit("v1"))
        while ledger.pendingEntries == 0 { try await Task.sleep(for: .milliseconds(2)) }
        try await ledger.commitIntent(makeState("v2"))
        try await recorded
        #expect(ledger.health?.groups == 1)
    }

    @Test func aVisitRecordedTwiceIsRefusedAloneAndTheOthersOfItsGroupAreKept() async throws {
        let desk = try Desk()
        let ledger = try desk.open(window: .milliseconds(20))
        try await ledger.record(makeVisit("v1"))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let error = await #expect(throws: LedgerError.self) {
                    try await ledger.record(makeVisit("v1", grade: .bad))
                }
                #expect(error?.kind == .refused)
            }
            for number in 2..<20 {
                group.addTask { await #expect(throws: Never.self) { try await ledger.record(makeVisit("v\(number)")) } }
            }
        }
        #expect(try await ledger.visits(after: 0).count == 19)
        #expect(try await ledger.visit(VisitID(rawValue: "v1"))?.grade == .satisfactory)
        #expect(ledger.health?.error == nil)
    }

    @Test func everyCommitIsSynced() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let synchronous = try await ledger.store { pen in try pen.number("PRAGMA synchronous") }
        #expect(synchronous == 2)
    }

    @Test func aFinishedVisitIsNoLongerUnderWay() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let state = makeState("v1")
        try await ledger.save(state, wake: start + .hours(1), overdueAt: start + .hours(4))
        #expect(
            try await ledger.openVisits() == [
                OpenVisit(state: state, wake: start + .hours(1), overdueAt: start + .hours(4))
            ])
        try await ledger.record(makeVisit("v1"))
        #expect(try await ledger.openVisits().isEmpty)
    }
}

func makeState(_ id: String, probe: String = "p", location: String? = nil, slot: Int64? = nil) -> VisitState {
    VisitState(
        id: VisitID(rawValue: id), probe: probe, location: location, persona: "zoe", vantage: "here", definition: "d1",
        slot: slot, due: start, started: start, mark: "UC-\(id)")
}
