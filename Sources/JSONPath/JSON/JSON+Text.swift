extension JSON: CustomStringConvertible {
    /// Compact JSON: no spaces, members in their order, numbers as they were written.
    public var description: String {
        var text = ""
        write(to: &text)
        return text
    }

    /// What a person would read: a string without its quotes, anything else as compact JSON.
    public var plainText: String {
        if case .string(let text) = self { text } else { description }
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .number(let number): text += number.text
        case .string(let value): text.appendQuoted(value, by: "\"")
        case .array(let values):
            text += "["
            for (place, value) in values.enumerated() {
                if place > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.enumerated() {
                if place > 0 { text += "," }
                text.appendQuoted(member.name, by: "\"")
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }
}

extension String {
    /// Appends a string between quotes with the escapes that JSON needs; with single quotes they are those of a
    /// normalized path (RFC 9535 §2.7).
    mutating func appendQuoted(_ text: String, by quote: Unicode.Scalar) {
        unicodeScalars.append(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\":
                self += "\\"
                unicodeScalars.append(scalar)
            case "\u{8}": self += "\\b"
            case "\u{9}": self += "\\t"
            case "\u{A}": self += "\\n"
            case "\u{C}": self += "\\f"
            case "\u{D}": self += "\\r"
            case "\u{0}"..."\u{1F}":
                let hex = String(scalar.value, radix: 16)
                self += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: unicodeScalars.append(scalar)
            }
        }
        unicodeScalars.append(quote)
    }
}
