import Foundation
import Testing

@testable import Journey

struct CronTests {
    @Test(arguments: [
        ("* * * * *", "2026-11-24T20:00Z", "2026-11-24T20:01Z"),
        ("*/15 * * * *", "2026-11-24T20:00:01Z", "2026-11-24T20:15Z"),
        ("0 9 * * mon-fri", "2026-11-27T09:00Z", "2026-11-30T09:00Z"),
        ("30 8-18/5 * * *", "2026-11-24T09:00Z", "2026-11-24T13:30Z"),
        ("0 0 1 JAN *", "2026-11-24T20:00Z", "2027-01-01T00:00Z"),
        ("0 0 29 2 *", "2026-11-24T20:00Z", "2028-02-29T00:00Z"),
        ("0 0 29 2 *", "2096-03-01T00:00Z", "2104-02-29T00:00Z"),
        ("0 12 * * 7", "2026-11-24T20:00Z", "2026-11-29T12:00Z"),
        ("0 12 * * fri-sun", "2026-11-29T12:00Z", "2026-12-04T12:00Z"),
        ("0 0 13 * 5", "2026-11-24T20:00Z", "2026-11-27T00:00Z"),  // a Friday or a 13th
        ("0 0 13 * 5", "2026-12-12T00:00Z", "2026-12-13T00:00Z"),
        ("0 0 */2 * 5", "2026-11-24T20:00Z", "2026-11-27T00:00Z"),  // a star: both must fit
        ("0 0 */2 * 5", "2026-11-27T00:00Z", "2026-12-11T00:00Z"),
        ("5,3,4 1 * * *", "2026-11-24T01:03Z", "2026-11-24T01:04Z"),
        ("59 23 31 12 *", "2026-11-24T20:00Z", "2026-12-31T23:59Z"),
        ("  0\t12  * * *  ", "2026-11-24T20:00Z", "2026-11-25T12:00Z"),
        ("@hourly", "2026-11-24T20:00Z", "2026-11-24T21:00Z"),
        ("@daily", "2026-11-24T20:00Z", "2026-11-25T00:00Z"),
        ("@midnight", "2026-11-24T20:00Z", "2026-11-25T00:00Z"),
        ("@weekly", "2026-11-24T20:00Z", "2026-11-29T00:00Z"),
        ("@monthly", "2026-11-24T20:00Z", "2026-12-01T00:00Z"),
        ("@yearly", "2026-11-24T20:00Z", "2027-01-01T00:00Z"),
        ("@annually", "2026-11-24T20:00Z", "2027-01-01T00:00Z"),
    ])
    func runsNext(line: String, after: String, expected: String) throws {
        #expect(try Cron(line).next(after: at(after), in: .utc) == at(expected))
    }

    /// Berlin: 02:00 became 03:00 on 29 March 2026 (01:00 UTC), and 03:00 became 02:00 on 25 October (01:00 UTC).
    @Test(arguments: [
        ("30 2 * * *", "2026-03-28T02:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:30Z"]),
        ("*/20 2 * * *", "2026-03-28T02:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:00Z"]),
        ("0 3 * * *", "2026-03-28T03:00Z", ["2026-03-29T01:00Z", "2026-03-30T01:00Z"]),
        ("30 * * * *", "2026-03-29T00:00Z", ["2026-03-29T00:30Z", "2026-03-29T01:00Z", "2026-03-29T01:30Z"]),
        ("30 2 * * *", "2026-10-24T12:00Z", ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]),
        ("30 1-3 * * *", "2026-10-25T00:00Z", ["2026-10-25T00:30Z", "2026-10-25T02:30Z"]),
        ("30 * * * *", "2026-10-25T00:00Z", ["2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T02:30Z"]),
    ])
    func followsTheChangesOfTheClock(line: String, after: String, expected: [String]) throws {
        let zone = try Zone("Europe/Berlin")
        var instant = try at(after)
        for next in expected {
            instant = try #require(try Cron(line).next(after: instant, in: zone))
            #expect(try instant == at(next))
        }
    }

    @Test(arguments: [
        ("", nil, "found 0"), ("* * * *", nil, "found 4"), ("* * * * * *", 11, "found 6"),
        ("60 * * * *", 1, "expected 0 to 59"), ("* 24 * * *", 3, "expected 0 to 23"), ("* * 0 * *", 5, "1 to 31"),
        ("* * * foo *", 7, "a name such as jan"), ("* * * * mon,fox", 13, "'fox' is no day of week"),
        ("1-70 * * * *", 3, "'70' is no minute"), ("9-5 * * * *", 1, "smaller to the larger"),
        ("*/0 * * * *", 3, "a step"), ("*/x * * * *", 3, "a step"), ("5/10 * * * *", 2, "5-59/10"),
        ("1,,2 * * * *", 3, "nothing is no minute"), ("0 0 31 2,4 *", 5, "no such date"), ("@reboot", 1, "@hourly"),
        ("* * * * 8", 9, "0 to 7"), ("-1 * * * *", 1, "nothing is no minute"), ("٣ * * * *", 1, "is no minute"),
    ])
    func errorsNameTheColumn(line: String, column: Int?, reason: String) {
        let error = #expect(throws: TimeTextError.self) { try Cron(line) }
        #expect(error?.column == column)
        #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
    }

    @Test func theEndsOfTimeAreBounded() throws {
        for instant in [Timestamp.distantPast, .distantFuture] {
            _ = try Cron("0 0 29 2 1").next(after: instant, in: Zone("Europe/Berlin"))
            _ = try Cron("0 0 29 2 1").last(notAfter: instant, in: Zone("Europe/Berlin"))
        }
    }

    @Test(arguments: testZones, 0..<10)
    func agreesWithTheMinutes(zone: String, round: Int) throws {
        var random = TestRandom(seed: UInt64(round) &* 7919 &+ UInt64(zone.utf8.count))
        let starts = [
            "Europe/Berlin": ["2026-03-25", "2026-10-21"], "America/New_York": ["2026-03-04", "2026-10-28"],
            "Australia/Lord_Howe": ["2026-04-01", "2026-09-30"], "Asia/Kathmandu": ["2026-03-24", "1985-12-28"],
            "Africa/Casablanca": ["2024-03-06", "2024-04-10"],
        ]
        let first = try #require(Day(iso8601: random.pick(starts[zone] ?? [])))
        let reference = try MinuteReference(zone: zone, start: Int64(first.number) * 1440, count: 9 * 1440)
        for _ in 0..<20 {
            let fields = CronSketch(&random)
            let cron = try Cron(fields.line)
            let expected = fields.runs(in: reference)
            var runs: [Int] = []
            var instant = Timestamp(seconds: reference.start * 60 - 1)
            while let next = cron.next(after: instant, in: try Zone(zone)),
                case let index = Int(next.seconds / 60 - reference.start), index < reference.shown.count
            {
                runs.append(index)
                instant = next
            }
            // The reference does not know what was shown before it begins.
            let warm = 1440
            #expect(
                runs.filter { $0 >= warm } == expected.filter { $0 >= warm },
                "\(fields.line) in \(zone) from \(first.iso8601), seed \(round)")
            for index in expected.filter({ $0 >= warm }).prefix(50) {
                let instant = Timestamp(seconds: (reference.start + Int64(index)) * 60)
                #expect(cron.last(notAfter: instant, in: try Zone(zone)) == instant)
                #expect(cron.last(notAfter: instant + .seconds(59), in: try Zone(zone)) == instant)
            }
        }
    }
}

/// A random cron line together with its meaning, spelled out.
private struct CronSketch {
    let line: String
    private let minutes: Set<Int64>
    private let hours: Set<Int64>
    private let everyHour: Bool
    private let dates: Set<Int>?
    private let weekdays: Set<Int>?

    init(_ random: inout TestRandom) {
        func set(_ count: Int, below bound: Int, from first: Int = 0) -> Set<Int> {
            Set((0..<count).map { _ in first + random.below(bound) })
        }
        func text(_ values: Set<Int>) -> String { values.sorted().map(String.init).joined(separator: ",") }

        let minuteSet = set(1 + random.below(4), below: 60)
        everyHour = random.chance(30)
        // Mostly the hours in which clocks change.
        let hourSet = everyHour ? Set(0..<24) : set(1 + random.below(3), below: random.chance(70) ? 4 : 24)
        dates = random.chance(25) ? set(5, below: 31, from: 1) : nil
        weekdays = random.chance(25) ? set(2, below: 7) : nil
        minutes = Set(minuteSet.map(Int64.init))
        hours = Set(hourSet.map(Int64.init))
        line =
            "\(text(minuteSet)) \(everyHour ? "*" : text(hourSet)) \(dates.map(text) ?? "*") * "
            + "\(weekdays.map(text) ?? "*")"
    }

    private func fits(_ local: Int64) -> Bool {
        guard minutes.contains(local % 60), hours.contains(local / 60 % 24) else { return false }
        let day = Day(number: Int(local / 1440))
        let fitsDate = dates?.contains(day.civil.day)
        let fitsWeekday = weekdays?.contains((day.weekday.index + 1) % 7)
        switch (fitsDate, fitsWeekday) {
        case (let date?, let weekday?): return date || weekday
        case (let date?, nil): return date
        case (nil, let weekday?): return weekday
        case (nil, nil): return true
        }
    }

    func runs(in reference: MinuteReference) -> [Int] {
        var runs: Set<Int> = []
        for local in reference.shown[0]...(reference.shown.max() ?? 0) where fits(local) {
            if let index = reference.index(ofLocal: local) { runs.insert(index) }
        }
        if everyHour {
            for (index, local) in reference.shown.enumerated() where fits(local) { runs.insert(index) }
        }
        return runs.sorted()
    }
}
