/// Conditions: what stands after `?` (RFC 9535 §2.3.5).
extension QueryParser {
    mutating func condition() throws(JSONPathError) -> Condition {
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

    mutating func nested<Result>(
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
