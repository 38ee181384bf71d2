internal import GRDB

/// The conditions of a question, gathered from a filter. What comes from outside goes into arguments, never into the text.
struct Conditions {
    private var parts: [String] = []
    private(set) var arguments = StatementArguments()

    /// `WHERE …`, or nothing.
    var clause: String { parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ") }

    /// Adds nothing when there is no value.
    mutating func add(_ condition: String, _ value: (some DatabaseValueConvertible)?) {
        guard let value else { return }
        parts.append(condition)
        arguments += [value]
    }

    /// Adds nothing when the list is empty.
    mutating func add(_ column: String, among values: [some DatabaseValueConvertible]) {
        guard !values.isEmpty else { return }
        parts.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
        arguments += StatementArguments(values)
    }

    mutating func add(_ condition: String) {
        parts.append(condition)
    }
}
