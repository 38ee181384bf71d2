import Journey
import Testing

@Suite struct LapseTests {
    /// Open from 08:00 to 18:00 on working days, UTC.
    private static func term(_ promise: String) throws -> Term {
        var configuration = Configuration()
        let hours = try OpeningHours("08:00-18:00")
        let week = Weekday.allCases.filter { $0 != .saturday && $0 != .sunday }.map { ($0, [hours]) }
        configuration.calendars["care"] = OpenCalendar(zone: .utc, week: Dictionary(uniqueKeysWithValues: week))
        let place = SourcePlace(file: "p.yaml")
        var probe = Probe(name: "p", place: place)
        let form = ExchangeForm(method: "GET", url: Template(literal: "http://shop.example/"))
        var touchpoint = Touchpoint(name: "Reply", act: .exchange(form), place: place)
        touchpoint.promise = try BusinessSpan(promise)
        probe.touchpoints = [touchpoint]
        return try #require(try Route(probe, at: nil, in: configuration).terms.first?.promise)
    }

    @Test(arguments: [
        ("4h", 0.0, "2026-11-27T16:00:00Z", "2026-11-27T20:00:00Z"),
        ("4h", 0.5, "2026-11-27T16:00:00Z", "2026-11-27T22:00:00Z"),
        ("3d", 1.0, "2026-11-27T16:00:00Z", "2026-12-03T16:00:00Z"),
        // Friday's last two hours and Monday's first two; half of it again is two more of Monday's.
        ("4h of care", 0.0, "2026-11-27T16:00:00Z", "2026-11-30T10:00:00Z"),
        ("4h of care", 0.5, "2026-11-27T16:00:00Z", "2026-11-30T12:00:00Z"),
        ("4h of care", 3.0, "2026-11-27T16:00:00Z", "2026-12-01T12:00:00Z"),
        // A part of an open day is the whole of it.
        ("1d of care", 0.5, "2026-11-25T10:00:00Z", "2026-11-27T10:00:00Z"),
    ])
    func promiseAndShareLapse(promise: String, share: Double, since: String, expected: String) throws {
        let term = try Self.term(promise)
        let since = try #require(Timestamp(iso8601: since))
        let lapse = term.lapse(since: since, promised: term.deadline(from: since), again: share)
        #expect(lapse == Timestamp(iso8601: expected))
    }

    @Test func whatNeverLapsesNeverDoes() throws {
        let term = try Self.term("4h of care")
        #expect(term.lapse(since: .epoch, promised: .distantFuture, again: 0.5) == .distantFuture)
    }
}
