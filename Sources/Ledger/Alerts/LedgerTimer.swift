public import Journey

/// A timed condition: something to be looked at when its time comes, even if no visit does.
public struct LedgerTimer: Sendable, Hashable, Codable {
    /// Setting one of the same key replaces it.
    public var key: String
    public var due: Timestamp
    /// What whoever set it needs to know then.
    public var payload: String

    public init(key: String, due: Timestamp, payload: String) {
        self.key = key
        self.due = due
        self.payload = payload
    }
}

/// Which incidents are asked for; all without any key.
public struct IncidentFilter: Sendable, Hashable {
    public var rule: String?
    public var probe: String?
    public var location: String?
    public var state: Incident.State?
    /// The visit that caused it.
    public var cause: VisitID?
    /// Opened at this time or later.
    public var since: Timestamp?
    public var limit = 100

    public init() {}
}
