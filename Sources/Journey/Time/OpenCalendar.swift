/// When a business is open: weekly hours in its time zone, and dates that differ from them.
///
/// A time of day that the spring change skips is the moment of the change, and one that the autumn change repeats is
/// the first of the two (`Zone.firstInstant`). Openings include their first instant and not their last.
public struct OpenCalendar: Sendable, Hashable {
    public let zone: Zone
    /// By `Weekday.index`; sorted, not overlapping.
    private let week: [[OpeningHours]]
    /// Holidays (no hours), half days and special dates. A date here goes before `yearly`, and that before the week.
    private let dates: [Day: [OpeningHours]]
    private let yearly: [MonthDay: [OpeningHours]]
    /// Open at every moment.
    public let isAlways: Bool

    /// A calendar that has not opened for so many days will not: holidays do not last longer.
    static let maximumClosedDays = 400
    /// Nothing is counted over a longer time than this, so that no input can keep us busy.
    static let maximumDays = 36_525 + maximumClosedDays

    /// Days of the week that are not named are closed, as are dates with no hours.
    public init(
        zone: Zone, week: [Weekday: [OpeningHours]], dates: [Day: [OpeningHours]] = [:],
        yearly: [MonthDay: [OpeningHours]] = [:]
    ) {
        self.zone = zone
        self.week = Weekday.allCases.map { OpeningHours.merged(week[$0] ?? []) }
        self.dates = dates.mapValues(OpeningHours.merged)
        self.yearly = yearly.mapValues(OpeningHours.merged)
        isAlways = dates.isEmpty && yearly.isEmpty && self.week.allSatisfy { $0 == [.allDay] }
    }

    /// Open day and night. A day of it is a day of 24 hours in UTC.
    public static let always = always(in: .utc)

    /// Open day and night; a day of it ends at the same time of day in the zone.
    public static func always(in zone: Zone) -> OpenCalendar {
        OpenCalendar(
            zone: zone, week: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpeningHours.allDay]) }))
    }

    private func hours(of day: Day) -> [OpeningHours] {
        if !dates.isEmpty, let hours = dates[day] { return hours }
        if !yearly.isEmpty {
            let (_, month, day) = day.civil
            if let date = MonthDay(month: month, day: day), let hours = yearly[date] { return hours }
        }
        return week[day.weekday.index]
    }

    /// The openings that begin on a date, in order; none if it is closed. One past midnight ends on the next date,
    /// whatever that date's own hours are.
    public func openings(of day: Day) -> [Range<Timestamp>] {
        hours(of: day).compactMap { hours in
            let opens = zone.firstInstant(of: day, second: hours.opens * 60)
            let closes = zone.firstInstant(of: day, second: hours.closes * 60)
            // Empty where a change of the clock skips all of it.
            return opens < closes ? opens..<closes : nil
        }
    }

    public func isOpen(at instant: Timestamp) -> Bool {
        if isAlways { return true }
        return openDay(at: instant) != nil
    }

    /// The open day that an instant belongs to: the date on which the opening around it began.
    private func openDay(at instant: Timestamp) -> Day? {
        let day = zone.day(at: instant)
        // The day after too: where clocks go back over midnight, it may already have begun.
        return [day + -1, day, day + 1].first { candidate in
            openings(of: candidate).contains { $0.contains(instant) }
        }
    }

    /// How long it is open between two instants; zero if they are in the wrong order. At most the first hundred years
    /// are counted.
    public func openTime(from start: Timestamp, to end: Timestamp) -> Duration {
        guard start < end else { return .zero }
        if isAlways { return end - start }
        var total = Duration.zero
        for opening in openings(from: start) {
            if opening.lowerBound >= end { break }
            total += min(opening.upperBound, end) - opening.lowerBound
        }
        return total
    }

    /// The instant itself if it is open then, else the next opening. Nil if it does not open within 400 days.
    public func firstOpen(from instant: Timestamp) -> Timestamp? {
        if isAlways { return instant }
        return openings(from: instant).next()?.lowerBound
    }

    /// The first instant after this one at which it opens after having been closed. Nil if it does not open within 400
    /// days, or is never closed in that time.
    public func nextOpening(after instant: Timestamp) -> Timestamp? {
        guard isOpen(at: instant) else { return firstOpen(from: instant) }
        return nextClosing(after: instant).flatMap { firstOpen(from: $0) }
    }

    /// The first instant after this one at which it closes. Nil if it does not open within 400 days, or does not close
    /// within 400 days of having opened.
    public func nextClosing(after instant: Timestamp) -> Timestamp? {
        if isAlways { return nil }
        let openings = openings(from: instant)
        guard let first = openings.next() else { return nil }
        var closing = first.upperBound
        while closing - first.lowerBound <= .days(Int64(OpenCalendar.maximumClosedDays)) {
            guard let next = openings.next(), next.lowerBound == closing else { return closing }
            closing = next.upperBound
        }
        return nil
    }

    /// The instant at which a span that began at `start` has passed. The days are counted first, then the time.
    ///
    /// - Hours, minutes and less are open time: the result is the first instant by which so much of it has passed. So
    ///   `4h` may end at a closing, and `0s` ends at `start`, open or not.
    /// - `n` days end at the same time of day on the n-th open day after. An open day is a date on which an opening
    ///   begins; an opening past midnight belongs to it whole. What begins while it is closed is counted from the next
    ///   opening. On an open day that is closed at that time of day, the span ends at the last closing before it, or,
    ///   when it opens only later, at the first opening: never on another day.
    ///
    /// Nil if the calendar does not open for 400 days, or the end is more than a hundred years away.
    public func advance(from start: Timestamp, by span: Span) -> Timestamp? {
        var instant = start
        if span.days > 0 {
            guard let open = firstOpen(from: start), let point = point(of: open, days: span.days) else { return nil }
            instant = point
        }
        return span.time == .zero ? instant : advance(from: instant, byOpen: span.time)
    }

    /// The first instant by which so much open time has passed.
    func advance(from start: Timestamp, byOpen time: Duration) -> Timestamp? {
        if time <= .zero { return start }
        if isAlways { return start + time }
        var rest = time
        for opening in openings(from: start) {
            let length = opening.upperBound - opening.lowerBound
            if rest <= length { return opening.lowerBound + rest }
            rest -= length
        }
        return nil
    }

    /// The same point of the n-th open day after the one around `open`.
    private func point(of open: Timestamp, days: Int) -> Timestamp? {
        let start = isAlways ? zone.day(at: open) : openDay(at: open)
        guard var day = start else { return nil }
        let second = Int(zone.localSeconds(at: open) - Int64(day.number) * 86_400)
        let fraction = Duration.microseconds(open.microseconds - open.seconds * 1_000_000)
        if isAlways { return zone.firstInstant(of: day + days, second: second) + fraction }

        let lastDay = day + OpenCalendar.maximumDays
        var left = days
        var closedDays = 0
        var today: [Range<Timestamp>] = []
        while left > 0 {
            day = day + 1
            today = openings(of: day)
            if today.isEmpty {
                closedDays += 1
                guard closedDays <= OpenCalendar.maximumClosedDays else { return nil }
            } else {
                closedDays = 0
                left -= 1
            }
            guard day <= lastDay else { return nil }
        }
        let point = zone.firstInstant(of: day, second: second) + fraction
        if today.contains(where: { $0.contains(point) }) { return point }
        return today.last { $0.upperBound <= point }?.upperBound ?? today[0].lowerBound
    }

    /// The openings that end after an instant, in order, cut so that none begins before it or before the end of the
    /// one before. Ends after 400 closed days, or a hundred years.
    private func openings(from instant: Timestamp) -> Openings {
        Openings(calendar: self, from: instant)
    }

    private final class Openings: Sequence, IteratorProtocol {
        private let calendar: OpenCalendar
        private var day: Day
        private let lastDay: Day
        private var closedDays = 0
        private var pending: ArraySlice<Range<Timestamp>> = []
        private var cursor: Timestamp

        init(calendar: OpenCalendar, from instant: Timestamp) {
            self.calendar = calendar
            // An opening past midnight may have begun the day before.
            day = calendar.zone.day(at: instant) + -1
            lastDay = day + OpenCalendar.maximumDays
            cursor = instant
        }

        func next() -> Range<Timestamp>? {
            while true {
                while let opening = pending.popFirst() {
                    guard opening.upperBound > cursor else { continue }
                    let start = Swift.max(opening.lowerBound, cursor)
                    cursor = opening.upperBound
                    closedDays = 0
                    return start..<opening.upperBound
                }
                guard closedDays <= OpenCalendar.maximumClosedDays, day <= lastDay else { return nil }
                pending = calendar.openings(of: day)[...]
                day = day + 1
                closedDays += 1
            }
        }
    }
}

extension OpenCalendar: Codable {
    private enum CodingKeys: String, CodingKey {
        case zone, week, dates, yearly
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            zone: try container.decode(Zone.self, forKey: .zone),
            week: try container.decode([Weekday: [OpeningHours]].self, forKey: .week),
            dates: try container.decode([Day: [OpeningHours]].self, forKey: .dates),
            yearly: try container.decode([MonthDay: [OpeningHours]].self, forKey: .yearly))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(zone, forKey: .zone)
        let named = zip(Weekday.allCases, week).filter { !$0.1.isEmpty }
        try container.encode(Dictionary(uniqueKeysWithValues: named), forKey: .week)
        try container.encode(dates, forKey: .dates)
        try container.encode(yearly, forKey: .yearly)
    }
}
