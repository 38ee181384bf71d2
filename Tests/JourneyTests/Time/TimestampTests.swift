import Journey
import Testing

struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_550_400_000_000, "2026-11-24T20:00:00.000Z"),
            (951_782_400_000_000 + 123_456, "2000-02-29T00:00:00.123Z"),
            (253_402_300_800_000_000, "+010000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000_000 - 1_000_000, "-000001-12-31T23:59:59.000Z"),
        ] as [(Int64, String)])
    func printsISO8601(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).iso8601 == text)
    }

    @Test(arguments: [Int64.min + 1_000_000, .max, 0, -1_000, 1_795_550_400_123_000, -62_167_219_200_000_000])
    func readsWhatItPrints(microseconds: Int64) throws {
        let instant = Timestamp(microseconds: microseconds)
        let read = try #require(Timestamp(iso8601: instant.iso8601))
        #expect(abs((instant - read).microseconds) < 1000)
    }

    @Test(arguments: [
        ("2026-11-24T20:00Z", "2026-11-24T20:00:00.000Z"),
        ("2026-11-24 20:00:05Z", "2026-11-24T20:00:05.000Z"),
        ("2026-11-24T20:00:05.1234567Z", "2026-11-24T20:00:05.123Z"),
        ("2026-11-24T20:00:05+02:00", "2026-11-24T18:00:05.000Z"),
        ("2026-11-24T20:00:05-0545", "2026-11-25T01:45:05.000Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"),
    ])
    func readsOtherForms(text: String, expected: String) {
        #expect(Timestamp(iso8601: text)?.iso8601 == expected)
    }

    @Test(arguments: [
        "", "2026", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-24", "2026-11-24T24:00:00Z",
        "2026-11-24T20:00:00", "2026-11-24T20:00:00.Z", "2026-11-24T20:00:00Zx", "2026-11-24T20:60:00Z",
        "٢٠٢٦-11-24T20:00:00Z",
    ])
    func refusesWhatIsNotAnInstant(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func arithmeticSaturates() {
        #expect(Timestamp.distantFuture + .seconds(1) == .distantFuture)
        #expect(Timestamp.distantPast - .seconds(1) == .distantPast)
        #expect((Timestamp.distantFuture - Timestamp.distantPast).microseconds == .max)
        #expect(Duration.seconds(Int64.max).microseconds == .max)
        #expect(Duration.seconds(Int64.min).microseconds == .min)
        #expect(Timestamp(seconds: .min) == .distantPast)
        #expect(Timestamp.distantPast.iso8601 == "-290308-12-21T19:59:05.224Z")
    }

    @Test func secondsRoundTowardsThePast() {
        #expect(Timestamp(microseconds: -1).seconds == -1)
        #expect(Timestamp(microseconds: 999_999).seconds == 0)
    }

    @Test func everyDayOfEightCenturiesHasItsOwnDate() {
        var expected = (year: 1599, month: 12, day: 31)
        let first = Day(year: 1600, month: 1, day: 1)?.number ?? 0
        for number in first..<first + 2 * 146_097 {
            expected.day += 1
            if Day(year: expected.year, month: expected.month, day: expected.day) == nil {
                expected =
                    expected.month == 12
                    ? (expected.year + 1, 1, 1) : (expected.year, expected.month + 1, 1)
            }
            let day = Day(number: number)
            guard day.civil == expected,
                Day(year: expected.year, month: expected.month, day: expected.day) == day
            else {
                Issue.record("day \(number) is \(day.civil), expected \(expected)")
                return
            }
        }
    }

    @Test func weekdaysFollowTheCalendar() {
        #expect(Day(iso8601: "2026-11-24")?.weekday == .tuesday)
        #expect(Day(iso8601: "1969-12-28")?.weekday == .sunday)
        #expect(Day(iso8601: "2000-02-29")?.weekday == .tuesday)
    }
}
