import Journey
import Reading

extension Capture.Conversion {
    /// What the captured text means, as text again: a time in RFC 3339 at UTC, a number with a point, the text that was encoded.
    ///
    /// - Parameter zone: of the location, for times that name none.
    func apply(to text: String, zone: Zone) throws(ReadingError) -> String {
        switch self {
        case .time(nil): try TimeText.time(in: text, zone: zone).iso8601
        case .time(let format?): try TimeFormat(format).time(in: text, zone: zone).iso8601
        case .number: try number(in: text)
        case .base64: try Base64Text.text(in: text)
        case .htmlText: HTMLText.text(in: text)
        }
    }

    private func number(in text: String) throws(ReadingError) -> String {
        // A long order number stays as it is, digit by digit.
        if let whole = Int(text.trimmed) { return String(whole) }
        return try NumberText.number(in: text).plain
    }
}

extension Expecting {
    /// Nil for what is no number.
    func number(in text: String) -> Double? { try? NumberText.number(in: text) }
}
