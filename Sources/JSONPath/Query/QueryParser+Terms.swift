/// What conditions are made of, and which kinds of it may stand where (RFC 9535 §2.4.3, well-typedness).
extension QueryParser {
    /// A literal, query or function, before it is known what its place asks for (§2.4.3).
    struct Term {
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

    mutating func term(_ expected: String) throws(JSONPathError) -> Term {
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
            warnings.append(self.error("\(message), so it matches nothing", at: argument.start))
            return .nothing
        }
    }

    /// The term where a value is needed (`ValueType`).
    func operand(_ term: Term, for place: String) throws(JSONPathError) -> Operand {
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
    func test(_ term: Term) throws(JSONPathError) -> Condition {
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
enum Function: String, CaseIterable {
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
