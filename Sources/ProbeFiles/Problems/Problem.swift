public import Journey

/// Something wrong, or doubtful, in a configuration's files, told so that the person who wrote it can put it right.
public struct Problem: Error, Sendable, Hashable {
    public var severity: Severity
    /// What is wrong and what to do about it; one line.
    public var message: String
    public var place: SourcePlace
    /// The line it is about, and a caret under the place; empty when there is no such line.
    public var excerpt: String

    public enum Severity: String, Sendable, Hashable, Codable {
        /// The configuration cannot be used.
        case error
        /// It can, but will not do what its author may think.
        case warning
    }

    public init(_ severity: Severity, _ message: String, at place: SourcePlace, excerpt: String = "") {
        self.severity = severity
        self.message = message
        self.place = place
        self.excerpt = excerpt
    }
}

extension Problem: CustomStringConvertible {
    /// `probes/kettle.yaml:12:5: error: …`, then the line and a caret, indented by two spaces.
    public var description: String {
        let first = "\(place): \(severity.rawValue): \(message)"
        return excerpt.isEmpty ? first : first + "\n" + excerpt
    }
}

extension Problem: Comparable {
    /// By file, line and column; at one place in the order of their messages.
    public static func < (left: Problem, right: Problem) -> Bool {
        let (one, other) = (left.place, right.place)
        if one.file != other.file { return one.file < other.file }
        if one.line != other.line { return one.line < other.line }
        if one.column != other.column { return one.column < other.column }
        return left.message < right.message
    }
}

extension Sequence<Problem> {
    public var hasErrors: Bool { contains { $0.severity == .error } }
}
