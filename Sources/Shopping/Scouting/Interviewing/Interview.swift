/// Who answers the questions of `undercover init`: a person at a terminal, or a test.
public protocol Interview: Sendable {
    /// - Returns: what was answered; nil or nothing but white space takes the proposal.
    func answer(to question: InterviewQuestion) async -> String?
}

/// One of the six questions.
public struct InterviewQuestion: Sendable {
    public enum Topic: String, Sendable, CaseIterable {
        case directory, name
        case timeZone = "time zone"
        case hours, owner, alerts
    }

    public var topic: Topic
    public var text: String
    /// What is taken when nothing is answered.
    public var proposal: String
    /// Why the last answer could not be used; nil at first.
    public var complaint: String?
}

/// Takes every proposal.
public struct NoInterview: Interview {
    public init() {}
    public func answer(to question: InterviewQuestion) async -> String? { nil }
}
