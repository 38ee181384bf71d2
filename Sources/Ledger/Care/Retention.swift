public import Journey

/// What is no longer kept. Each is a time before which things go; nothing keeps them for ever.
public struct Retention: Sendable, Hashable {
    /// Visits begun before this, with their touchpoints and findings; the sums over them stay.
    public var visits: Timestamp?
    /// Pages stored before this.
    public var pages: Timestamp?
    /// Grades by hour before this; those by day stay for ever.
    public var hours: Timestamp?
    /// Times by hour before this; those by day stay for ever. They are four fifths of all sums.
    public var timesByHour: Timestamp?
    /// Recovered incidents, findings fixed and blind spans over before this.
    public var past: Timestamp?

    public init(
        visits: Timestamp? = nil, pages: Timestamp? = nil, hours: Timestamp? = nil, timesByHour: Timestamp? = nil,
        past: Timestamp? = nil
    ) {
        self.visits = visits
        self.pages = pages
        self.hours = hours
        self.timesByHour = timesByHour
        self.past = past
    }

    /// What the configuration says. Grades by hour are kept for four weeks, over which standing goes; times by hour for two: with
    /// 1,000 probes that each make a visit a minute, all sums of a year then take under 100 MB.
    public init(now: Timestamp, keeping storage: Configuration.Storage) {
        visits = now - storage.visitsKept.continuous
        pages = now - storage.textsKept.continuous
        hours = now - .days(28)
        timesByHour = now - .days(14)
        past = visits
    }

    /// The key in `meta` of the first hour whose sums are still kept.
    static let oldestHour = "oldest-hour"
}
