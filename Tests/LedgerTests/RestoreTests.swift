import Foundation
import Journey
import Testing

@testable import Ledger

@Suite struct RestoreTests {
    private let files = FileManager.default

    /// A ledger that was put aside after a crash, or copied with all its files.
    @Test func whatOnlyTheLogOfTheSourceHoldsIsRestoredAsWell() async throws {
        let (desk, source) = (try Desk(), try Desk())
        let ledger = try desk.open()
        for number in 0..<10 { try await ledger.record(makeVisit("v\(number)")) }
        try ledger.set("wal_checkpoint(TRUNCATE)")
        for number in 10..<30 { try await ledger.record(makeVisit("v\(number)")) }
        for suffix in ["", "-wal"] { try files.copyItem(atPath: desk.path + suffix, toPath: source.path + suffix) }
        try ledger.close()
        try Ledger.restore(source.path, to: desk.path, now: start)
        #expect(try Ledger.verify(desk.path).visits == 30)
        // It is as good a source as before.
        #expect(try Ledger.verify(source.path).visits == 30)
    }

    @Test func whatADaemonIsWritingIsNoSource() async throws {
        let (desk, other) = (try Desk(), try Desk())
        let ledger = try desk.open()
        let error = #expect(throws: LedgerError.self) { try Ledger.restore(desk.path, to: other.path, now: start) }
        #expect(error?.kind == .inUse)
        try ledger.close()
        #expect(try files.contentsOfDirectory(atPath: other.directory) == [])
    }

    @Test func aLedgerIsNotRestoredFromItself() async throws {
        let desk = try Desk()
        try desk.open().close()
        let error = #expect(throws: LedgerError.self) { try Ledger.restore(desk.path, to: desk.path, now: start) }
        #expect(error?.kind == .refused && error?.message.contains("name a backup") == true)
        #expect(try await desk.open().isHeld() == false)
    }

    /// SQLite would play the log back onto whatever file it finds beside it.
    @Test(arguments: [true, false]) func noLogOfTheOldLedgerStaysBesideTheNewOne(isThere: Bool) async throws {
        let (desk, crashed) = (try Desk(), try Desk())
        let ledger = try desk.open()
        for number in 0..<5 { try await ledger.record(makeVisit("v\(number)")) }
        let backup = desk.directory + "/backup.sqlite"
        try await ledger.backUp(to: backup)
        for number in 5..<30 { try await ledger.record(makeVisit("v\(number)")) }
        for suffix in ["", "-wal", "-shm"] where isThere || suffix != "" {
            try files.copyItem(atPath: desk.path + suffix, toPath: crashed.path + suffix)
        }
        try Data("half made".utf8).write(to: URL(fileURLWithPath: crashed.path + "-journal"))
        let log = try Data(contentsOf: URL(fileURLWithPath: crashed.path + "-wal"))
        try ledger.close()

        let told = try #require(try Ledger.restore(backup, to: crashed.path, now: start))
        let aside = "\(crashed.path).before-\(start.iso8601)"
        #expect(told == (isThere ? aside : aside + "-wal"))
        let names = try files.contentsOfDirectory(atPath: crashed.directory).map { crashed.directory + "/" + $0 }
        #expect(
            Set(names)
                == Set(
                    [crashed.path, crashed.path + ".lock", aside + "-wal", aside + "-journal"]
                        + (isThere ? [aside] : [])))
        #expect(try Data(contentsOf: URL(fileURLWithPath: aside + "-wal")) == log)
        let restored = try crashed.open()
        #expect(try await restored.visits(after: 0).count == 5)
        #expect(try await restored.verified().problems == [])
        try restored.close()
    }

    /// `cp` writes into the file that is there, which stays the file it was.
    @Test func aBackupThatWasCopiedIntoTheLedgersOwnFileIsHeld() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.record(makeVisit("v"))
        let backup = desk.directory + "/backup.sqlite"
        try await ledger.backUp(to: backup)
        try ledger.close()
        let file = try #require(FileHandle(forUpdatingAtPath: desk.path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(contentsOf: URL(fileURLWithPath: backup)))
        try file.close()
        let copy = try desk.open()
        #expect(try await copy.isHeld())
        #expect(try await copy.visits(after: 0).count == 1)
        try await copy.adopt()
        try copy.close()
        #expect(try await desk.open().isHeld() == false)
    }

    @Test func aLedgerThatWasBackedUpGoesOn() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.backUp(to: desk.directory + "/backup.sqlite")
        #expect(try await ledger.isHeld() == false)
        try ledger.close()
        #expect(try await desk.open().isHeld() == false)
        #expect(
            try files.contentsOfDirectory(atPath: desk.directory).sorted() == [
                "backup.sqlite", "ledger.sqlite", "ledger.sqlite.lock",
            ])
    }
}
