public import ProbeFiles

/// Why the daemon does not start, for the person who starts it.
public struct StartError: Error, Sendable, CustomStringConvertible {
    public var description: String
    /// The configuration's problems, when they are the reason.
    public var problems: [Problem] = []

    init(_ description: String, problems: [Problem] = []) {
        self.description = description
        self.problems = problems
    }
}
