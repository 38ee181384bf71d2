import Foundation
import GRDB
import Journey
import Testing

@testable import Ledger

@Suite struct OpeningTests {
    @Test(arguments: [Ledger.Role.daemon, .writer, .reader])
    func whileTheDaemonHasItNobodyElseOpensIt(role: Ledger.Role) async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let error = #expect(throws: LedgerError.self) { try desk.open(as: role) }
        #expect(error?.kind == .inUse)
        #expect(error?.message.contains(desk.path) == true && error?.message.contains("process") == true)
        try ledger.close()
    }

    @Test func whicheverWayLeadsToItItIsOneLedger() async throws {
        let desk = try Desk()
        let files = FileManager.default
        let (link, directory) = (desk.directory + "/link.sqlite", desk.directory + "-linked")
        try files.createSymbolicLink(atPath: directory, withDestinationPath: desk.directory)
        defer { try? files.removeItem(atPath: directory) }
        let ways = [
            link, directory + "/ledger.sqlite",
            desk.directory + "/../\(desk.directory.split(separator: "/").last ?? "")/ledger.sqlite",
        ]
        // By a link that leads nowhere nothing is made.
        try files.createSymbolicLink(atPath: link, withDestinationPath: desk.path)
        #expect(throws: LedgerError.self) { try Ledger.open(at: link, as: .daemon) }
        let ledger = try desk.open()
        for way in ways {
            for role in [Ledger.Role.daemon, .writer, .reader] {
                let error = #expect(throws: LedgerError.self) { try Ledger.open(at: way, as: role) }
                #expect(error?.kind == .inUse, "\(way)")
            }
        }
        try await ledger.backUp(to: desk.directory + "/backup")
        #expect(throws: LedgerError.self) { try Ledger.restore(desk.directory + "/backup", to: link, now: start) }
        try ledger.close()
        // What is put in its place is put where it is.
        try Ledger.restore(desk.directory + "/backup", to: link, now: start)
        #expect(try files.destinationOfSymbolicLink(atPath: link) == desk.path)
        #expect(try await Ledger.open(at: desk.path, as: .reader).isHeld())
    }

    @Test func nobodyElseMayReadItOrItsLog() throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for suffix in ["", "-wal", "-shm"] {
            let rights = try FileManager.default.attributesOfItem(atPath: desk.path + suffix)[.posixPermissions] as? Int
            #expect(rights == 0o640, "\(suffix)")
        }
        try ledger.close()
    }

    @Test func aFileOfTwoNamesIsNotWritten() throws {
        let desk = try Desk()
        try desk.open().close()
        let other = desk.directory + "/other.sqlite"
        try FileManager.default.linkItem(atPath: desk.path, toPath: other)
        for path in [desk.path, other] {
            let error = #expect(throws: LedgerError.self) { try Ledger.open(at: path, as: .daemon) }
            #expect(error?.message.contains("2 names") == true)
            try Ledger.open(at: path, as: .reader).close()
        }
        try FileManager.default.removeItem(atPath: other)
        try desk.open().close()
    }

    @Test func readersShareAndKeepWritersOut() async throws {
        let desk = try Desk()
        try desk.open().close()
        let readers = try [desk.open(as: .reader), desk.open(as: .reader)]
        #expect(throws: LedgerError.self) { try desk.open(as: .writer) }
        for reader in readers { try reader.close() }
    }

    @Test func aReaderOfACleanlyClosedLedgerSeesAllAndMakesNoFile() async throws {
        let desk = try Desk()
        var ledger: Ledger? = try desk.open()
        try await ledger?.record(makeVisit("v1"))
        try ledger?.close()
        ledger = nil
        let before = try FileManager.default.contentsOfDirectory(atPath: desk.directory).sorted()
        #expect(!before.contains { $0.hasSuffix("-wal") })
        let reader = try desk.open(as: .reader)
        #expect(try await reader.visits().count == 1)
        let error = await #expect(throws: LedgerError.self) { try await reader.record(makeVisit("v2")) }
        #expect(error?.kind == .readOnly)
        try reader.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.directory).sorted() == before)
    }

    @Test func whatWasRecordedIsThereAfterACrash() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for number in 0..<20 { try await ledger.record(makeVisit("v\(number)", touchpoints: [makeTouchpoint()])) }
        // As the disk is now, with the log not yet moved into the main file.
        let crashed = try Desk()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: desk.path + suffix, toPath: crashed.path + suffix)
        }
        let reader = try crashed.open(as: .reader)
        #expect(try await reader.visits().count == 20)
        try reader.close()
        let reopened = try crashed.open()
        #expect(try await reopened.visit(VisitID(rawValue: "v19"))?.touchpoints.count == 1)
        #expect(try await reopened.verified().problems == [])
        try ledger.close()
    }

    @Test func aLedgerFromALaterReleaseIsRefused() async throws {
        let desk = try Desk()
        try desk.open().close()
        let queue = try DatabaseQueue(path: desk.path)
        try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
        try queue.close()
        for role in [Ledger.Role.daemon, .writer, .reader] {
            let error = #expect(throws: LedgerError.self) { try desk.open(as: role) }
            #expect(error?.kind == .newer)
        }
    }

    @Test(arguments: [Ledger.Role.writer, .reader])
    func aLedgerThatIsMissingIsAClearMessage(role: Ledger.Role) throws {
        let desk = try Desk()
        let error = #expect(throws: LedgerError.self) { try desk.open(as: role) }
        #expect(error?.kind == .missing)
        #expect(!FileManager.default.fileExists(atPath: desk.path))
    }

    @Test func aFileThatIsNoLedgerIsAClearMessage() throws {
        let desk = try Desk()
        try Data(repeating: 65, count: 10_000).write(to: URL(fileURLWithPath: desk.path))
        let error = #expect(throws: LedgerError.self) { try desk.open() }
        #expect(error?.kind == .damaged)
    }

    @Test func aFullDiskIsAnErrorForEachAndStoringGoesOnWhenThereIsRoom() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.record(makeVisit("v0"))
        // SQLite's own limit: the same error as from a full disk.
        let pages = try await ledger.store { pen in try pen.number("PRAGMA page_count") ?? 0 }
        _ = try await ledger.store { pen in try pen.number("PRAGMA max_page_count = \(pages)") }
        let big = StoredPage(
            hash: String(repeating: "0c", count: 32), body: (0..<100_000).map { _ in .random(in: 0...255) })
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.record(makeVisit("v1", grade: .bad), page: big)
        }
        #expect(error?.kind == .full)
        #expect(error?.message.contains("disk is full") == true)
        #expect(ledger.health?.failingSince == desk.timepiece.now())
        _ = try await ledger.store { pen in try pen.number("PRAGMA max_page_count = 1000000") }
        try await ledger.record(makeVisit("v1", grade: .bad), page: big)
        #expect(ledger.health?.failingSince == nil)
        #expect(try await ledger.visits().count == 2)
        #expect(try await ledger.page(big.hash) == big.body)
    }

    @Test func aFileRemovedUnderTheDaemonIsNoticed() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.record(makeVisit("v0"))
        try FileManager.default.moveItem(atPath: desk.path, toPath: desk.path + ".elsewhere")
        let error = await #expect(throws: LedgerError.self) { try await ledger.record(makeVisit("v1")) }
        #expect(error?.kind == .gone)
        try FileManager.default.moveItem(atPath: desk.path + ".elsewhere", toPath: desk.path)
        try await ledger.record(makeVisit("v1"))
        #expect(ledger.health?.error == nil)
    }

    @Test func afterClosingNothingIsTaken() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try ledger.close()
        let error = await #expect(throws: LedgerError.self) { try await ledger.record(makeVisit()) }
        #expect(error?.kind == .closed)
    }

    @Test func theSeedIsMadeOnce() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let seed = try await ledger.seed()
        try ledger.close()
        #expect(try await desk.open().seed() == seed)
        #expect(try await Desk().open().seed() != seed)
    }

    @Test func theTimeSinceTheLastBeatWasDown() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        #expect(try await ledger.blindSpans() == [])
        try await ledger.openBlindSpan(.network, from: start + .seconds(1))
        try await ledger.beat(start + .seconds(10))
        try ledger.close()
        desk.timepiece.advance(by: .seconds(60))
        let spans = try await desk.open().blindSpans()
        #expect(
            spans == [
                BlindSpan(from: start + .seconds(10), until: start + .seconds(60), reason: .down),
                BlindSpan(from: start + .seconds(1), until: start + .seconds(10), reason: .network),
            ])
    }

    @Test func aClockThatWasSetBackWhileNobodyLookedHoldsUpNoWait() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.beat(start + .seconds(3600))
        try await ledger.save(makeState("w"), wake: start + .seconds(3660), overdueAt: nil)
        try ledger.close()
        let again = try desk.open()
        #expect(try await again.openVisitHeads().map(\.wake) == [start])
        try again.close()
    }

    @Test func aBlindSpanOpensOnceAndCloses() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.openBlindSpan(.network, from: start)
        try await ledger.openBlindSpan(.network, from: start + .seconds(5))
        try await ledger.openBlindSpan(.storage, from: start + .seconds(7))
        try await ledger.closeBlindSpan(.network, until: start + .seconds(9))
        #expect(
            try await ledger.blindSpans() == [
                BlindSpan(from: start + .seconds(7), until: nil, reason: .storage),
                BlindSpan(from: start, until: start + .seconds(9), reason: .network),
            ])
        #expect(try await ledger.blindSpans(since: start + .seconds(9)).count == 1)
    }
}
