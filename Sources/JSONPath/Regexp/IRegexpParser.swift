/// Reads a pattern by the grammar of RFC 9485 §3. Bare `^` and `$` are anchors: its grammar calls them characters, but
/// its own mappings to other dialects (§5) make them anchors, and the JSONPath compliance suite follows these.
struct IRegexpParser {
    indirect enum Expression {
        case one(ScalarSet)
        /// Before the text's first character.
        case start
        /// After the text's last character.
        case end
        case sequence([Expression])
        case choice([Expression])
        case repetition(Expression, least: Int, most: Int?)
    }

    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    mutating func wholePattern() throws(IRegexp.Failure) -> Expression {
        let expression = try choice()
        // A branch ends only at "|", ")" and the end.
        if next != nil { throw failure("“)” without “(”") }
        return expression
    }

    private mutating func choice() throws(IRegexp.Failure) -> Expression {
        var branches = [try branch()]
        while next == "|" {
            at += 1
            branches.append(try branch())
        }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func branch() throws(IRegexp.Failure) -> Expression {
        var pieces: [Expression] = []
        while let scalar = next, scalar != "|", scalar != ")" { pieces.append(try piece(scalar)) }
        return pieces.count == 1 ? pieces[0] : .sequence(pieces)
    }

    private mutating func piece(_ first: Unicode.Scalar) throws(IRegexp.Failure) -> Expression {
        let atom = try atom(first)
        switch next {
        case "*":
            at += 1
            return .repetition(atom, least: 0, most: nil)
        case "+":
            at += 1
            return .repetition(atom, least: 1, most: nil)
        case "?":
            at += 1
            return .repetition(atom, least: 0, most: 1)
        case "{":
            at += 1
            let least = try quantity()
            var most: Int? = least
            if next == "," {
                at += 1
                most = next == "}" ? nil : try quantity()
            }
            guard next == "}" else { throw failure("a repetition such as “{2,5}” that has no “}”") }
            at += 1
            if let most, most < least { throw failure("a repetition whose end is less than its start") }
            return .repetition(atom, least: least, most: most)
        default: return atom
        }
    }

    private mutating func quantity() throws(IRegexp.Failure) -> Int {
        let start = at
        var value = 0
        while let scalar = next, ("0"..."9").contains(scalar) {
            // More than the limit is refused by the compiler, however much more.
            value = min(value * 10 + Int(scalar.value - 0x30), IRegexp.greatestSize + 1)
            at += 1
        }
        guard at > start else { throw failure("“{” without a number; write “\\{” for the character") }
        return value
    }

    private mutating func atom(_ first: Unicode.Scalar) throws(IRegexp.Failure) -> Expression {
        switch first {
        case "(":
            guard depth < IRegexp.greatestDepth else { throw .tooLarge }
            depth += 1
            defer { depth -= 1 }
            at += 1
            let inner = try choice()
            guard next == ")" else { throw failure("“(” without “)”") }
            at += 1
            return inner
        case "[": return .one(try characterClass())
        case ".":
            at += 1
            var set = ScalarSet(isNegated: true)
            set.insert("\n"..."\n")
            set.insert("\r"..."\r")
            return .one(set.sorted())
        case "\\":
            switch try escape() {
            case .scalar(let scalar): return .one(ScalarSet(scalar))
            case .categories(let categories): return .one(ScalarSet(categories: categories))
            }
        case "^":
            at += 1
            return .start
        case "$":
            at += 1
            return .end
        case "*", "+", "?", "]", "{", "}":
            throw failure(
                "“\(first)” with nothing before it that it could apply to; write “\\\(first)” for the character")
        default:
            at += 1
            return .one(ScalarSet(first))
        }
    }

    private enum Escape {
        case scalar(Unicode.Scalar)
        case categories(ScalarSet.Categories)
    }

    private mutating func escape() throws(IRegexp.Failure) -> Escape {
        at += 1
        defer { at += 1 }
        switch next {
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case .some(let scalar) where "()*+-.?[\\]^{|}".unicodeScalars.contains(scalar): return .scalar(scalar)
        case "p", "P":
            let isComplement = next == "P"
            at += 1
            guard next == "{", let end = scalars[at...].prefix(4).firstIndex(of: "}") else {
                throw failure("“\\p” without a category such as “{Lu}”")
            }
            let name = scalars[(at + 1)..<end].map(String.init).joined()
            guard let categories = ScalarSet.Categories(name: name) else {
                throw failure("“\(name)”, which is no category of Unicode")
            }
            at = end
            return .categories(isComplement ? categories.complement : categories)
        case .some(let scalar): throw failure("“\\\(scalar)”, an escape that it does not have")
        case nil: throw failure("“\\” at the end")
        }
    }

    private mutating func characterClass() throws(IRegexp.Failure) -> ScalarSet {
        at += 1
        var set = ScalarSet()
        if next == "^" {
            at += 1
            set.isNegated = true
        }
        var isFirst = true
        while let scalar = next {
            switch scalar {
            case "]" where !isFirst:
                at += 1
                return set.sorted()
            case "-":
                // A hyphen stands for itself only at either end.
                at += 1
                guard isFirst || next == "]" else { throw failure("“-” inside a class; write “\\-” for the character") }
                set.insert("-"..."-")
            default:
                guard let low = try classScalar(into: &set) else { break }
                if next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" {
                    at += 1
                    guard next != "-", let high = try classScalar(into: &set), low <= high else {
                        throw failure("a range in a class that does not go upwards from character to character")
                    }
                    set.insert(low...high)
                } else {
                    set.insert(low...low)
                }
            }
            isFirst = false
        }
        throw failure("“[” without “]”")
    }

    /// Reads one character of a class; nil when it was a category, which is added to the set.
    private mutating func classScalar(into set: inout ScalarSet) throws(IRegexp.Failure) -> Unicode.Scalar? {
        switch next {
        case "\\":
            switch try escape() {
            case .scalar(let scalar): return scalar
            case .categories(let categories):
                set.categories.formUnion(categories)
                return nil
            }
        case "[", "]", nil: throw failure("“[” or “]” inside a class; write “\\[” or “\\]” for the character")
        case .some(let scalar):
            at += 1
            return scalar
        }
    }

    private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private func failure(_ found: String) -> IRegexp.Failure {
        IRegexp.Failure(message: "is no I-Regexp (RFC 9485): it has \(found)")
    }
}
