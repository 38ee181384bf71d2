/// How long, as people write it: `800ms`, `5m`, `4h`, `3d`, `2w`, `1h30m`, `1.5s`.
///
/// Days stay apart from the rest, because in a calendar a day is an open day and not 24 hours. Encoded as text.
public struct Span: Sendable, Hashable {
    /// 0…36,525.
    public let days: Int
    /// Whole microseconds, 0…100 years.
    public let time: Duration

    /// Values out of range, which cannot be written either, are brought into it.
    public init(days: Int = 0, _ time: Duration = .zero) {
        self.days = min(max(days, 0), Span.maximumDays)
        self.time = .microseconds(min(max(time.microseconds, 0), Span.maximumMicroseconds))
    }

    /// With days of 24 hours.
    public var continuous: Duration {
        .days(Int64(days)) + time
    }

    public var isZero: Bool { days == 0 && time == .zero }

    /// A hundred years: nothing here lasts longer, and all arithmetic stays far from overflow.
    static let maximumDays = 36_525
    private static let maximumMicroseconds = Int64(maximumDays) * 86_400_000_000
}

extension Span {
    private struct Unit {
        let name: String
        let microseconds: Int64
    }

    /// Biggest first, the order in which they are written.
    private static let units = [
        Unit(name: "w", microseconds: 604_800_000_000),
        Unit(name: "d", microseconds: 86_400_000_000),
        Unit(name: "h", microseconds: 3_600_000_000),
        Unit(name: "m", microseconds: 60_000_000),
        Unit(name: "s", microseconds: 1_000_000),
        Unit(name: "ms", microseconds: 1000),
    ]

    private static let form = "expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"

    /// Each unit at most once, the biggest first; a fraction only of h, m, s and ms. Spaces are allowed.
    /// - Throws: `TimeTextError`, which says what is wrong and what is expected.
    public init(_ text: String) throws(TimeTextError) {
        var days = 0
        var time: Int64 = 0
        var nextUnit = 0
        let characters = Array(text)
        var position = 0
        while true {
            while position < characters.count, characters[position] == " " { position += 1 }
            if position == characters.count { break }
            let column = position + 1
            func error(_ reason: String) -> TimeTextError { TimeTextError(text, column: column, reason) }

            guard let (whole, fraction, end) = Span.number(characters, from: position) else {
                throw error(
                    characters[position] == "-" ? "a duration cannot be negative; \(Span.form)" : Span.form)
            }
            position = end
            while position < characters.count, characters[position] == " " { position += 1 }
            let nameStart = position
            while position < characters.count, characters[position].isLetter { position += 1 }
            let name = String(characters[nameStart..<position])
            guard let index = Span.units.firstIndex(where: { $0.name == name }) else {
                throw error(
                    name.isEmpty
                        ? "a number needs its unit (ms, s, m, h, d or w); \(Span.form)"
                        : "'\(name)' is not a unit of time (ms, s, m, h, d, w)\(Span.hint(name)); \(Span.form)")
            }
            guard index >= nextUnit else {
                throw error("each unit once, and the biggest first, as in 1d2h30m")
            }
            nextUnit = index + 1
            let unit = Span.units[index]
            guard whole <= Span.maximumMicroseconds / unit.microseconds else {
                throw error("too long: at most 36525d (a hundred years)")
            }
            if index < 2 {
                guard fraction == nil else {
                    throw error("\(unit.name) takes no fraction: write hours (36h) or whole days (1d12h)")
                }
                days += Int(whole) * (index == 0 ? 7 : 1)
            } else {
                time += whole * unit.microseconds + Int64((fraction ?? 0) * Double(unit.microseconds) + 0.5)
            }
        }
        guard nextUnit > 0 else { throw TimeTextError(text, Span.form) }
        guard days <= Span.maximumDays, time <= Span.maximumMicroseconds else {
            throw TimeTextError(text, "too long: at most 36525d (a hundred years)")
        }
        self.init(days: days, .microseconds(time))
    }

    /// Digits, and digits after a point. Nil if there are none or too many.
    private static func number(
        _ characters: [Character], from start: Int
    ) -> (whole: Int64, fraction: Double?, end: Int)? {
        func digits(from start: Int) -> ArraySlice<Character> {
            characters[start...].prefix { $0.isASCII && $0.isNumber }
        }
        let whole = digits(from: start)
        guard whole.count <= 15, let value = Int64(String(whole)) else { return nil }
        guard whole.endIndex < characters.count, characters[whole.endIndex] == "." else {
            return (value, nil, whole.endIndex)
        }
        let fraction = digits(from: whole.endIndex + 1)
        guard !fraction.isEmpty, fraction.count <= 15, let fractionValue = Double("0." + String(fraction)) else {
            return nil
        }
        return (value, fractionValue, fraction.endIndex)
    }

    private static func hint(_ name: String) -> String {
        switch name.lowercased() {
        case "sec", "secs", "second", "seconds": ": did you mean s?"
        case "min", "mins", "minute", "minutes": ": did you mean m?"
        case "hr", "hrs", "hour", "hours": ": did you mean h?"
        case "day", "days": ": did you mean d?"
        case "week", "weeks": ": did you mean w?"
        case "month", "months", "y", "year", "years": ": months and years are written in days"
        case let lower where units.contains { $0.name == lower }: ": units are small letters"
        default: ""
        }
    }
}

extension Span: CustomStringConvertible {
    /// The shortest form that reads back as the same span: `1h30m`, `14d`, `1.5s`, `0s`.
    public var description: String {
        var text = days > 0 ? "\(days)d" : ""
        var rest = time.microseconds
        for unit in Span.units[2...3] where rest >= unit.microseconds {
            text += "\(rest / unit.microseconds)\(unit.name)"
            rest %= unit.microseconds
        }
        let inMilliseconds = rest < 1_000_000 && rest > 0
        if rest > 0 {
            let unit: Int64 = inMilliseconds ? 1000 : 1_000_000
            text += String(rest / unit)
            var fraction = padded(rest % unit, inMilliseconds ? 3 : 6)
            while fraction.last == "0" { fraction.removeLast() }
            text += (fraction.isEmpty ? "" : "." + fraction) + (inMilliseconds ? "ms" : "s")
        }
        return text.isEmpty ? "0s" : text
    }

    /// `3 d`, `4 h`, `1 d 12 h`.
    public var forPeople: String {
        if days == 0 { return time.forPeople }
        return time == .zero ? "\(days) d" : "\(days) d \(time.forPeople)"
    }
}

extension Span: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A span counted in a calendar: `4h of care` is four open hours. Without a calendar, whoever asks says which applies.
/// Encoded as text.
public struct BusinessSpan: Sendable, Hashable {
    public var span: Span
    /// A calendar's or a desk's name, or `always`.
    public var calendar: String?

    public init(_ span: Span, of calendar: String? = nil) {
        self.span = span
        self.calendar = calendar
    }

    /// Reads `4h` and `4h of care`.
    /// - Throws: `TimeTextError`.
    public init(_ text: String) throws(TimeTextError) {
        let words = text.split(separator: " ")
        guard let of = words.firstIndex(of: "of") else {
            try self.init(Span(text))
            return
        }
        let span: Span
        do {
            span = try Span(words[..<of].joined(separator: " "))
        } catch {
            throw TimeTextError(text, column: error.column, error.reason)
        }
        guard words.count == of + 2 else {
            throw TimeTextError(text, "'of' is followed by one calendar's name, as in 4h of care")
        }
        self.init(span, of: String(words[of + 1]))
    }
}

extension BusinessSpan: CustomStringConvertible {
    public var description: String {
        span.description + (calendar.map { " of \($0)" } ?? "")
    }

    /// `4 h of care`.
    public var forPeople: String {
        span.forPeople + (calendar.map { " of \($0)" } ?? "")
    }
}

extension BusinessSpan: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Duration {
    /// One number and one unit, as a person would say it: `0.4 ms`, `312 ms`, `1.2 s`, `95 min`, `26 h`, `3.5 d`.
    public var forPeople: String {
        // Each unit is used up to the size given here; beyond it the next says more.
        let units: [(name: String, seconds: Double, upTo: Double)] = [
            ("ms", 0.001, 1000), ("s", 1, 120), ("min", 60, 120), ("h", 3600, 72), ("d", 86_400, .infinity),
        ]
        let size = abs(seconds)
        if size == 0 { return "0 s" }
        for unit in units {
            let value = size / unit.seconds
            let tenths = (value * 10).rounded()
            let rounded = tenths < 100 ? tenths / 10 : value.rounded()
            guard rounded < unit.upTo else { continue }
            let number = rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
            return (seconds < 0 ? "-" : "") + "\(number) \(unit.name)"
        }
        return "\(seconds) s"
    }
}
