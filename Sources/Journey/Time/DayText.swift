/// A date that is reckoned from today, as templates write it: `day`, `day+180d`, `day-2w`.
public struct DayText: Sendable, Hashable {
    /// Days after today; negative before it.
    public let offset: Int

    public init(offset: Int) {
        self.offset = offset
    }

    /// - Throws: `TimeTextError`.
    public init(_ text: String) throws(TimeTextError) {
        let form = "expected a day such as day, day+180d or day-2w"
        let compact = text.filter { $0 != " " }
        guard compact.hasPrefix("day") else { throw TimeTextError(text, form) }
        let rest = compact.dropFirst(3)
        guard let sign = rest.first else {
            offset = 0
            return
        }
        guard sign == "+" || sign == "-", let span = try? Span(String(rest.dropFirst())), span.time == .zero else {
            throw TimeTextError(text, form)
        }
        offset = sign == "-" ? -span.days : span.days
    }

    /// The date in the zone at the instant, plus the offset, in the form given.
    public func text(at instant: Timestamp, in zone: Zone, form: DayForm = .iso8601) -> String {
        form.text(of: zone.day(at: instant) + offset)
    }
}

/// How a location writes dates: `yyyy-MM-dd`, `dd.MM.yyyy`, `M/d/yyyy`. Encoded as the pattern.
public struct DayForm: Sendable, Hashable {
    public let pattern: String
    private let parts: [Part]

    private enum Part: Sendable, Hashable {
        /// Digits with zeros before them.
        case year, shortYear
        case month(width: Int)
        case day(width: Int)
        case literal(String)
    }

    public static let iso8601 = DayForm(
        pattern: "yyyy-MM-dd",
        parts: [.year, .literal("-"), .month(width: 2), .literal("-"), .day(width: 2)])

    private init(pattern: String, parts: [Part]) {
        self.pattern = pattern
        self.parts = parts
    }

    /// `yyyy` or `yy`, `MM` or `M`, `dd` or `d`, and anything between them that is no letter.
    /// - Throws: `TimeTextError`.
    public init(_ pattern: String) throws(TimeTextError) {
        var parts: [Part] = []
        var rest = Substring(pattern)
        while let first = rest.first {
            let run = rest.prefix { $0 == first }
            let column = pattern.distance(from: pattern.startIndex, to: rest.startIndex) + 1
            switch String(run) {
            case "yyyy": parts.append(.year)
            case "yy": parts.append(.shortYear)
            case "MM", "M": parts.append(.month(width: run.count))
            case "dd", "d": parts.append(.day(width: run.count))
            case let text where !first.isLetter && !first.isNumber: parts.append(.literal(text))
            default:
                throw TimeTextError(
                    pattern, column: column,
                    "'\(run)' is not part of a date: expected a pattern such as yyyy-MM-dd, dd.MM.yyyy or M/d/yyyy")
            }
            rest = rest[run.endIndex...]
        }
        guard parts.contains(where: { if case .literal = $0 { false } else { true } }) else {
            throw TimeTextError(pattern, "expected a pattern such as yyyy-MM-dd, dd.MM.yyyy or M/d/yyyy")
        }
        self.init(pattern: pattern, parts: parts)
    }

    public func text(of date: Day) -> String {
        let (year, month, day) = date.civil
        return parts.map { part in
            switch part {
            case .year: padded(year, 4)
            case .shortYear: padded(abs(year) % 100, 2)
            case .month(let width): padded(month, width)
            case .day(let width): padded(day, width)
            case .literal(let text): text
            }
        }.joined()
    }
}

extension DayForm: CustomStringConvertible {
    public var description: String { pattern }
}

extension DayForm: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(pattern)
    }
}
