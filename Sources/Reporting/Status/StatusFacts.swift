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

extension StatusDocument {
    public init(_ facts: StatusFacts) {
        written = facts.now
        daemon = facts.pulse
        since = facts.since
        let series = facts.roster.series.map { Series($0, facts) }
        probes = series.sorted { ($0.probe, $0.location ?? "") < ($1.probe, $1.location ?? "") }
        business = StandingView(Standing(probes.map(\.member)))
        locations = StatusDocument.grouped(probes, by: \.location).map { Place(location: $0, standing: $1) }
        owners = StatusDocument.grouped(probes, by: \.owner).map { Owner(owner: $0, standing: $1) }
        findings = probes.reduce(into: [:]) { $0.merge($1.findings, uniquingKeysWith: +) }
        waits = facts.waits.sorted {
            ($0.promised ?? .distantFuture, $0.since) < ($1.promised ?? .distantFuture, $1.since)
        }
        incidents = facts.incidents.filter { $0.state == .open }.sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
            .map(OpenIncident.init)
        blind = facts.blind.map(Blind.init).sorted { $0.from > $1.from }
    }

    private static func grouped(
        _ series: [Series], by key: (Series) -> String?
    ) -> [(name: String, standing: StandingView)] {
        var members: [String: [Standing.Member]] = [:]
        for one in series {
            if let name = key(one) { members[name, default: []].append(one.member) }
        }
        return members.sorted { $0.key < $1.key }.map { ($0.key, StandingView(Standing($0.value))) }
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
