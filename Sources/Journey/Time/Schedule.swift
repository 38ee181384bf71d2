/// When a probe's visits begin, as its file says: `{every: 14d, hours: care, spread: 4d}`.
public struct Schedule: Sendable, Hashable, Codable {
    public enum Rhythm: Sendable, Hashable, Codable {
        /// A period; its days are of 24 hours. At least a second.
        case every(Span)
        case cron(Cron)
    }

    public var rhythm: Rhythm
    /// The name of the calendar or desk in whose open hours visits may begin.
    public var hours: String?
    /// Over how long after the beginning of a slot its start may fall.
    public var spread: Span?

    public init(_ rhythm: Rhythm, hours: String? = nil, spread: Span? = nil) {
        self.rhythm = rhythm
        self.hours = hours
        self.spread = spread
    }
}
