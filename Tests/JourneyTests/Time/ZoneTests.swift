import Foundation
import Testing

@testable import Journey

struct ZoneTests {
    /// Foundation carries tables of its own, so this compares two readings of the same history.
    @Test(arguments: testZones + ["Europe/Dublin", "America/Nuuk", "Asia/Gaza", "Pacific/Apia", "America/St_Johns"])
    func offsetsAreThoseOfFoundation(identifier: String) throws {
        let zone = try Zone(identifier)
        let foundation = try #require(TimeZone(identifier: identifier))
        // Up to a year whose rules both databases know.
        var seconds = Int64(0)
        while seconds < 1_735_689_600 {
            let expected = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            guard zone.offset(at: Timestamp(seconds: seconds)) == expected else {
                Issue.record("\(identifier) at \(Timestamp(seconds: seconds)): expected \(expected)")
                return
            }
            seconds += 3 * 3600 + 600
        }
    }

    @Test(arguments: [
        ("Europe/Berlin", "2150-07-01T12:00:00Z", 7200),
        ("Europe/Berlin", "2150-12-01T12:00:00Z", 3600),
        ("America/New_York", "2199-07-01T12:00:00Z", -14400),
        ("Australia/Lord_Howe", "2100-01-01T12:00:00Z", 39600),
        ("Australia/Lord_Howe", "2100-07-01T12:00:00Z", 37800),
        ("Asia/Kathmandu", "2100-07-01T12:00:00Z", 20700),
        ("Europe/Dublin", "2100-07-01T12:00:00Z", 3600),
    ])
    func theRuleGoesOnAfterTheTable(identifier: String, instant: String, offset: Int) throws {
        #expect(try Zone(identifier).offset(at: #require(Timestamp(iso8601: instant))) == offset)
    }

    @Test(arguments: [
        ("2026-03-29", 2 * 3600 + 1800, "2026-03-29T01:00:00.000Z"),  // skipped
        ("2026-03-29", 3 * 3600, "2026-03-29T01:00:00.000Z"),
        ("2026-10-25", 2 * 3600 + 1800, "2026-10-25T00:30:00.000Z"),  // shown twice
        ("2026-10-25", 3 * 3600, "2026-10-25T02:00:00.000Z"),
        ("2026-11-24", 86_400, "2026-11-24T23:00:00.000Z"),
    ])
    func localTimesBecomeInstants(day: String, second: Int, expected: String) throws {
        let zone = try Zone("Europe/Berlin")
        #expect(try zone.firstInstant(of: #require(Day(iso8601: day)), second: second).iso8601 == expected)
    }

    @Test func aDayThatWasSkippedIsEmpty() throws {
        let zone = try Zone("Pacific/Apia")
        let day = try #require(Day(iso8601: "2011-12-30"))
        #expect(zone.firstInstant(of: day, second: 0) == zone.firstInstant(of: day, second: 86_400))
    }

    @Test(arguments: [
        "", "Europe/Berln", "../../etc/passwd", "/etc/localtime", "Europe", "zone.tab", "Europe/Berlin\0",
    ])
    func unknownZonesAreRefused(identifier: String) {
        #expect(throws: TimeTextError.self) { try Zone(identifier) }
    }

    @Test func extremesDoNotTrap() throws {
        let zone = try Zone("Europe/Berlin")
        for instant in [Timestamp.distantPast, .distantFuture] {
            _ = zone.firstInstant(of: zone.day(at: instant), second: 0)
        }
        _ = zone.firstInstant(of: Day(number: .max), second: .max)
        _ = zone.firstInstant(of: Day(number: .min), second: .min)
    }

    @Test func damagedFilesAreRefused() throws {
        let good = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        #expect(ZoneDatabase.parse(good) != nil)
        #expect(ZoneDatabase.parse([]) == nil)
        var random = TestRandom(seed: 7)
        for length in stride(from: 0, to: good.count - 40, by: 13) {
            #expect(ZoneDatabase.parse(Array(good[..<length])) == nil)
        }
        for _ in 0..<500 {
            var bytes = good
            for _ in 0..<8 { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            _ = ZoneDatabase.parse(bytes)
        }
    }

    @Test func namesCanBeSuggested() {
        #expect(Zone.identifiers.contains("Europe/Berlin"))
        #expect(Zone.identifiers.contains("UTC"))
    }
}
