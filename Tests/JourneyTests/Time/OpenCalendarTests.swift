import Foundation
import Testing

@testable import Journey

struct OpenCalendarTests {
    private let shop: OpenCalendar
    private let bar: OpenCalendar

    init() throws {
        shop = try calendar(
            "Europe/Berlin", ["mon-fri": "09:00-12:30 13:00-18:00", "sat": "10:00-14:00"],
            dates: ["2026-12-24": "09:00-12:00", "2026-12-31": ""], yearly: ["12-25": "", "12-26": ""])
        bar = try calendar("Europe/Berlin", ["thu-sat": "20:00-02:30"])
    }

    /// All times UTC; Berlin is an hour ahead in November and December.
    @Test(arguments: [
        ("2026-11-24T08:00Z", true), ("2026-11-24T07:59Z", false), ("2026-11-24T11:30Z", false),
        ("2026-11-24T12:00Z", true), ("2026-11-24T17:00Z", false), ("2026-11-28T09:00Z", true),
        ("2026-11-29T10:00Z", false), ("2026-12-24T10:00Z", true), ("2026-12-24T11:00Z", false),
        ("2026-12-25T10:00Z", false), ("2027-12-25T10:00Z", false), ("2026-12-31T10:00Z", false),
    ])
    func theShopIsOpen(instant: String, expected: Bool) throws {
        #expect(try shop.isOpen(at: at(instant)) == expected)
    }

    @Test func pastMidnightBelongsToTheDayItOpens() throws {
        #expect(try bar.isOpen(at: at("2026-11-29T01:00Z")))  // Sunday 02:00, since Saturday
        #expect(try !bar.isOpen(at: at("2026-11-29T01:30Z")))
        #expect(try !bar.isOpen(at: at("2026-11-26T00:00Z")))  // Thursday 01:00
        // A day from Sunday 02:00, which is Saturday's, is Thursday's 02:00: on Friday's date.
        #expect(try bar.advance(from: at("2026-11-29T01:00Z"), by: Span("1d")) == at("2026-12-04T01:00Z"))
    }

    @Test func aHolidayDoesNotCutTheNightBefore() throws {
        let bar = try calendar("UTC", ["mon-sun": "20:00-02:00"], yearly: ["12-25": ""])
        #expect(try bar.isOpen(at: at("2026-12-25T01:00Z")))
        #expect(try !bar.isOpen(at: at("2026-12-25T21:00Z")))
        #expect(try !bar.isOpen(at: at("2026-12-26T01:00Z")))
    }

    @Test(arguments: [
        ("2026-11-24T16:00Z", "0s", "2026-11-24T16:00Z"),
        ("2026-11-24T16:00Z", "1h", "2026-11-24T17:00Z"),  // to the closing itself
        ("2026-11-24T16:00Z", "2h", "2026-11-25T09:00Z"),
        ("2026-11-24T11:00Z", "1h", "2026-11-24T12:30Z"),  // over the lunch break
        ("2026-11-27T16:30Z", "4h", "2026-11-28T12:30Z"),  // Friday into Saturday
        ("2026-11-28T12:30Z", "4h", "2026-11-30T11:30Z"),  // Saturday to the end of Monday morning
        ("2026-11-24T16:00Z", "1d", "2026-11-25T16:00Z"),
        ("2026-11-27T15:00Z", "2d", "2026-11-30T15:00Z"),  // Saturday is an open day
        ("2026-11-27T15:00Z", "1d", "2026-11-28T13:00Z"),  // closed at 16:00 on Saturday: its closing
        ("2026-11-29T10:00Z", "1d", "2026-12-01T08:00Z"),  // begun while closed: from Monday's opening
        ("2026-12-23T16:00Z", "1d", "2026-12-24T11:00Z"),  // half day
        ("2026-12-24T10:00Z", "1d", "2026-12-28T10:00Z"),  // two holidays and a Sunday
        ("2026-12-30T10:00Z", "1d", "2027-01-01T10:00Z"),  // closed on the 31st
        ("2026-12-23T08:30Z", "4d3h", "2026-12-30T11:30Z"),
    ])
    func advances(start: String, span: String, end: String) throws {
        #expect(try shop.advance(from: at(start), by: Span(span)) == at(end))
    }

    @Test func openingAndClosing() throws {
        #expect(try shop.nextOpening(after: at("2026-11-24T09:00Z")) == at("2026-11-24T12:00Z"))
        #expect(try shop.nextOpening(after: at("2026-11-24T12:00Z")) == at("2026-11-25T08:00Z"))
        #expect(try shop.nextClosing(after: at("2026-11-24T09:00Z")) == at("2026-11-24T11:30Z"))
        #expect(try shop.nextClosing(after: at("2026-11-28T13:00Z")) == at("2026-11-30T11:30Z"))
        let weekend = try calendar("UTC", ["sat,sun": "00:00-24:00"])
        #expect(try weekend.nextClosing(after: at("2026-11-28T12:00Z")) == at("2026-11-30T00:00Z"))
        #expect(try weekend.nextOpening(after: at("2026-11-28T12:00Z")) == at("2026-12-05T00:00Z"))
    }

    @Test func alwaysIsAlwaysOpen() throws {
        let start = try at("2026-03-28T12:00Z")
        #expect(OpenCalendar.always.isAlways)
        #expect(OpenCalendar.always.isOpen(at: .distantFuture))
        #expect(OpenCalendar.always.nextOpening(after: start) == nil)
        #expect(OpenCalendar.always.nextClosing(after: start) == nil)
        #expect(try OpenCalendar.always.advance(from: start, by: Span("3d4h")) == start + .hours(76))
        // In a zone whose clock changes, a day ends at the same time of day.
        let berlin = try OpenCalendar.always(in: Zone("Europe/Berlin"))
        #expect(try berlin.advance(from: start, by: Span("1d")) == start + .hours(23))
        #expect(try berlin.advance(from: start, by: Span("24h")) == start + .hours(24))
        let written = try calendar("Europe/Berlin", ["mon-sun": "00:00-24:00"])
        #expect(written == berlin)
        #expect(written.isAlways)
    }

    @Test func aCalendarThatNeverOpensEnds() throws {
        let never = try calendar("Europe/Berlin", [:])
        let start = try at("2026-11-24T12:00Z")
        #expect(never.firstOpen(from: start) == nil)
        #expect(never.nextOpening(after: start) == nil)
        #expect(never.nextClosing(after: start) == nil)
        #expect(try never.advance(from: start, by: Span("1d")) == nil)
        #expect(try never.advance(from: start, by: Span("1h")) == nil)
        #expect(never.openTime(from: start, to: .distantFuture) == .zero)
        // It opens once more and then never again.
        let once = try calendar("UTC", [:], dates: ["2026-12-24": "09:00-10:00"])
        #expect(try once.advance(from: start, by: Span("1h")) == at("2026-12-24T10:00Z"))
        #expect(try once.advance(from: start, by: Span("61m")) == nil)
        #expect(try once.advance(from: start, by: Span("1d")) == nil)
    }

    @Test func hugeInputsAreBounded() throws {
        #expect(shop.openTime(from: .distantPast, to: .distantFuture) > .zero)
        _ = try shop.advance(from: at("2026-11-24T12:00Z"), by: Span("36525d"))
        _ = try shop.advance(from: at("2026-11-24T12:00Z"), by: Span("876000h"))
        for instant in [Timestamp.distantPast, .distantFuture] {
            _ = shop.isOpen(at: instant)
            _ = shop.nextOpening(after: instant)
            _ = shop.nextClosing(after: instant)
            _ = shop.advance(from: instant, by: Span(days: 3, .hours(3)))
        }
    }

    @Test(arguments: [
        "09:00", "9-17", "09:00-09:00", "24:00-02:00", "09:00-25:00", "09:60-10:00", "09:00-10:00-11:00", "a-b", "",
        "09:00-24:01", "+9:00-10:00",
    ])
    func wrongHoursAreRefused(text: String) {
        #expect(throws: TimeTextError.self) { try OpeningHours(text) }
    }

    @Test(arguments: ["09:00-18:00", "22:00-02:00", "00:00-24:00", "12:00-24:00", "23:59-23:58"])
    func hoursReadBack(text: String) throws {
        #expect(try OpeningHours(text).description == text)
    }

    @Test func weekdaysAreRead() throws {
        #expect(try Weekday.days("sat-mon") == [.saturday, .sunday, .monday])
        #expect(try Weekday.days("Mon, wednesday") == [.monday, .wednesday])
        for text in ["", "mon-", "funday", "mon-tue-wed", "mon,,tue"] {
            #expect(throws: TimeTextError.self) { try Weekday.days(text) }
        }
    }

    @Test func aCalendarSurvivesItsEncoding() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(shop)
        #expect(try JSONDecoder().decode(OpenCalendar.self, from: data) == shop)
        #expect(String(decoding: data, as: UTF8.self).contains(#""saturday":["10:00-14:00"]"#))
        #expect(String(decoding: data, as: UTF8.self).contains(#""12-25":[]"#))
    }
}

func at(_ text: String) throws -> Timestamp {
    try #require(Timestamp(iso8601: text))
}

/// Hours as `09:00-12:00 13:00-18:00`, under weekdays as `mon-fri`.
func calendar(
    _ zone: String, _ week: [String: String], dates: [String: String] = [:], yearly: [String: String] = [:]
) throws -> OpenCalendar {
    func hours(_ text: String) throws -> [OpeningHours] {
        try text.split(separator: " ").map { try OpeningHours(String($0)) }
    }
    var days: [Weekday: [OpeningHours]] = [:]
    for (names, text) in week {
        for day in try Weekday.days(names) { days[day] = try hours(text) }
    }
    return OpenCalendar(
        zone: try Zone(zone), week: days,
        dates: try Dictionary(uniqueKeysWithValues: dates.map { (try #require(Day(iso8601: $0)), try hours($1)) }),
        yearly: try Dictionary(uniqueKeysWithValues: yearly.map { (try #require(MonthDay($0)), try hours($1)) }))
}
