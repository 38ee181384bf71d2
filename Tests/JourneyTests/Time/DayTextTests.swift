import Foundation
import Journey
import Testing

struct DayTextTests {
    @Test(arguments: [
        ("day", "UTC", "yyyy-MM-dd", "2026-11-24"), ("day+180d", "UTC", "dd.MM.yyyy", "23.05.2027"),
        ("day-2w", "UTC", "MM/dd/yyyy", "11/10/2026"), ("day + 7d", "UTC", "M/d/yy", "12/1/26"),
        ("day", "Asia/Kathmandu", "yyyy-MM-dd", "2026-11-25"), ("day", "America/New_York", "dd/MM/yyyy", "24/11/2026"),
        ("day+1d", "Europe/Berlin", "d. M. yyyy", "25. 11. 2026"),
    ])
    func datesInTheLocationsForm(text: String, zone: String, pattern: String, expected: String) throws {
        let instant = try at("2026-11-24T20:00Z")
        #expect(try DayText(text).text(at: instant, in: Zone(zone), form: DayForm(pattern)) == expected)
    }

    @Test(arguments: ["", "today", "day+", "day+5", "day+5h", "day*2d", "days", "day+-1d"])
    func otherTextsAreRefused(text: String) {
        #expect(throws: TimeTextError.self) { try DayText(text) }
    }

    @Test(arguments: [("", nil), ("--", nil), ("dd.MMM.yyyy", 4), ("YYYY-MM-DD", 1), ("yyyy1", 5), ("HH", 1)])
    func wrongPatternsAreRefused(pattern: String, column: Int?) {
        let error = #expect(throws: TimeTextError.self) { try DayForm(pattern) }
        #expect(error?.column == column)
    }

    @Test func theUsualFormIsISO8601() throws {
        #expect(try DayForm("yyyy-MM-dd") == .iso8601)
        let data = try JSONEncoder().encode([DayForm("dd.MM.yyyy")])
        #expect(try JSONDecoder().decode([DayForm].self, from: data) == [DayForm("dd.MM.yyyy")])
    }
}
