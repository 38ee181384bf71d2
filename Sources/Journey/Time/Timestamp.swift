/// An instant on the wall clock: microseconds since 1970-01-01T00:00:00 UTC, leap seconds not counted.
///
/// Arithmetic saturates at the ends of `Int64` (some 292,000 years away), so no value from outside can trap.
public struct Timestamp: Sendable, Hashable, Comparable {
    public var microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    public init(seconds: Int64) {
        microseconds = seconds.multipliedSaturating(by: 1_000_000)
    }

    public static let epoch = Timestamp(microseconds: 0)
    public static let distantPast = Timestamp(microseconds: .min)
    public static let distantFuture = Timestamp(microseconds: .max)

    /// Whole seconds since the epoch, rounded towards the past.
    public var seconds: Int64 {
        microseconds.flooredDivision(by: 1_000_000)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    public static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: instant.microseconds.addingSaturating(duration.microseconds))
    }

    public static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: instant.microseconds.subtractingSaturating(duration.microseconds))
    }

    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .microseconds(later.microseconds.subtractingSaturating(earlier.microseconds))
    }

    public static func += (instant: inout Timestamp, duration: Duration) {
        instant = instant + duration
    }

    public static func -= (instant: inout Timestamp, duration: Duration) {
        instant = instant - duration
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    public var description: String { iso8601 }
}

extension Timestamp {
    /// `2026-11-24T20:00:00.000Z`: UTC, milliseconds (cut, not rounded). A year outside 0…9999 has a sign and six
    /// digits, the expanded form of ISO 8601.
    public var iso8601: String {
        let time = seconds
        let milliseconds = (microseconds % 1_000_000 + 1_000_000) % 1_000_000 / 1000
        let day = time.flooredDivision(by: 86_400)
        let second = time - day * 86_400
        let date = Day(number: Int(day))
        return date.iso8601
            + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
            + ".\(padded(milliseconds, 3))Z"
    }

    /// Reads the form that `iso8601` prints; also without the fraction or the seconds, with more digits in the
    /// fraction (cut to microseconds), with a space for the `T`, and with an offset (`+02:00`) for the `Z`.
    /// Nil for anything else, and for dates that do not exist.
    public init?(iso8601 text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let day = reader.day(), reader.skip(UInt8(ascii: "T")) || reader.skip(UInt8(ascii: " ")),
            let hour = reader.number(digits: 2), reader.skip(UInt8(ascii: ":")),
            let minute = reader.number(digits: 2), hour < 24, minute < 60
        else { return nil }
        var second = 0
        var fraction = 0
        if reader.skip(UInt8(ascii: ":")) {
            guard let value = reader.number(digits: 2), value <= 60 else { return nil }
            // A leap second has no place of its own in Unix time: it is the second before.
            second = min(value, 59)
            if reader.skip(UInt8(ascii: ".")) {
                guard let value = reader.fractionInMicroseconds() else { return nil }
                fraction = value
            }
        }
        var offset = 0
        if !reader.skip(UInt8(ascii: "Z")) {
            let sign = reader.skip(UInt8(ascii: "+")) ? 1 : reader.skip(UInt8(ascii: "-")) ? -1 : 0
            guard sign != 0, let hours = reader.number(digits: 2), hours < 24 else { return nil }
            _ = reader.skip(UInt8(ascii: ":"))
            guard let minutes = reader.number(digits: 2), minutes < 60 else { return nil }
            offset = sign * (hours * 3600 + minutes * 60)
        }
        guard reader.isAtEnd else { return nil }
        let time = Int64(day.number * 86_400 + hour * 3600 + minute * 60 + second - offset)
        microseconds = time.multipliedSaturating(by: 1_000_000).addingSaturating(Int64(fraction))
    }
}

extension Duration {
    /// Whole microseconds, cut towards zero; saturates at the ends of `Int64`.
    public var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds.multipliedSaturating(by: 1_000_000).addingSaturating(attoseconds / 1_000_000_000_000)
    }

    /// Milliseconds, with their fraction.
    public var milliseconds: Double {
        seconds * 1000
    }

    /// Seconds, with their fraction.
    public var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }

    public static func minutes(_ minutes: Int64) -> Duration {
        .seconds(minutes.multipliedSaturating(by: 60))
    }

    public static func hours(_ hours: Int64) -> Duration {
        .seconds(hours.multipliedSaturating(by: 3600))
    }

    /// Days of exactly 24 hours. Where calendars matter, `Span` keeps days apart.
    public static func days(_ days: Int64) -> Duration {
        .seconds(days.multipliedSaturating(by: 86_400))
    }
}

extension Int64 {
    func addingSaturating(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }

    func subtractingSaturating(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }

    func multipliedSaturating(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
    }

    /// Division that rounds towards minus infinity, so that instants before 1970 fall into the right day.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
