import GRDB
import Journey
import Testing

@testable import Ledger

@Suite struct KeepingTimeTests {
    @Test func theClockIsBelievedWhileItIsNotADayAheadOfWhatHasPassed() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for (now, passed) in [
            (start, Duration.zero), (start + .days(1), .zero), (start + .days(5), .days(3)), (start - .days(90), .zero),
        ] {
            #expect(try await ledger.keepingTime(now: now, passed: passed) == now)
        }
        let last = start - .days(90)
        #expect(try await ledger.keepingTime(now: last + .hours(26), passed: .hours(1)) == last + .hours(1))
        #expect(try await ledger.keepingTime(now: last + .hours(26), passed: .hours(1)) == last + .hours(26))
        try ledger.close()
    }

    @Test func aClockThatStaysAheadIsBelievedAfterAWeekOfWorkWithWhateverPausesInIt() async throws {
        let desk = try Desk()
        var ledger = try desk.open()
        for day in 1...6 {
            #expect(
                try await ledger.keepingTime(now: start + .days(40 + Int64(day)), passed: .days(1))
                    == start + .days(Int64(day)))
            try ledger.close()
            ledger = try desk.open()
        }
        #expect(try await ledger.keepingTime(now: start + .days(47), passed: .days(1)) == start + .days(47))
        // The next doubt begins anew.
        #expect(try await ledger.keepingTime(now: start + .days(90), passed: .days(1)) == start + .days(48))
        try ledger.close()
    }

    /// The last beat tells how long nobody was there, until the daemon beats again.
    @Test func aLedgerWithoutSuchATimeGoesByItsLastBeat() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.beat(start + .days(3))
        try await ledger.store { pen in try pen.run("DELETE FROM meta WHERE key = ?", [Keeping.time]) }
        try ledger.close()
        desk.timepiece.stepWall(by: .days(400))
        let again = try desk.open()
        try await again.beat(start + .days(400))
        #expect(try await again.keepingTime(now: start + .days(400), passed: .hours(1)) == start + .days(3) + .hours(1))
        try again.close()
    }

    @Test func sumsByHourAreKeptAgainOnceAClockThatWasFarAheadIsSetRight() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.prune(Retention(now: start + .days(400), keeping: Configuration.Storage()))
        _ = try await ledger.keepingTime(now: start, passed: .hours(1))
        let hour = Timestamp(seconds: start.seconds / 3600 * 3600) + .hours(1)
        for minutes in [10, 70] as [Int64] {
            try await ledger.record(makeVisit("\(minutes)", started: hour + .minutes(minutes)))
        }
        try await ledger.rollUp()
        #expect(try await ledger.counts(since: hour)[Subject(probe: "p")]?.counts.all == 2)
        #expect(try await ledger.counts(since: hour + .hours(1))[Subject(probe: "p")]?.counts.all == 1)
        try ledger.close()
    }
}
