import Foundation
import GRDB
import Journey
import Testing

@testable import Ledger

/// Every form in which a release has ever written a ledger stays readable.
@Suite struct ReleaseTests {
    @Test func aLedgerOfTheFirstFormIsReadWhole() async throws {
        let desk = try Desk()
        try Release1.write(to: desk.path)
        let ledger = try desk.open()
        #expect(try await ledger.verified().problems == [])
        let visits = try await ledger.wholeVisits(after: 0, limit: 10).map(\.visit)
        #expect(visits.count == 3)
        for visit in visits {
            #expect(visit.remark == "Visit \(visit.id).")
            #expect(visit.touchpoints.count == 2 && visit.touchpoints.allSatisfy { $0.hops.first?.status == 200 })
            #expect(visit.touchpoints.allSatisfy { $0.hops.first?.certificate?.subject == "CN=shop.example" })
            #expect(visit.findings.map(\.code) == ["dead-link", "late"])
        }
        #expect(try await ledger.findings().count > 0)
        let open = try #require(try await ledger.openVisits().first)
        #expect(open.state.captures == ["look": "3"] && open.wake == start + .hours(1))
        #expect(try await ledger.openIncidents().count == 1)
        #expect(try await ledger.undelivered().first?.incident.says == "Bad.")
        #expect(try await ledger.dueTimers(.distantFuture).first?.payload == "boss")
        #expect(try await ledger.blindSpans().contains { $0.reason == .network })
        #expect(try await ledger.cursor("alerts") == 30)
        #expect(try await ledger.counts(since: start - .days(400))[Subject(probe: "p0")]?.counts.all == 32)
        let times = try await ledger.times(
            of: Subject(probe: "p0"), touchpoint: "Pay", by: .hour, since: start - .days(400))
        #expect(times.first?.times.count == 24)
        // It is a copy, made on another machine.
        #expect(try await ledger.isHeld())
        try ledger.close()
    }

    /// The form before the first has no tables of ours but `meta`: enough to be copied before it is brought up to date.
    @Test func beforeALedgerIsBroughtUpToDateItIsCopied() async throws {
        let desk = try Desk()
        let older = try DatabaseQueue(path: desk.path)
        try await older.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
                    INSERT INTO meta VALUES ('seed', '7');
                    """)
        }
        try older.close()
        // The first migration cannot be made over it, which is what a copy is for.
        #expect(throws: (any Error).self) { try desk.open() }
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.directory)
        let copy = try #require(names.first { $0.hasPrefix("ledger.sqlite.before-upgrade-") })
        let kept = try DatabaseQueue(path: desk.directory + "/" + copy)
        #expect(try await kept.read { try Meta.value("seed", $0) } == "7")
        // Whoever goes back to it goes back behind what was sent since.
        #expect(try await kept.read { try Meta.value("held", $0) } == "1")
        try kept.close()
        #expect(!names.contains { $0.hasSuffix(".part") })
        // What could not be brought up to date is as it was.
        let left = try DatabaseQueue(path: desk.path)
        #expect(try await left.read { try Meta.value("seed", $0) } == "7")
        #expect(try await left.read { try Meta.value("held", $0) } == nil)
        #expect(try await left.read { try $0.tableExists("visit") } == false)
        try left.close()
    }
}
