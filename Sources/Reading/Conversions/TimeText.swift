public import Journey

/// Points in time as people and machines write them.
public enum TimeText {
    /// Reads RFC 3339 and ISO 8601, RFC 5322 (mail), the three forms of HTTP (RFC 9110 §5.6.7), and Unix time in
    /// seconds (up to 11 digits, with a fraction or without), milliseconds (12 to 14) or microseconds (15 to 17).
    ///
    /// A time without an offset is read in `zone`, a date without a time as its first instant there.
    public static func time(in text: String, zone: Zone = .utc) throws(ReadingError) -> Timestamp {
        let text = collapse(withoutComment(text))
        guard text.utf8.count <= 100 else { throw ReadingError("'\(shortened(text))' is too long for a time") }
        if let instant = Timestamp(iso8601: text) ?? unixTime(text) { return instant }
        for format in knownFormats {
            if let instant = format.match(text, zone: zone) { return instant }
        }
        throw ReadingError(
            "'\(shortened(text))' is not a time in a form that is known",
            advice: "give its form, such as {time: '%d.%m.%Y %H:%M'}")
    }

    private static let knownFormats: [TimeFormat] = [
        "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z",
        "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S,%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S.%f %z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y%m%dT%H%M%S%z", "%Y%m%dT%H%M%S", "%Y-%m-%d",
        "%a, %d %b %Y %H:%M:%S %z", "%a, %d %b %Y %H:%M %z", "%d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M %z",
        "%a, %d-%b-%y %H:%M:%S %z", "%a %b %e %H:%M:%S %Y",
    ].compactMap { try? TimeFormat($0) }

    /// Mail puts the zone's name behind its offset, in brackets.
    private static func withoutComment(_ text: String) -> String {
        guard text.last == ")", let open = text.lastIndex(of: "(") else { return text }
        return String(text[..<open])
    }

    private static func unixTime(_ text: String) -> Timestamp? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, whole.utf8.count <= 17, whole.utf8.allSatisfy(isASCIIDigit),
            let value = Int64(whole)
        else { return nil }
        guard parts.count == 1 else {
            let fraction = parts[1]
            guard (9...11).contains(whole.utf8.count), !fraction.isEmpty, fraction.utf8.allSatisfy(isASCIIDigit),
                let micros = Int64((fraction + "000000").prefix(6))
            else { return nil }
            return Timestamp(microseconds: value * 1_000_000 + micros)
        }
        switch whole.utf8.count {
        // Fewer digits than nine are a year, a day or a count (1970 to 1973 as seconds).
        case 9...11: return Timestamp(seconds: value)
        case 12...14: return Timestamp(microseconds: value * 1_000)
        case 15...17: return Timestamp(microseconds: value)
        default: return nil
        }
    }
}
