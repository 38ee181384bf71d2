/// What is done to an XML document before libxml2 sees it.
enum XMLPrologue {
    /// The document with its `<!DOCTYPE …>` blanked out (lines kept): no declared entity, no external one, no default
    /// attribute can then be used to fill memory or read files. References to entities that XML does not define
    /// itself read as nothing. Nil when a declaration does not end.
    static func withoutDocumentType(_ text: [UInt8]) -> [UInt8]? {
        var result = text
        var place = 0
        while true {
            while place < text.count, isASCIIWhitespace(text[place]) { place += 1 }
            if text.starts(with: "<?", at: place) {
                place = text.end(of: "?>", from: place)
            } else if text.starts(with: "<!--", at: place) {
                place = text.end(of: "-->", from: place + 4)
            } else if text.starts(with: "<!", at: place) {
                guard let end = endOfDeclaration(text, from: place) else { return nil }
                for index in place..<end where text[index] != 0x0A { result[index] = 0x20 }
                place = end
            } else {
                return result
            }
        }
    }

    private static func endOfDeclaration(_ text: [UInt8], from start: Int) -> Int? {
        var place = start
        var depth = 0
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let close = text[(place + 1)...].firstIndex(of: text[place]) else { return nil }
                place = close
            case UInt8(ascii: "<"):
                if text.starts(with: "<!--", at: place) {
                    place = text.end(of: "-->", from: place + 4) - 1
                } else {
                    depth += 1
                }
            case UInt8(ascii: ">"):
                depth -= 1
                if depth == 0 { return place + 1 }
            default: break
            }
            place += 1
        }
        return nil
    }

    /// Whether a start tag has more than 5,000 attributes: libxml2 compares each with all others, and cannot be
    /// interrupted there. In XML a `<` ends a tag wherever it stands, so this cannot be got round.
    static func hasOverlongTag(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { text in
            var quotes = 0
            var isInTag = false
            var openQuote: UInt8?
            for byte in text {
                switch byte {
                case UInt8(ascii: "<"):
                    isInTag = true
                    openQuote = nil
                    quotes = 0
                case UInt8(ascii: ">") where openQuote == nil:
                    isInTag = false
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    guard isInTag else { continue }
                    if openQuote == nil {
                        openQuote = byte
                        quotes += 1
                        if quotes > 5_000 { return true }
                    } else if openQuote == byte {
                        openQuote = nil
                    }
                default: break
                }
            }
            return false
        }
    }
}

extension [UInt8] {
    fileprivate func starts(with text: StaticString, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place + count <= self.count else { return false }
        return (0..<count).allSatisfy { self[place + $0] == text.utf8Start[$0] }
    }

    /// The place behind the next `text`, or the end.
    fileprivate func end(of text: StaticString, from start: Int) -> Int {
        var place = start
        while place < count {
            if starts(with: text, at: place) { return place + text.utf8CodeUnitCount }
            place += 1
        }
        return count
    }
}
