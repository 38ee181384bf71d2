public enum Weekday: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 0 is Monday.
    public var index: Int {
        switch self {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        }
    }

    /// `mon` or `monday`, in small or capital letters.
    public init?(name: some StringProtocol) {
        let lower = name.lowercased()
        guard let day = Weekday.allCases.first(where: { $0.rawValue == lower || $0.rawValue.prefix(3) == lower }) else {
            return nil
        }
        self = day
    }

    /// Reads `sat`, `mon-fri`, `sat-mon`, `mon,wed,fri`: the days in the order written.
    /// - Throws: `TimeTextError`.
    public static func days(_ text: String) throws(TimeTextError) -> [Weekday] {
        var days: [Weekday] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map {
                Weekday(name: $0.filter { $0 != " " })
            }
            guard let start = ends[0], ends.count <= 2, let end = ends[ends.count - 1] else {
                throw TimeTextError(text, "expected weekdays such as sat, mon-fri or mon,wed,fri")
            }
            let length = (end.index - start.index + 7) % 7
            days += (0...length).map { allCases[(start.index + $0) % 7] }
        }
        return days
    }
}

/// A date of every year, `12-25`. Encoded as that text.
public struct MonthDay: Sendable, Hashable {
    public let month: Int
    public let day: Int

    /// Nil unless some year has it.
    public init?(month: Int, day: Int) {
        guard Day(year: 2000, month: month, day: day) != nil else { return nil }
        self.month = month
        self.day = day
    }

    /// Reads `12-25`.
    public init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let month = reader.number(digits: 2), reader.skip(UInt8(ascii: "-")),
            let day = reader.number(digits: 2), reader.isAtEnd
        else { return nil }
        self.init(month: month, day: day)
    }
}

extension MonthDay: CustomStringConvertible {
    public var description: String { "\(padded(month, 2))-\(padded(day, 2))" }
}

extension MonthDay: Codable, CodingKeyRepresentable {
    public init?(codingKey: some CodingKey) {
        self.init(codingKey.stringValue)
    }

    public var codingKey: any CodingKey { TextKey(stringValue: description) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = MonthDay(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is not a date of the year: expected the form 12-25")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The key of a dictionary entry whose key is a value with a text.
struct TextKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
}
