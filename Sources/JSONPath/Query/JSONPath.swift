/// A JSONPath query (RFC 9535).
public struct JSONPath: Sendable, Hashable, CustomStringConvertible {
    private let source: ExactText
    private let query: Query

    /// Literal patterns of `match` and `search` that are no I-Regexp (RFC 9485), such as `\d+`. The standard has them
    /// match nothing, which is hardly what their author wants.
    public let warnings: [JSONPathError]

    public var description: String { source.text }

    /// - Throws: `JSONPathError` with the column where the text stops being a well-typed query.
    public init(_ text: String) throws(JSONPathError) {
        var parser = QueryParser(text)
        query = try parser.wholeQuery()
        warnings = parser.warnings
        source = ExactText(text)
    }

    /// The nodes that the query selects, in the order of RFC 9535: members and elements as they stand in the document.
    ///
    /// - Parameter budget: in steps: a node visited, a value compared, a state of a regular expression at one character.
    /// - Throws: `JSONPathError` when the budget is exceeded.
    public func select(in document: JSON, budget: Int = 1_000_000) throws(JSONPathError) -> [Node] {
        var selection = Selection(root: document, budget: Budget(limit: budget))
        return try selection.nodes(query, from: document, tracing: true)
    }

    public static func == (a: JSONPath, b: JSONPath) -> Bool {
        a.source == b.source
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(source)
    }
}
