/// An alert rule that is firing for a subject, from first breach to recovery.
public struct Incident: Sendable, Hashable, Codable, Identifiable {
    public var id: String
    public var rule: String
    public var subject: Subject
    public var state: State
    public var opened: Timestamp
    public var closed: Timestamp?
    /// The visit that caused it.
    public var cause: VisitID?
    /// One sentence for people, made when it opened; once it is over it begins with how it ended, and so tells both.
    public var says: String

    public init(
        id: String, rule: String, subject: Subject, state: State, opened: Timestamp, cause: VisitID?, says: String
    ) {
        self.id = id
        self.rule = rule
        self.subject = subject
        self.state = state
        self.opened = opened
        self.cause = cause
        self.says = says
    }

    public enum State: String, Sendable, Hashable, Codable {
        case open, recovered
    }
}

/// One thing to tell over one channel; it stays in the outbox until the channel has taken it.
public struct Notification: Sendable, Hashable, Codable, Identifiable {
    /// Also the key by which a channel knows that it has had it before.
    public var id: String
    public var incident: Incident
    public var channel: String
    /// Order within its incident, from 1.
    public var sequence: Int
    public var created: Timestamp
    public var attempts: Int
    public var nextAttempt: Timestamp
    public var lastError: String?

    public init(
        id: String, incident: Incident, channel: String, sequence: Int, created: Timestamp, attempts: Int = 0,
        nextAttempt: Timestamp, lastError: String? = nil
    ) {
        self.id = id
        self.incident = incident
        self.channel = channel
        self.sequence = sequence
        self.created = created
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.lastError = lastError
    }
}

/// Delivers to one kind of channel. Delivery fills it in, Daemon hands it to Alerting.
public protocol Courier: Sendable {
    /// - Throws: `DeliveryError`; the notification then stays in the outbox and is tried again.
    func deliver(_ notification: Notification) async throws
}

public struct DeliveryError: Error, Sendable, CustomStringConvertible {
    public var description: String
    /// Trying again cannot help (the channel is not configured).
    public var permanent: Bool

    public init(_ description: String, permanent: Bool = false) {
        self.description = description
        self.permanent = permanent
    }
}

/// A time in which the daemon could not see.
public struct BlindSpan: Sendable, Hashable, Codable {
    public var from: Timestamp
    /// Nothing while it lasts.
    public var until: Timestamp?
    public var reason: Reason

    public init(from: Timestamp, until: Timestamp?, reason: Reason) {
        self.from = from
        self.until = until
        self.reason = reason
    }

    public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        case down, network, clock, suspended, storage
    }
}
