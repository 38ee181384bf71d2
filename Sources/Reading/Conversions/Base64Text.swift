import Foundation

/// Base64 (RFC 4648) as it is met: with either alphabet, with padding or without, broken into lines.
public enum Base64Text {
    /// The bytes. Throws when the text is not Base64.
    public static func bytes(in text: String) throws(ReadingError) -> [UInt8] {
        var plain = String(decoding: text.utf8.filter { !isASCIIWhitespace($0) }, as: UTF8.self)
            .replacing("-", with: "+").replacing("_", with: "/")
        while plain.last == "=" { plain.removeLast() }
        let missing = (4 - plain.utf8.count % 4) % 4
        guard missing < 3, let data = Data(base64Encoded: plain + String(repeating: "=", count: missing)) else {
            throw ReadingError("'\(shortened(text))' is not Base64")
        }
        return [UInt8](data)
    }

    /// The bytes as UTF-8; what is not UTF-8 becomes U+FFFD.
    public static func text(in text: String) throws(ReadingError) -> String {
        String(decoding: try bytes(in: text), as: UTF8.self)
    }
}
