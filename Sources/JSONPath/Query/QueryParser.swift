/// Reads a query by the grammar of RFC 9535, appendix A, one function a rule.
struct QueryParser {
    let scalars: [Unicode.Scalar]
    var at = 0
    var depth = 0
    var warnings: [JSONPathError] = []

    /// How deep filters, parentheses and functions may be nested: each level takes stack, here and in the selection.
    static let greatestDepth = 50

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func wholeQuery() throws(JSONPathError) -> Query {
        guard next == "$" else { throw unexpected("“$” at the query's start") }
        let query = try query()
        if next != nil { throw unexpected("“.”, “..”, “[” or the end of the query") }
        return query
    }

    /// Reads `$` or `@` and the segments after it.
    mutating func query() throws(JSONPathError) -> Query {
        let isRelative = next == "@"
        at += 1
        var segments: [Segment] = []
        while let segment = try segment() { segments.append(segment) }
        return Query(isRelative: isRelative, segments: segments)
    }
}

// MARK: Segments and selectors

extension QueryParser {
    private mutating func segment() throws(JSONPathError) -> Segment? {
        let start = at
        skipWhitespace()
        if take("..") {
            let selectors = next == "[" ? try brackets() : [try shorthand("a name, “*” or “[” after “..”")]
            return Segment(isDescendant: true, selectors: selectors)
        }
        if take(".") { return Segment(isDescendant: false, selectors: [try shorthand("a name or “*” after “.”")]) }
        if next == "[" { return Segment(isDescendant: false, selectors: try brackets()) }
        // White space belongs to the query only before another segment.
        at = start
        return nil
    }

    private mutating func shorthand(_ expected: String) throws(JSONPathError) -> Selector {
        if take("*") { return .wildcard }
        guard let first = next, first.isNameStart else { throw unexpected(expected) }
        var name = String.UnicodeScalarView()
        while let scalar = next, scalar.isNameStart || scalar.isDigit {
            name.append(scalar)
            at += 1
        }
        return .name(String(name))
    }

    private mutating func brackets() throws(JSONPathError) -> [Selector] {
        at += 1
        var selectors: [Selector] = []
        repeat {
            skipWhitespace()
            selectors.append(try selector())
            skipWhitespace()
        } while take(",")
        guard take("]") else { throw unexpected("“,” or “]”") }
        return selectors
    }

    private mutating func selector() throws(JSONPathError) -> Selector {
        switch next {
        case "'", "\"": return .name(try string())
        case "*":
            at += 1
            return .wildcard
        case "?":
            at += 1
            return .filter(try nested { parser throws(JSONPathError) in try parser.condition() })
        case "-", ":", .some("0"..."9"): return try indexOrSlice()
        default: throw unexpected("a selector: a name in quotes, an index, a slice, “*” or “?”")
        }
    }

    private mutating func indexOrSlice() throws(JSONPathError) -> Selector {
        let start = try optionalInteger()
        let afterStart = at
        skipWhitespace()
        guard take(":") else {
            at = afterStart
            guard let start else { throw unexpected("an index") }
            return .index(start)
        }
        skipWhitespace()
        let end = try optionalInteger()
        let afterEnd = at
        skipWhitespace()
        guard take(":") else {
            at = afterEnd
            return .slice(start: start, end: end, step: 1)
        }
        let beforeStep = at
        skipWhitespace()
        guard let step = try optionalInteger() else {
            at = beforeStep
            return .slice(start: start, end: end, step: 1)
        }
        return .slice(start: start, end: end, step: step)
    }

    private mutating func optionalInteger() throws(JSONPathError) -> Int? {
        guard let first = next, first == "-" || first.isDigit else { return nil }
        let start = at
        let digitsStart = first == "-" ? at + 1 : at
        at = digitsStart
        while let digit = next, digit.isDigit { at += 1 }
        guard at > digitsStart else { throw unexpected("a digit after “-”") }
        if scalars[digitsStart] == "0", at > digitsStart + 1 || first == "-" {
            throw error("an index has no leading zeros and no negative zero", at: start)
        }
        // The integers that a double keeps exactly (§2.1, I-JSON).
        let limit = 1 << 53
        guard let value = Int(text(from: start)), abs(value) < limit else {
            throw error("an index must lie within ±\(limit - 1)", at: start)
        }
        return value
    }
}

// MARK: Reading and errors

extension QueryParser {
    var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    mutating func take(_ sign: String) -> Bool {
        guard scalars[at...].starts(with: sign.unicodeScalars) else { return false }
        at += sign.unicodeScalars.count
        return true
    }

    mutating func skipWhitespace() {
        while next == " " || next == "\t" || next == "\n" || next == "\r" { at += 1 }
    }

    func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<at])
        return String(text)
    }

    func error(_ message: String, at place: Int) -> JSONPathError {
        JSONPathError(reason: .malformed, column: place + 1, message: message)
    }

    func unexpected(_ expected: String) -> JSONPathError {
        let found =
            switch next {
            case nil: "the end of the query"
            case " ": "a space"
            case .some(let scalar) where scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F: "“\(scalar)”"
            case .some(let scalar) where scalar.properties.isAlphabetic: "“\(scalar)”"
            case .some(let scalar): "the character U+\(String(scalar.value, radix: 16, uppercase: true))"
            }
        return error("expected \(expected), found \(found)", at: at)
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }

    fileprivate var isNameStart: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" || value >= 0x80
    }

    var isFunctionName: Bool { ("a"..."z").contains(self) || self == "_" || isDigit }
}
