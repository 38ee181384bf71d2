/// Why a text is not a JSONPath query, or why a query was given up.
public struct JSONPathError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        /// The query's text must be changed.
        case malformed
        /// The document is too large for this query, or the query too broad for this document.
        case budgetExceeded
    }

    public let reason: Reason
    /// Where in the query's text, counting Unicode scalars from 1; nil when the query was given up.
    public let column: Int?
    /// What was expected, what was found.
    public let message: String

    public var description: String { column.map { "column \($0): \(message)" } ?? message }
}
