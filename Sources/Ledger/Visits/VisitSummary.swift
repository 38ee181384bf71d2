public import Journey

/// A stored visit without its touchpoints.
public struct VisitSummary: Sendable, Hashable, Identifiable {
    /// Its place in the order in which visits were stored: what a cursor stands at.
    public var place: Int64
    public var id: VisitID
    public var subject: Subject
    public var slot: Int64?
    public var started: Timestamp
    public var ended: Timestamp
    public var grade: Grade
    public var unknown: UnknownReason?
    /// A touchpoint was late.
    public var late: Bool
    public var remark: String?
    public var brokenStandards: [Standard]
    /// Fingerprints of the findings that this visit opened, and of those that came back with it.
    public var opened: [String] = []
    public var regressed: [String] = []
}

/// Which visits are asked for; all without any key.
public struct VisitFilter: Sendable, Hashable {
    public var probe: String?
    public var location: String?
    public var grades: Set<Grade> = []
    public var late: Bool?
    /// Begun at this time or later, and before that.
    public var since: Timestamp?
    public var until: Timestamp?
    public var limit = 100

    public init() {}
}
