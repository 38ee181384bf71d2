import Foundation
import Testing

@testable import Journey

/// Random calendars around the days on which clocks change, against the minute-by-minute reading.
struct OpenCalendarProperties {
    /// Some days before the changes of each zone, and one stretch at random.
    private static let starts: [String: [String]] = [
        "Europe/Berlin": ["2026-03-24", "2026-10-20", "2026-12-20"],
        "America/New_York": ["2026-03-03", "2026-10-27"],
        "Australia/Lord_Howe": ["2026-03-31", "2026-09-29"],
        "Asia/Kathmandu": ["2026-03-24", "1985-12-27"],
        "Africa/Casablanca": ["2024-03-05", "2024-04-09"],
    ]
    private static let days = 14

    @Test(arguments: testZones, 0..<8)
    func agreesWithTheMinutes(zone: String, round: Int) throws {
        var random = TestRandom(seed: UInt64(round) &* 1000 &+ UInt64(zone.utf8.count))
        let first = try #require(Day(iso8601: random.pick(Self.starts[zone] ?? [])))
        let start = Int64(first.number) * 1440
        let count = Self.days * 1440
        let (calendar, hours) = try Self.randomCalendar(zone, first, &random)
        var reference = try MinuteReference(zone: zone, start: start - 3 * 1440, count: count + 6 * 1440)
        reference.open(hours: hours)
        func instant(_ index: Int) -> Timestamp { Timestamp(seconds: (reference.start + Int64(index)) * 60) }

        let place = Comment(rawValue: "seed \(round), \(zone) from \(first.iso8601), \(calendar)")
        for index in 2 * 1440..<count {
            guard calendar.isOpen(at: instant(index)) == (reference.openDay[index] != nil) else {
                Issue.record("isOpen at \(instant(index)): \(place)")
                return
            }
        }
        for _ in 0..<40 {
            let from = 2 * 1440 + random.below(count - 3 * 1440)
            let to = from + random.below(count - from)
            #expect(
                calendar.openTime(from: instant(from), to: instant(to))
                    == .minutes(Int64(reference.openMinutes(from: from, to: to))), place)

            let minutes = random.below(2000)
            if let expected = reference.advance(from: from, minutes: minutes), expected < count {
                #expect(
                    calendar.advance(from: instant(from), by: Span(.minutes(Int64(minutes)))) == instant(expected),
                    "from \(instant(from)) by \(minutes) min: \(place)")
            }
            let days = 1 + random.below(4)
            if let expected = reference.advance(from: from, days: days), expected < count - 1440 {
                #expect(
                    calendar.advance(from: instant(from), by: Span(days: days)) == instant(expected),
                    "from \(instant(from)) by \(days) days: \(place)")
            }
            let opening = (from + 1..<count).first { reference.openDay[$0] != nil && reference.openDay[$0 - 1] == nil }
            if let opening { #expect(calendar.nextOpening(after: instant(from)) == instant(opening), place) }
            let closing = (from + 1..<count).first { reference.openDay[$0] == nil && reference.openDay[$0 - 1] != nil }
            if let closing { #expect(calendar.nextClosing(after: instant(from)) == instant(closing), place) }
        }
    }

    /// What was reckoned forwards is found again when counted, wherever it started.
    @Test(arguments: testZones)
    func advancingAndCountingAgree(zone: String) throws {
        var random = TestRandom(seed: 99)
        for _ in 0..<30 {
            let (calendar, _) = try Self.randomCalendar(zone, Day(number: 20_000 + random.below(1000)), &random)
            for _ in 0..<20 {
                let start = Timestamp(microseconds: 1_750_000_000_000_000 + Int64(random.below(40_000_000_000_000)))
                let time = Duration.microseconds(Int64(1 + random.below(200_000_000_000)))
                guard let end = calendar.advance(from: start, by: Span(time)) else { continue }
                #expect(calendar.openTime(from: start, to: end) == time)
                #expect(calendar.openTime(from: start, to: end - .microseconds(1)) < time)
                // Later starts do not end earlier.
                let later = start + .microseconds(Int64(random.below(100_000_000_000)))
                let span = Span(days: random.below(4), time)
                if let first = calendar.advance(from: start, by: span),
                    let second = calendar.advance(from: later, by: span)
                {
                    #expect(first <= second, "\(start), \(later), \(span), \(calendar)")
                }
            }
        }
    }

    /// A calendar, and its hours in the form of the reference.
    private static func randomCalendar(
        _ zone: String, _ first: Day, _ random: inout TestRandom
    ) throws -> (OpenCalendar, (Day) -> [(opens: Int, closes: Int)]) {
        func hours(_ random: inout TestRandom) throws -> [OpeningHours] {
            // Around the hours in which clocks change, to the minute, and quite usual ones.
            let usual = ["09:00-17:00", "08:00-12:00 13:00-18:00", "22:00-06:00", "00:00-24:00", "20:00-02:30", ""]
            let odd = ["02:00-03:00", "02:15-02:45", "01:30-02:30", "00:00-02:00 02:00-04:00", "02:30-02:29"]
            return try random.pick(random.chance(50) ? usual : odd).split(separator: " ").map {
                try OpeningHours(String($0))
            }
        }
        var week: [Weekday: [OpeningHours]] = [:]
        let same = try hours(&random)
        for day in Weekday.allCases { week[day] = random.chance(50) ? same : try hours(&random) }
        var dates: [Day: [OpeningHours]] = [:]
        for _ in 0..<random.below(4) { dates[first + random.below(days)] = try hours(&random) }
        var yearly: [MonthDay: [OpeningHours]] = [:]
        for _ in 0..<random.below(2) {
            let (_, month, day) = (first + random.below(days)).civil
            if let date = MonthDay(month: month, day: day) {
                yearly[date] = random.chance(50) ? [] : try hours(&random)
            }
        }
        let calendar = OpenCalendar(zone: try Zone(zone), week: week, dates: dates, yearly: yearly)
        let (fixedWeek, fixedDates, fixedYearly) = (week, dates, yearly)
        return (
            calendar,
            { day in
                let (_, month, date) = day.civil
                let list =
                    fixedDates[day] ?? MonthDay(month: month, day: date).flatMap { fixedYearly[$0] }
                    ?? fixedWeek[day.weekday] ?? []
                return list.map { ($0.opens, $0.closes) }
            }
        )
    }
}
