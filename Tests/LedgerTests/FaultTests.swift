import FaultDisk
import Foundation
import GRDB
import Glibc
import Journey
import Synchronization
import Testing

@testable import Ledger

/// What a ledger does when the disk or the file under it fails: says what, where and what to do, loses nothing, and goes on by
/// itself.
@Suite struct FaultTests {
    @Test(arguments: [
        (FaultDisk.Fault.full, LedgerError.Kind.full, "Free some space"),
        (.readOnly, .disk, "dmesg"), (.syncing, .disk, "dmesg"),
    ])
    func aDiskThatFailsLosesNothingAndIsTriedAgain(
        fault: FaultDisk.Fault, kind: LedgerError.Kind, advice: String
    ) async throws {
        let desk = try Desk()
        let disk = FaultDisk()
        let ledger = try desk.open(on: disk)
        try await ledger.record(makeVisit("before", touchpoints: [makeTouchpoint()]))
        disk.fault = fault
        desk.timepiece.advance(by: .seconds(10))
        for _ in 0..<3 {
            let error = await #expect(throws: LedgerError.self) { try await ledger.record(makeVisit("during")) }
            #expect(error?.kind == kind)
            #expect(error?.message.contains(desk.path) == true && error?.message.contains(advice) == true)
            await #expect(throws: LedgerError.self) { try await ledger.commitIntent(makeState("intent")) }
            desk.timepiece.advance(by: .seconds(10))
        }
        #expect(ledger.health?.failingSince == start + .seconds(10))
        // What was there is still shown, and nothing that could not be kept is.
        #expect(try await ledger.visits(after: 0).map(\.id.rawValue) == ["before"])
        #expect(try await ledger.openVisits().isEmpty)
        disk.fault = nil
        try await ledger.record(makeVisit("during"))
        #expect(ledger.health?.failingSince == nil)
        try ledger.close()
        let again = try desk.open()
        #expect(try await again.visits(after: 0).map(\.id.rawValue) == ["before", "during"])
        #expect(try await again.verified().problems == [])
        try again.close()
    }

    @Test func aLaterReleaseIsNamedAndItsLedgerIsLeftAsItIs() async throws {
        let desk = try Desk()
        var options = LedgerOptions()
        options.release = "9.7.1"
        try Ledger.open(at: desk.path, as: .daemon, timepiece: desk.timepiece, options: options).close()
        let queue = try DatabaseQueue(path: desk.path)
        try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: desk.path))
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.directory).sorted()
        for role in [Ledger.Role.daemon, .writer, .reader] {
            let error = #expect(throws: LedgerError.self) { try desk.open(as: role) }
            #expect(error?.kind == .newer)
            #expect(error?.message.contains("9.7.1") == true && error?.message.contains("install that release") == true)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: desk.path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.directory).sorted() == files)
    }

    @Test(arguments: ["pipe", "directory"]) func whatIsNoFileIsNamedAtOnce(kind: String) async throws {
        let desk = try Desk()
        if kind == "pipe" {
            #expect(mkfifo(desk.path, 0o600) == 0)
        } else {
            try FileManager.default.createDirectory(atPath: desk.path, withIntermediateDirectories: true)
        }
        for role in [Ledger.Role.daemon, .writer, .reader] {
            let error = #expect(throws: LedgerError.self) { try desk.open(as: role) }
            #expect(error?.message.contains("is no file") == true)
        }
    }

    @Test func ofADamagedFileWhatCanBeReadIsReadAndTheWayBackIsTold() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for number in 0..<300 {
            try await ledger.record(makeVisit("v\(number)", touchpoints: [makeTouchpoint("T\(number)")]))
        }
        try await ledger.save(makeState("w"), wake: start, overdueAt: nil)
        let hops = try #require(
            try await ledger.read { try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'hop'") }
        )
        try ledger.close()
        let file = try #require(FileHandle(forUpdatingAtPath: desk.path))
        try file.seek(toOffset: UInt64(hops - 1) * 4096)
        try file.write(contentsOf: Data(repeating: 0xee, count: 4096))
        try file.close()

        let damaged = try desk.open()
        #expect(damaged.knownDamage == nil)
        let error = await #expect(throws: LedgerError.self) { try await damaged.visit(VisitID(rawValue: "v7")) }
        #expect(error?.kind == .damaged && error?.message.contains("undercover ledger restore") == true)
        #expect(damaged.knownDamage == error)
        #expect(try await damaged.visits(after: 0).count == 300)
        #expect(try await damaged.counts(since: start).values.first?.counts.all == 300)
        #expect(try await damaged.openVisits().count == 1)
        // What does not touch the page is stored.
        try await damaged.beat(start)
        try await damaged.record(makeVisit("after"))
        #expect(try await damaged.visits(after: 0).count == 301)
        try damaged.close()
    }

    @Test(arguments: [false, true]) func aDeletedFileIsWrittenAnewAndNothingIsLost(withItsLog: Bool) async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for number in 0..<20 { try await ledger.record(makeVisit("v\(number)", touchpoints: [makeTouchpoint()])) }
        try await ledger.save(makeState("w"), wake: start, overdueAt: nil)
        try FileManager.default.removeItem(atPath: desk.path)
        if withItsLog {
            for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: desk.path + suffix) }
        }
        let error = await #expect(throws: LedgerError.self) { try await ledger.record(makeVisit("after")) }
        #expect(error?.kind == .gone && error?.message.contains("written anew") == true)
        try await ledger.record(makeVisit("after"))
        #expect(try await ledger.visits(after: 0).count == 21)
        #expect(try await ledger.visit(VisitID(rawValue: "v7"))?.touchpoints.count == 1)
        #expect(ledger.health?.error == nil)
        try ledger.close()
        let again = try desk.open()
        #expect(try await again.visits(after: 0).count == 21)
        #expect(try await again.openVisits().count == 1)
        #expect(try await again.isHeld() == false)
        #expect(try await again.verified().problems == [])
        try again.close()
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: desk.directory).sorted() == [
                "ledger.sqlite", "ledger.sqlite.lock",
            ])
    }

    /// All that SQLite stores meanwhile goes into a log without a name.
    @Test func aDeletedLogIsWrittenAnewAndNothingIsLost() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for number in 0..<20 { try await ledger.record(makeVisit("v\(number)")) }
        try FileManager.default.removeItem(atPath: desk.path + "-wal")
        let error = await #expect(throws: LedgerError.self) { try await ledger.record(makeVisit("told")) }
        #expect(error?.kind == .gone && error?.message.contains("-wal was deleted") == true)
        for number in 20..<40 { try await ledger.record(makeVisit("v\(number)")) }
        // As after a kill.
        let killed = try Desk()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: desk.path + suffix, toPath: killed.path + suffix)
        }
        let reader = try killed.open(as: .reader)
        #expect(try await reader.visits().count == 40)
        try reader.close()
        try ledger.close()
        #expect(try Ledger.verify(desk.path).problems == [])
    }

    @Test func aDeletedLockIsTakenAgain() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try FileManager.default.removeItem(atPath: desk.path + ".lock")
        try await ledger.record(makeVisit("v1"))
        #expect(throws: LedgerError.self) { try desk.open() }
        // Somebody else was quicker.
        try FileManager.default.removeItem(atPath: desk.path + ".lock")
        let other = try desk.open(as: .reader)
        let error = await #expect(throws: LedgerError.self) { try await ledger.record(makeVisit("v2")) }
        #expect(error?.kind == .inUse && error?.message.contains("never delete that file") == true)
        try other.close()
        try await ledger.record(makeVisit("v2"))
        try ledger.close()
    }

    @Test func aFileDeletedBeforeTheEndIsThereAfterwards() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.record(makeVisit("v"))
        try FileManager.default.removeItem(atPath: desk.path)
        let error = #expect(throws: LedgerError.self) { try ledger.close() }
        #expect(error?.kind == .gone && error?.message.contains("written anew") == true)
        let again = try desk.open()
        #expect(try await again.visits(after: 0).count == 1)
        try again.close()
    }

    /// A ledger with a visit, under whose name another stands now.
    private func replacedWhileOpen(_ desk: Desk) async throws -> Ledger {
        let ledger = try desk.open()
        try await ledger.record(makeVisit("ours"))
        let other = try Desk()
        try other.open().close()
        try #require(rename(other.path, desk.path) == 0)
        return ledger
    }

    @Test func whatWasInAReplacedFileIsPutBesideIt() async throws {
        let desk = try Desk()
        let ledger = try await replacedWhileOpen(desk)
        let theirs = try Data(contentsOf: URL(fileURLWithPath: desk.path))
        for _ in 0..<2 {
            let error = await #expect(throws: LedgerError.self) { try await ledger.record(makeVisit("after")) }
            #expect(error?.kind == .gone && error?.message.contains("ledger restore") == true)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.directory)
        let rescued = names.filter { $0.contains(".rescued-") }
        #expect(rescued.count == 1)
        #expect(try Ledger.verify(desk.directory + "/" + #require(rescued.first)).visits == 1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: desk.path)) == theirs)
        #expect(throws: LedgerError.self) { try ledger.close() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: desk.path)) == theirs)
    }

    /// As `mv backup ledger.sqlite && systemctl restart undercover` does.
    @Test func whatWasInAFileReplacedBeforeTheEndIsPutBesideIt() async throws {
        let desk = try Desk()
        let ledger = try await replacedWhileOpen(desk)
        let error = #expect(throws: LedgerError.self) { try ledger.close() }
        #expect(error?.kind == .gone && error?.message.contains("ledger restore") == true)
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.directory)
        let rescued = try #require(names.first { $0.contains(".rescued-") })
        #expect(try Ledger.verify(desk.directory + "/" + rescued).visits == 1)
    }

    /// There are no descriptors left, say, at just that moment.
    @Test func aFileThatWasWrittenAnewAndCannotBeOpenedYetIsNotTakenForAStrangers() async throws {
        let desk = try Desk()
        try desk.open().close()
        let path = desk.path
        let isBlocked = Atomic(true)
        let connect: @Sendable () throws -> DatabasePool = { try DatabasePool(path: path) }
        let lock = try LedgerLock(ledger: path, exclusive: true)
        let writer = Writer(
            pool: try connect(),
            reopen: {
                if isBlocked.load(ordering: .relaxed) { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
                return try connect()
            }, lock: lock, path: path, timepiece: desk.timepiece,
            options: LedgerOptions())
        try await writer.store(atOnce: true) { pen in try Meta.set("before", "1", pen.db) }
        try FileManager.default.removeItem(atPath: path)
        for _ in 0..<2 {
            let error = await #expect(throws: LedgerError.self) { try await writer.store(atOnce: true) { _ in } }
            #expect(error?.message.contains("cannot be opened yet") == true)
        }
        isBlocked.store(false, ordering: .relaxed)
        let told = await #expect(throws: LedgerError.self) { try await writer.store(atOnce: true) { _ in } }
        #expect(told?.message.contains("storing goes on") == true)
        try await writer.store(atOnce: true) { pen in try Meta.set("after", "1", pen.db) }
        try writer.close()
        try writer.pool.close()
        lock.release()
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.directory)
        #expect(!names.contains { $0.contains(".rescued-") })
        let again = try desk.open()
        #expect(try await again.isHeld() == false)
        #expect(try await again.read { try Meta.value("before", $0) == "1" && Meta.value("after", $0) == "1" })
        try again.close()
    }
}
