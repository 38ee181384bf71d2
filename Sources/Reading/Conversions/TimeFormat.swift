public import Journey

/// A form of time in the words of `strptime`, such as `%d.%m.%Y %H:%M:%S`.
///
/// Known are `%Y %y %m %d %e %H %I %M %S %f %p %a %A %b %B %z %Z %s %T %R %D %F %j %%`. `%f` is a fraction of a second
/// without its point, `%z` an offset (`+0200`, `+02:00`, `Z`) or a name of RFC 5322 (`GMT`, `EST`), `%Z` any name,
/// which is skipped, `%s` Unix seconds. Names are English. A space stands for any white space, or none.
public struct TimeFormat: Sendable, Hashable {
    public let text: String
    private let parts: [Part]

    private enum Part: Sendable, Hashable {
        case field(Character)
        case literal(Character)
        case space
    }

    /// Throws with the place of a field that is not known, and when the form says no date.
    public init(_ text: String) throws(ReadingError) {
        self.text = text
        var parts: [Part] = []
        var fields: Set<Character> = []
        var place = text.startIndex
        while place < text.endIndex {
            let character = text[place]
            let offset = text.utf8.distance(from: text.startIndex, to: place)
            place = text.index(after: place)
            if character == "%" {
                guard place < text.endIndex else { throw ReadingError("a time's form ends in %", at: offset) }
                let field = text[place]
                place = text.index(after: place)
                guard let expansion = Self.expansion(of: field) else {
                    throw ReadingError(
                        "a time's form has no field %\(field)", at: offset,
                        advice: "known are %Y %m %d %H %M %S %f %z %b %p %s and more, as in strptime")
                }
                parts += expansion
                for case .field(let field) in expansion { fields.insert(field) }
            } else if character.isWhitespace {
                if parts.last != .space { parts.append(.space) }
            } else {
                parts.append(.literal(character))
            }
        }
        let hasYear = fields.contains("Y") || fields.contains("y")
        let hasDay = fields.contains("j") || (fields.contains("d") && (fields.contains("m") || fields.contains("b")))
        guard fields.contains("s") || hasYear && hasDay else {
            throw ReadingError(
                "the form '\(text)' does not say a date", advice: "it needs a year, a month and a day, or %s")
        }
        self.parts = parts
    }

    private static func expansion(of field: Character) -> [Part]? {
        switch field {
        case "Y", "y", "m", "d", "H", "I", "M", "S", "f", "p", "a", "b", "z", "Z", "s", "j": [.field(field)]
        case "e": [.space, .field("d")]
        case "A": [.field("a")]
        case "B", "h": [.field("b")]
        case "T": [.field("H"), .literal(":"), .field("M"), .literal(":"), .field("S")]
        case "R": [.field("H"), .literal(":"), .field("M")]
        case "D": [.field("m"), .literal("/"), .field("d"), .literal("/"), .field("y")]
        case "F": [.field("Y"), .literal("-"), .field("m"), .literal("-"), .field("d")]
        case "n", "t": [.space]
        case "%": [.literal("%")]
        default: nil
        }
    }

    /// Reads a text that is all of this form. A time without an offset is read in `zone`.
    public func time(in text: String, zone: Zone = .utc) throws(ReadingError) -> Timestamp {
        guard let instant = match(collapse(text), zone: zone) else {
            throw ReadingError("'\(shortened(text))' is not a time of the form \(self.text)")
        }
        return instant
    }

    func match(_ text: String, zone: Zone) -> Timestamp? {
        var reading = TimeFields(text)
        for part in parts {
            switch part {
            case .space: reading.skipSpaces()
            case .literal(let character): guard reading.skip(character) else { return nil }
            case .field(let field): guard reading.read(field) else { return nil }
            }
        }
        reading.skipSpaces()
        return reading.isAtEnd ? reading.instant(zone: zone) : nil
    }
}

/// The fields of one time while it is read.
private struct TimeFields {
    private var rest: Substring
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var dayOfYear: Int?
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var microsecond = 0
    private var isTwelveHour = false
    private var isAfternoon: Bool?
    private var offset: Int?
    private var unix: Int64?

    init(_ text: String) { rest = Substring(text) }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skipSpaces() { rest = rest.drop(while: \.isWhitespace) }

    mutating func skip(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    mutating func read(_ field: Character) -> Bool {
        switch field {
        case "Y": read(digits: 4, in: 0...9_999, to: \.year)
        case "y": readShortYear()
        case "m": read(digits: 1...2, in: 1...12, to: \.month)
        case "d": read(digits: 1...2, in: 1...31, to: \.day)
        case "j": read(digits: 1...3, in: 1...366, to: \.dayOfYear)
        case "H": readTime(in: 0...23, to: \.hour)
        case "I": readTwelveHour()
        case "M": readTime(in: 0...59, to: \.minute)
        case "S": readTime(in: 0...60, to: \.second)
        case "f": readFraction()
        case "p": readHalfOfDay()
        case "a": readName(Self.days) != nil
        case "b": readMonth()
        case "z": readOffset()
        case "Z": skipName()
        case "s": readUnix()
        default: false
        }
    }

    func instant(zone: Zone) -> Timestamp? {
        if let unix { return Timestamp(microseconds: unix * 1_000_000 + Int64(microsecond)) }
        guard let date else { return nil }
        var hour = hour
        if isTwelveHour || isAfternoon != nil { hour = hour % 12 + (isAfternoon == true ? 12 : 0) }
        // A leap second is read as the second before it.
        let secondOfDay = hour * 3_600 + minute * 60 + min(second, 59)
        let fraction = Duration.microseconds(microsecond)
        guard let offset else { return zone.firstInstant(of: date, second: secondOfDay) + fraction }
        return Timestamp(seconds: Int64(date.number * 86_400 + secondOfDay - offset)) + fraction
    }

    private var date: Day? {
        guard let year else { return nil }
        if let dayOfYear {
            let date = Day(year: year, month: 1, day: 1).map { $0 + (dayOfYear - 1) }
            return date?.civil.year == year ? date : nil
        }
        guard let month, let day else { return nil }
        return Day(year: year, month: month, day: day)
    }

    // MARK: Numbers

    private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        let word = rest.prefix(digits.upperBound).prefix { $0.isASCII && $0.isNumber }
        guard word.count >= digits.lowerBound, let value = Int(word) else { return nil }
        rest = rest[word.endIndex...]
        return value
    }

    private mutating func read(
        digits: ClosedRange<Int>, in range: ClosedRange<Int>, to field: WritableKeyPath<Self, Int?>
    ) -> Bool {
        guard let value = number(digits), range.contains(value) else { return false }
        self[keyPath: field] = value
        return true
    }

    private mutating func read(digits: Int, in range: ClosedRange<Int>, to field: WritableKeyPath<Self, Int?>) -> Bool {
        read(digits: digits...digits, in: range, to: field)
    }

    private mutating func readTime(in range: ClosedRange<Int>, to field: WritableKeyPath<Self, Int>) -> Bool {
        guard let value = number(1...2), range.contains(value) else { return false }
        self[keyPath: field] = value
        return true
    }

    private mutating func readTwelveHour() -> Bool {
        isTwelveHour = true
        return readTime(in: 1...12, to: \.hour)
    }

    /// 69 to 99 are of the last century (POSIX strptime).
    private mutating func readShortYear() -> Bool {
        guard let value = number(2...2) else { return false }
        year = value + (value < 69 ? 2_000 : 1_900)
        return true
    }

    private mutating func readFraction() -> Bool {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let value = Int((digits + "000000").prefix(6)) else { return false }
        microsecond = value
        rest = rest[digits.endIndex...]
        return true
    }

    private mutating func readUnix() -> Bool {
        guard let value = number(1...12) else { return false }
        unix = Int64(value)
        return true
    }

    // MARK: Names

    private static let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    /// RFC 5322 §4.3, in hours.
    private static let zones = [
        "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
        "PST": -8, "PDT": -7,
    ]

    private mutating func word() -> Substring {
        let word = rest.prefix { $0.isLetter }
        rest = rest[word.endIndex...]
        return word
    }

    /// The place of a name in a list, given whole or by its first three letters (four for `Sept`).
    private mutating func readName(_ names: [String]) -> Int? {
        let given = word().lowercased()
        guard given.count >= 3 else { return nil }
        return names.firstIndex { $0 == given || given.count <= 4 && $0.hasPrefix(given) }
    }

    private mutating func readMonth() -> Bool {
        month = readName(Self.months).map { $0 + 1 }
        _ = month == nil ? false : skip(".")
        return month != nil
    }

    private mutating func readHalfOfDay() -> Bool {
        let given = rest.prefix { $0.isLetter || $0 == "." }
        rest = rest[given.endIndex...]
        switch given.lowercased().filter({ $0 != "." }) {
        case "am": isAfternoon = false
        case "pm": isAfternoon = true
        default: return false
        }
        return true
    }

    private mutating func skipName() -> Bool {
        let name = rest.prefix { $0.isLetter || $0 == "/" || $0 == "_" }
        rest = rest[name.endIndex...]
        return !name.isEmpty
    }

    private mutating func readOffset() -> Bool {
        guard let first = rest.first, first == "+" || first == "-" else {
            guard let hours = Self.zones[word().uppercased()] else { return false }
            offset = hours * 3_600
            return true
        }
        rest.removeFirst()
        guard let hours = number(2...2), hours < 24 else { return false }
        let hasColon = skip(":")
        let minutes = number(2...2)
        guard minutes != nil || !hasColon, minutes ?? 0 < 60 else { return false }
        offset = (first == "-" ? -1 : 1) * (hours * 3_600 + (minutes ?? 0) * 60)
        return true
    }
}
