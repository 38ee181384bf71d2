public import Journey

/// What is no longer kept. Each is a time before which things go; nothing keeps them for ever.
public struct Retention: Sendable, Hashable {
    /// Visits begun before this, with their touchpoints and findings; the sums over them stay.
    public var visits: Timestamp?
    /// Pages stored before this.
    public var pages: Timestamp?
    /// Sums by hour before this; those by day stay for ever.
    public var hours: Timestamp?
    /// Recovered incidents, findings fixed and blind spans over before this.
    public var past: Timestamp?

    public init(visits: Timestamp? = nil, pages: Timestamp? = nil, hours: Timestamp? = nil, past: Timestamp? = nil) {
        self.visits = visits
        self.pages = pages
        self.hours = hours
        self.past = past
    }

    /// What the configuration says. Sums by hour are kept for four weeks, longer than any window of an alert or a chart by hour:
    /// with 1,000 probes that each make a visit a minute, all sums of a year then take under 100 MB.
    public init(now: Timestamp, keeping storage: Configuration.Storage) {
        visits = now - storage.visitsKept.continuous
        pages = now - storage.textsKept.continuous
        hours = now - .days(28)
        past = visits
    }

    /// The key in `meta` of the first hour whose sums are still kept.
    static let oldestHour = "oldest-hour"
}
