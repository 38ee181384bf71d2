/// One stretch of opening on a day: `08:00-18:00`, `00:00-24:00`, or past midnight `22:00-02:00`, which belongs to the
/// day on which it opens. Encoded as that text.
public struct OpeningHours: Sendable, Hashable {
    /// Minutes after midnight, 0…1439.
    public let opens: Int
    /// Minutes after midnight of the day on which it opens, `opens`+1…`opens`+1440.
    public let closes: Int

    public static let allDay = OpeningHours(opens: 0, closes: 1440)

    private init(opens: Int, closes: Int) {
        self.opens = opens
        self.closes = closes
    }

    /// - Throws: `TimeTextError`.
    public init(_ text: String) throws(TimeTextError) {
        let form = "expected opening hours such as 08:00-18:00, 22:00-02:00 or 00:00-24:00"
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { OpeningHours.minutes($0) }
        guard ends.count == 2, let opens = ends[0], let closes = ends[1] else { throw TimeTextError(text, form) }
        guard opens < 1440 else { throw TimeTextError(text, "a day cannot open at 24:00: write 00:00 of the next") }
        guard opens != closes else {
            throw TimeTextError(text, "opens and closes at once: for the whole day write 00:00-24:00")
        }
        self.init(opens: opens, closes: closes > opens ? closes : closes + 1440)
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.filter { $0 != " " }.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60, hours * 60 + minutes <= 1440
        else { return nil }
        return hours * 60 + minutes
    }

    /// Sorted, and those that overlap or touch made one. One that has become longer than a day is cut to a day.
    static func merged(_ list: [OpeningHours]) -> [OpeningHours] {
        var merged: [OpeningHours] = []
        for next in list.sorted(by: { ($0.opens, $0.closes) < ($1.opens, $1.closes) }) {
            if let last = merged.last, next.opens <= last.closes {
                let closes = min(max(last.closes, next.closes), last.opens + 1440)
                merged[merged.count - 1] = OpeningHours(opens: last.opens, closes: closes)
            } else {
                merged.append(next)
            }
        }
        return merged
    }
}

extension OpeningHours: CustomStringConvertible {
    public var description: String {
        let closing = closes > 1440 ? closes - 1440 : closes
        return "\(padded(opens / 60, 2)):\(padded(opens % 60, 2))-\(padded(closing / 60, 2)):\(padded(closing % 60, 2))"
    }
}

extension OpeningHours: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
