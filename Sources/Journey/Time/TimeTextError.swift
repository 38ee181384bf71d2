/// Something written about time that cannot be read: a duration, hours, a cron line, a date, a time zone.
public struct TimeTextError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was written.
    public let text: String
    /// Where in `text` the trouble begins, in characters from 1; nil when it is the whole.
    public let column: Int?
    /// What is wrong and what is expected instead, for the person who wrote it.
    public let reason: String

    public init(_ text: String, column: Int? = nil, _ reason: String) {
        self.text = text
        self.column = column
        self.reason = reason
    }

    public var description: String {
        let place = column.map { " (column \($0))" } ?? ""
        return "'\(text)'\(place): \(reason)"
    }
}
