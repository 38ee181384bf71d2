/// A query taken apart (RFC 9535 §2.1): where it starts, and the segments it passes.
struct Query: Sendable {
    /// Starts at `@`, the node that a filter tests, instead of at `$`.
    let isRelative: Bool
    let segments: [Segment]

    /// The steps of a singular query, which selects at most one node (§2.3.5.1); nil for other queries.
    var singular: SingularQuery? {
        var steps: [Step] = []
        for segment in segments {
            guard !segment.isDescendant, segment.selectors.count == 1 else { return nil }
            switch segment.selectors[0] {
            case .name(let name): steps.append(.name(name))
            case .index(let index): steps.append(.index(index))
            default: return nil
            }
        }
        return SingularQuery(isRelative: isRelative, steps: steps)
    }
}

struct SingularQuery: Sendable {
    let isRelative: Bool
    let steps: [Step]
}

/// From a value to a child of it.
enum Step: Sendable {
    case name(String)
    case index(Int)
}

struct Segment: Sendable {
    /// Also applies to everything below the node (§2.5.2).
    let isDescendant: Bool
    let selectors: [Selector]
}

enum Selector: Sendable {
    case name(String)
    case wildcard
    case index(Int)
    case slice(start: Int?, end: Int?, step: Int)
    case filter(Condition)
}

/// What a filter asks of a node (§2.3.5).
indirect enum Condition: Sendable {
    case any([Condition])
    case all([Condition])
    case not(Condition)
    case exists(Query)
    /// The same, for a query that selects at most one node.
    case present(SingularQuery)
    case comparison(Operand, Comparison, Operand)
    /// The functions `match` (the whole text) and `search` (a part of it), §2.4.6 and §2.4.7.
    case matches(Operand, Pattern, whole: Bool)
}

enum Comparison: String, Sendable, CaseIterable {
    // The longer ones first: the parser takes the first that fits.
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
}

/// What can be compared: a value, or nothing.
indirect enum Operand: Sendable {
    case literal(JSON)
    case singular(SingularQuery)
    case length(Operand)
    case count(Query)
    case value(Query)
}

enum Pattern: Sendable {
    case compiled(IRegexp)
    /// A literal that is no I-Regexp: it matches nothing (§2.4.6).
    case nothing
    /// A pattern found in the document.
    case dynamic(Operand)
}
