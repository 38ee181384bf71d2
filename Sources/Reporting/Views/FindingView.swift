public import Journey
public import Ledger

/// A finding as people and programs are shown it: what is wrong, where, since when, and how we know.
public struct FindingView: Sendable, Hashable, Codable {
    public var fingerprint: String
    public var code: String
    public var severity: Severity
    public var state: FindingState
    public var probe: String
    @OrNull public var location: String?
    public var touchpoint: String
    @OrNull public var owner: String?
    public var says: String
    public var evidence: Evidence
    public var rule: String
    public var ruleVersion: Int
    @Instant public var firstSeen: Timestamp
    public var firstVisit: VisitID
    @Instant public var lastSeen: Timestamp
    public var lastVisit: VisitID
    @InstantOrNull public var fixed: Timestamp?
    /// Visits that saw it.
    public var times: Int

    public init(_ record: FindingRecord) {
        let finding = record.finding
        fingerprint = finding.fingerprint
        code = finding.code
        severity = finding.severity
        state = record.state
        probe = record.subject.probe
        touchpoint = finding.touchpoint
        says = finding.says
        evidence = finding.evidence
        rule = finding.rule
        ruleVersion = finding.ruleVersion
        firstSeen = record.firstSeen
        firstVisit = record.firstVisit
        lastSeen = record.lastSeen
        lastVisit = record.lastVisit
        times = record.times
        location = record.subject.location
        owner = finding.owner
        fixed = record.fixed
    }

    public var subject: Subject { Subject(probe: probe, location: location) }
}

extension [FindingView] {
    /// The worst harm first: defects before suspects, what still stands before what is fixed, then by what the mistake does to a
    /// customer, then the ones met most often.
    public var worstFirst: [FindingView] {
        sorted { ($0.harm, -$0.times, $0.probe, $0.fingerprint) < ($1.harm, -$1.times, $1.probe, $1.fingerprint) }
    }
}

extension FindingView {
    fileprivate var harm: Harm { Harm(code: code, severity: severity, fixed: state == .fixed) }
}
