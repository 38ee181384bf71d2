public import Journey

/// What has become of a finding over all visits of its subject.
public enum FindingState: String, Sendable, Hashable, Codable, CaseIterable {
    case open, regressed, fixed
}

/// A finding as the ledger keeps it: once for a subject and fingerprint, however many visits saw it.
public struct FindingRecord: Sendable, Hashable, Codable {
    public var subject: Subject
    /// As it was seen last.
    public var finding: Finding
    public var state: FindingState
    public var firstVisit: VisitID
    public var firstSeen: Timestamp
    public var lastVisit: VisitID
    public var lastSeen: Timestamp
    /// The first visit that looked and did not find it any more.
    public var fixedVisit: VisitID?
    public var fixed: Timestamp?
    /// Visits that saw it.
    public var times: Int
}

/// Which findings are asked for; all without any key.
public struct FindingFilter: Sendable, Hashable {
    public var probe: String?
    public var location: String?
    public var code: String?
    public var touchpoint: String?
    public var fingerprint: String?
    public var states: Set<FindingState> = []
    public var severities: Set<Severity> = []
    /// Seen at this time or later.
    public var since: Timestamp?
    public var limit = 1000

    public init() {}
}
