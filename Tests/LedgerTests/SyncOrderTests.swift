import FaultDisk
import Journey
import Testing

@testable import Ledger

/// What has been promised, or shown to anybody, has been synced first (DESIGN §4.6, §4.7). A kill proves nothing of it, since what
/// was written survives in the page cache: these look at what a disk holds that has kept only what was synced.
@Suite struct SyncOrderTests {
    /// How SQLite syncs; only `FULL` keeps the promise, so the others show that these tests can fail.
    enum Syncing: String, CaseIterable, CustomTestStringConvertible {
        case full = "FULL"
        case normal = "NORMAL"
        case off = "OFF"
        var testDescription: String { rawValue }
    }

    private func open(_ desk: Desk, _ disk: FaultDisk, _ syncing: Syncing) async throws -> Ledger {
        let ledger = try desk.open(on: disk)
        try ledger.set("synchronous = \(syncing.rawValue)")
        return ledger
    }

    @Test(arguments: Syncing.allCases) func whatACallHasStoredIsOnTheDiskWhenItReturns(syncing: Syncing) async throws {
        let desk = try Desk()
        let disk = FaultDisk()
        let ledger = try await open(desk, disk, syncing)
        try await ledger.commitIntent(makeState("intent"))
        let afterIntent = disk.cutPower()
        try await ledger.record(makeVisit("visit"))
        let afterVisit = disk.cutPower()
        try await ledger.save(makeState("wait"), wake: start, overdueAt: nil)
        let afterWait = disk.cutPower()
        try ledger.close()

        func left(_ cut: PowerCut) async throws -> (visits: Int, open: Set<String>) {
            let found = try Desk()
            try cut.write(into: found.directory, losing: .all)
            let ledger = try found.open()
            let open = try await ledger.openVisits().map(\.state.id.rawValue)
            let visits = try await ledger.visits(after: 0).count
            try ledger.close()
            return (visits, Set(open))
        }
        let isKept = syncing == .full
        #expect(try await left(afterIntent).open == (isKept ? ["intent"] : []))
        #expect(try await left(afterVisit).visits == (isKept ? 1 : 0))
        #expect(try await left(afterWait).open == (isKept ? ["intent", "wait"] : []))
    }

    @Test(arguments: [Syncing.full, .normal]) func nothingIsShownBeforeItIsSynced(syncing: Syncing) async throws {
        let desk = try Desk()
        let disk = FaultDisk()
        let ledger = try await open(desk, disk, syncing)
        let incident = Incident(
            id: "i", rule: "r", subject: Subject(probe: "p"), state: .open, opened: start, cause: nil, says: "Late.")
        let notification = Notification(
            id: "n", incident: incident, channel: "boss", sequence: 1, created: start, nextAttempt: start)
        disk.holdSyncs(ofFilesEndingIn: "-wal")
        async let recorded: Void = ledger.record(makeVisit("v", findings: [makeFinding()]))
        async let advanced: Void = ledger.advance(
            cursor: "alerts", to: 1, incidents: [incident], notifications: [notification])
        async let intended: Void = ledger.commitIntent(makeState("w"))
        let isHeld = syncing == .full
        if isHeld {
            while !disk.isHolding { try await Task.sleep(for: .milliseconds(2)) }
        } else {
            _ = try await (recorded, advanced, intended)
        }
        // All that a face reads, while the disk is still at work.
        #expect(try await ledger.visits(after: 0).isEmpty == isHeld)
        #expect(try await ledger.visit(VisitID(rawValue: "v")) == nil || !isHeld)
        #expect(try await ledger.findings().isEmpty == isHeld)
        #expect(try await ledger.counts(since: start).isEmpty == isHeld)
        #expect(try await ledger.openVisits().isEmpty == isHeld)
        #expect(try await ledger.openIncidents().isEmpty == isHeld)
        #expect(try await ledger.dueNotifications(start, longestPause: .minutes(15)).isEmpty == isHeld)
        #expect(try await ledger.cursor("alerts") == (isHeld ? 0 : 1))
        disk.release()
        _ = try await (recorded, advanced, intended)
        #expect(try await ledger.visits(after: 0).count == 1)
        #expect(try await ledger.dueNotifications(start, longestPause: .minutes(15)).count == 1)
        try ledger.close()
    }

    @Test func whatCannotBeSyncedIsNotStored() async throws {
        let desk = try Desk()
        let disk = FaultDisk()
        let ledger = try desk.open(on: disk)
        disk.fault = .syncing
        await #expect(throws: LedgerError.self) { try await ledger.commitIntent(makeState("v")) }
        #expect(disk.refused > 0)
        #expect(try await ledger.openVisits().isEmpty)
        disk.fault = nil
        try await ledger.commitIntent(makeState("v"))
        #expect(try await ledger.openVisits().count == 1)
        try ledger.close()
    }
}
