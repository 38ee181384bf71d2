/// Finds names in a query that libxml2 would miss only when it runs, and only on some pages.
enum XPathNames {
    private static let functions: Set<String> = [
        "last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with",
        "contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate",
        "boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round",
    ]
    private static let nodeTests: Set<String> = ["text", "node", "comment", "processing-instruction"]
    private static let operators: Set<String> = ["and", "or", "mod", "div"]
    private static let later: Set<String> = [
        "matches", "replace", "ends-with", "lower-case", "upper-case", "tokenize", "exists", "empty", "string-join",
        "distinct-values", "if", "for",
    ]

    /// Throws for a call of a function that XPath 1.0 does not have, and for a variable.
    static func check(_ text: String) throws(ReadingError) {
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                let rest = bytes[(place + 1)...]
                // An open quote is found by the compiler.
                guard let close = rest.firstIndex(of: byte) else { return }
                place = close + 1
            } else if byte == UInt8(ascii: "$") {
                throw ReadingError(
                    "a variable in an XPath", at: place, advice: "write {{name}} where a value is to be filled in")
            } else if isNameByte(byte), !isASCIIDigit(byte), byte != UInt8(ascii: "-"), byte != UInt8(ascii: ".") {
                let end = bytes[place...].firstIndex { !isNameByte($0) } ?? bytes.count
                try checkCall(String(decoding: bytes[place..<end], as: UTF8.self), at: place, rest: bytes[end...])
                place = end
            } else {
                place += 1
            }
        }
    }

    /// Whether a query can make libxml2 compare each node it finds with all others: by a second `//`, an axis that goes
    /// elsewhere than to children and attributes, or a `..`. Judged by the text, so a literal can make it so, too.
    static func isGreedy(_ text: String) -> Bool {
        let parts = text.split(separator: "//", omittingEmptySubsequences: false)
        let axes = ["parent::", "ancestor", "descendant", "following", "preceding", ".."]
        return parts.count > 2 || axes.contains { text.contains($0) }
    }

    private static func checkCall(_ name: String, at place: Int, rest: ArraySlice<UInt8>) throws(ReadingError) {
        guard rest.first(where: { !isASCIIWhitespace($0) }) == UInt8(ascii: "("), !functions.contains(name),
            !nodeTests.contains(name), !operators.contains(name)
        else { return }
        // An axis before the node test, as in child::text(), ends in a colon and is no call.
        let advice =
            later.contains(name)
            ? "that is of a later XPath; 1.0 has contains(), starts-with(), translate() and substring()"
            : "the functions of XPath 1.0 are " + functions.sorted().joined(separator: ", ")
        throw ReadingError("XPath 1.0 has no function '\(name)'", at: place, advice: advice)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isASCIIAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte >= 0x80
    }
}
