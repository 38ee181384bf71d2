/// Reads a query by the grammar of RFC 9535, appendix A, one function a rule.
struct QueryParser {
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0
    private(set) var warnings: [JSONPathError] = []

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
    private mutating func query() throws(JSONPathError) -> Query {
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

// MARK: Filters

extension QueryParser {
    private mutating func condition() throws(JSONPathError) -> Condition {
        let alternatives = try list(of: "||") { parser throws(JSONPathError) in
            let all = try parser.list(of: "&&") { parser throws(JSONPathError) in try parser.basicCondition() }
            return all.count == 1 ? all[0] : .all(all)
        }
        return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
    }

    private mutating func list(
        of sign: String, _ part: (inout QueryParser) throws(JSONPathError) -> Condition
    ) throws(JSONPathError) -> [Condition] {
        var parts: [Condition] = []
        repeat {
            skipWhitespace()
            parts.append(try part(&self))
            skipWhitespace()
        } while take(sign)
        return parts
    }

    private mutating func basicCondition() throws(JSONPathError) -> Condition {
        if take("!") {
            skipWhitespace()
            if next == "(" { return .not(try parentheses()) }
            return .not(try test(try term("a query, a function or “(” after “!”")))
        }
        if next == "(" { return try parentheses() }
        let left = try term("a condition: a query, a comparison, a function, “!” or “(”")
        skipWhitespace()
        guard let comparison = Comparison.allCases.first(where: { take($0.rawValue) }) else {
            return try test(left)
        }
        let leftOperand = try operand(left, for: "a comparison")
        skipWhitespace()
        let right = try term("a value to compare with: a literal, a query or a function")
        return .comparison(leftOperand, comparison, try operand(right, for: "a comparison"))
    }

    private mutating func parentheses() throws(JSONPathError) -> Condition {
        at += 1
        let inner = try nested { parser throws(JSONPathError) in try parser.condition() }
        guard take(")") else { throw unexpected("“&&”, “||” or “)”") }
        return inner
    }

    private mutating func nested<Result>(
        _ read: (inout QueryParser) throws(JSONPathError) -> Result
    ) throws(JSONPathError) -> Result {
        guard depth < Self.greatestDepth else {
            throw error("filters, parentheses and functions are nested deeper than \(Self.greatestDepth)", at: at)
        }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }
}

// MARK: Terms and their types

extension QueryParser {
    /// A literal, query or function, before it is known what its place asks for (§2.4.3).
    private struct Term {
        enum Content {
            case literal(JSON)
            case query(Query)
            /// A function that gives a value.
            case value(Function, Operand)
            /// A function that gives true or false.
            case truth(Function, Condition)
        }
        let content: Content
        let start: Int
    }

    private mutating func term(_ expected: String) throws(JSONPathError) -> Term {
        let start = at
        switch next {
        case "$", "@": return Term(content: .query(try query()), start: start)
        case "'", "\"": return Term(content: .literal(.string(try string())), start: start)
        case "-", .some("0"..."9"): return Term(content: .literal(try number()), start: start)
        case .some("a"..."z"):
            while let scalar = next, scalar.isFunctionName { at += 1 }
            let word = text(from: start)
            if next == "(" {
                let content = try nested { parser throws(JSONPathError) in
                    try parser.call(word, start: start)
                }
                return Term(content: content, start: start)
            }
            switch word {
            case "true": return Term(content: .literal(.bool(true)), start: start)
            case "false": return Term(content: .literal(.bool(false)), start: start)
            case "null": return Term(content: .literal(.null), start: start)
            default:
                let hint = Function(rawValue: word) == nil ? "“\(word)”" : "“\(word)” without “(” right after it"
                throw error("expected \(expected), found \(hint)", at: start)
            }
        default: throw unexpected(expected)
        }
    }

    private mutating func call(_ name: String, start: Int) throws(JSONPathError) -> Term.Content {
        guard let function = Function(rawValue: name) else {
            let known = Function.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("there is no function “\(name)”; there are \(known)", at: start)
        }
        at += 1
        var arguments: [Term] = []
        skipWhitespace()
        if next != ")" {
            repeat {
                skipWhitespace()
                arguments.append(try term("an argument: a literal, a query or a function"))
                skipWhitespace()
            } while take(",")
        }
        guard take(")") else { throw unexpected("“,” or “)” in the arguments of \(name)()") }
        guard arguments.count == function.argumentCount else {
            let wanted = function.argumentCount == 1 ? "1 argument" : "\(function.argumentCount) arguments"
            throw error("\(name)() takes \(wanted), found \(arguments.count)", at: start)
        }
        switch function {
        case .length: return .value(function, .length(try operand(arguments[0], for: "length()")))
        case .count: return .value(function, .count(try nodes(arguments[0], for: "count()")))
        case .value: return .value(function, .value(try nodes(arguments[0], for: "value()")))
        case .match, .search:
            let text = try operand(arguments[0], for: "\(name)()")
            let pattern = try pattern(arguments[1], of: function)
            return .truth(function, .matches(text, pattern, whole: function == .match))
        }
    }

    private mutating func pattern(_ argument: Term, of function: Function) throws(JSONPathError) -> Pattern {
        guard case .literal(.string(let text)) = argument.content else {
            return .dynamic(try operand(argument, for: "\(function.rawValue)()"))
        }
        do throws(IRegexp.Failure) {
            return .compiled(try IRegexp(text))
        } catch {
            let message = "the pattern of \(function.rawValue)() \(error.message)"
            if error.isTooLarge { throw self.error(message, at: argument.start) }
            let warning = self.error("\(message), so it matches nothing", at: argument.start)
            warnings.append(warning)
            return .nothing
        }
    }

    /// The term where a value is needed (`ValueType`).
    private func operand(_ term: Term, for place: String) throws(JSONPathError) -> Operand {
        switch term.content {
        case .literal(let value): return .literal(value)
        case .value(_, let operand): return operand
        case .query(let query):
            guard let singular = query.singular else {
                throw error(
                    "\(place) needs a query of names and indexes only, since this one may select several nodes;"
                        + " value() takes the only node of a query",
                    at: term.start)
            }
            return .singular(singular)
        case .truth(let function, _):
            throw error(
                "\(place) needs a value, but \(function.rawValue)() gives true or false", at: term.start)
        }
    }

    /// The term where nodes are needed (`NodesType`).
    private func nodes(_ term: Term, for place: String) throws(JSONPathError) -> Query {
        guard case .query(let query) = term.content else {
            throw error("\(place) needs a query", at: term.start)
        }
        return query
    }

    /// The term where true or false is needed (`LogicalType`).
    private func test(_ term: Term) throws(JSONPathError) -> Condition {
        switch term.content {
        case .query(let query): return query.singular.map(Condition.present) ?? .exists(query)
        case .truth(_, let condition): return condition
        case .literal: throw error("a literal alone is no condition; compare it with something", at: term.start)
        case .value(let function, _):
            throw error("\(function.rawValue)() gives a value; compare it with something", at: term.start)
        }
    }
}

/// The functions of RFC 9535 §2.4.
private enum Function: String, CaseIterable {
    case length
    case count
    case match
    case search
    case value

    var argumentCount: Int {
        switch self {
        case .length, .count, .value: 1
        case .match, .search: 2
        }
    }
}

// MARK: Literals

extension QueryParser {
    private mutating func number() throws(JSONPathError) -> JSON {
        let start = at
        let run = scalars[at...].prefix { $0.isASCII }.map { UInt8(truncatingIfNeeded: $0.value) }
        do throws(NumberScan.Failure) {
            let scan = try NumberScan(run[...])
            at += scan.end
            return JSON(number: text(from: start), isInteger: scan.isInteger)
        } catch {
            at += error.offset
            throw unexpected(error.expected)
        }
    }

    private mutating func string() throws(JSONPathError) -> String {
        let start = at
        let quote = scalars[at]
        at += 1
        var text = String.UnicodeScalarView()
        while let scalar = next {
            switch scalar {
            case quote:
                at += 1
                return String(text)
            case "\\": text.append(try escape(in: quote))
            case "\u{0}"..."\u{1F}":
                throw error("a string may not hold a raw control character; write it as an escape", at: at)
            default:
                text.append(scalar)
                at += 1
            }
        }
        throw error("this string has no closing quote", at: start)
    }

    private mutating func escape(in quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
        let start = at
        at += 1
        let scalar: Unicode.Scalar
        switch next {
        case quote: scalar = quote
        case "\\": scalar = "\\"
        case "/": scalar = "/"
        case "b": scalar = "\u{8}"
        case "f": scalar = "\u{C}"
        case "n": scalar = "\n"
        case "r": scalar = "\r"
        case "t": scalar = "\t"
        case "u":
            at += 1
            return try unicodeEscape(start: start)
        default: throw unexpected("one of \(quote) \\ / b f n r t u after “\\”")
        }
        at += 1
        return scalar
    }

    private mutating func unicodeEscape(start: Int) throws(JSONPathError) -> Unicode.Scalar {
        let unit = try hexUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if UTF16.isLeadSurrogate(unit), take("\\u") {
            let trail = try hexUnit()
            if UTF16.isTrailSurrogate(trail) { return UTF16.decode(UTF16.EncodedScalar([unit, trail])) }
        }
        throw error("an unpaired surrogate is not a character", at: start)
    }

    private mutating func hexUnit() throws(JSONPathError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
                throw unexpected("four hexadecimal digits after “\\u”")
            }
            unit = unit << 4 | UInt16(digit)
            at += 1
        }
        return unit
    }
}

// MARK: Reading and errors

extension QueryParser {
    private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func take(_ sign: String) -> Bool {
        guard scalars[at...].starts(with: sign.unicodeScalars) else { return false }
        at += sign.unicodeScalars.count
        return true
    }

    private mutating func skipWhitespace() {
        while next == " " || next == "\t" || next == "\n" || next == "\r" { at += 1 }
    }

    private func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<at])
        return String(text)
    }

    private func error(_ message: String, at place: Int) -> JSONPathError {
        JSONPathError(reason: .malformed, column: place + 1, message: message)
    }

    private func unexpected(_ expected: String) -> JSONPathError {
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
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }

    fileprivate var isNameStart: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" || value >= 0x80
    }

    fileprivate var isFunctionName: Bool { ("a"..."z").contains(self) || self == "_" || isDigit }
}
