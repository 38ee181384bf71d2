extension String {
    /// The text as it may be shown on a terminal, in a log line or a notification, whoever wrote it.
    ///
    /// Control characters (C0 with line feed and tab, DEL, C1), bidirectional controls, zero-width and other characters
    /// that nobody can see are shown as visible escapes (`\u{1B}`), so nothing can move the cursor, forge a line or
    /// turn text round. A backslash stays as it is. What goes past `maxLength` characters of the result is cut, with `…`
    /// as the last one; no escape is cut in two.
    public func escapedForDisplay(maxLength: Int = .max) -> String {
        guard maxLength > 0 else { return "" }
        // Nearly all that is shown is short and plain.
        if utf8.count <= maxLength, utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        var result = ""
        var length = 0
        // Where the result can be cut so that the ellipsis still fits.
        var cut = result.endIndex
        for character in self {
            let piece = character.escapedForDisplay
            let pieceLength = piece.count
            guard length + pieceLength <= maxLength else { return result[..<cut] + "…" }
            result += piece
            length += pieceLength
            if length < maxLength { cut = result.endIndex }
        }
        return result
    }
}

extension Character {
    fileprivate var escapedForDisplay: String {
        if isASCII, let value = asciiValue, value >= 0x20, value < 0x7F { return String(self) }
        var text = ""
        // A pile of combining marks on one letter would cover the lines above; eight are more than any language writes.
        let isEmoji = unicodeScalars.first.map { $0.properties.isEmoji && !$0.isASCII } ?? false
        for (index, scalar) in unicodeScalars.enumerated() {
            if scalar.isInvisible(inEmoji: isEmoji && index > 0) || index > 8 {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Emoji are joined by U+200D and chosen by U+FE0F; between their parts these two may stand.
    fileprivate func isInvisible(inEmoji: Bool) -> Bool {
        if inEmoji, value == 0x200D || value == 0xFE0F { return false }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
        default: return properties.isDefaultIgnorableCodePoint || value == 0x2800
        }
    }
}

extension StringProtocol {
    /// In quotation marks, with an ellipsis inside them where it was cut: by that `Redaction` knows the rest of a secret.
    public func quoted(atMost most: Int) -> String {
        let shown = prefix(most)
        return shown.endIndex == endIndex ? "“\(shown)”" : "“\(shown)…”"
    }

    /// With one scalar in the place of another, also where a combining mark makes another character of it.
    public func replacingScalar(_ scalar: Unicode.Scalar, with other: String) -> String {
        var result = String.UnicodeScalarView()
        for own in unicodeScalars {
            if own == scalar { result.append(contentsOf: other.unicodeScalars) } else { result.append(own) }
        }
        return String(result)
    }
}
