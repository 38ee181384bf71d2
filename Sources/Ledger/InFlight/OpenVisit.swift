public import Journey

/// A visit under way, as it was last saved.
public struct OpenVisit: Sendable, Hashable {
    public var state: VisitState
    /// When something is to be done next.
    public var wake: Timestamp?
    /// When its promise lapses, while it waits.
    public var overdueAt: Timestamp?

    public init(state: VisitState, wake: Timestamp?, overdueAt: Timestamp?) {
        self.state = state
        self.wake = wake
        self.overdueAt = overdueAt
    }
}

/// A visit that waits for somebody's answer.
public struct OpenWait: Sendable, Hashable {
    public var visit: VisitID
    public var subject: Subject
    public var started: Timestamp
    public var wake: Timestamp?
    public var overdueAt: Timestamp?
}
