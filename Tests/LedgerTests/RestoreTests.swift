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
}
