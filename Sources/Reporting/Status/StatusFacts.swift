public import Journey

/// All that a status document is made of, gathered by whoever can look: the ledger, the configuration, the scheduler.
public struct StatusFacts: Sendable {
    public var now: Timestamp
    public var since: Timestamp
    public var pulse: StatusDocument.Pulse
    public var roster: Roster
    public var last: [Subject: StatusDocument.LastVisit] = [:]
    public var next: [Subject: Timestamp] = [:]
    public var counts: [Subject: GradeCounts] = [:]
    /// Open defects by code.
    public var findings: [Subject: [String: Int]] = [:]
    public var waiting = 0
    public var overdue = 0
    public var waits: [StatusDocument.Wait] = []
    public var incidents: [Incident] = []
    public var blind: [BlindSpan] = []

    public init(now: Timestamp, since: Timestamp, pulse: StatusDocument.Pulse, roster: Roster) {
        self.now = now
        self.since = since
        self.pulse = pulse
        self.roster = roster
    }
}

extension StatusDocument.Series {
    init(_ series: Roster.Series, _ facts: StatusFacts) {
        let counts = facts.counts[series.subject] ?? GradeCounts()
        let member = Standing.Member(probe: series.subject.probe, weight: series.weight, counts: counts)
        probe = series.subject.probe
        weight = series.weight
        paused = series.paused
        standing = StandingView(Standing([member]))
        findings = facts.findings[series.subject] ?? [:]
        location = series.subject.location
        owner = series.owner
        last = facts.last[series.subject]
        next = facts.next[series.subject]
    }
}
