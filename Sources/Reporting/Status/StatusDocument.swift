public import Journey

/// What `status.json` holds: how the business stands and whether the daemon is well, for every user of the machine. Codes,
/// counts and times; nothing that anybody outside wrote, no persona and no name of staff (DESIGN §8).
public struct StatusDocument: Sendable, Hashable, Codable {
    public static let currentSchema = 1

    /// Raised when a reader of the old form would misread the new one. Keys may be added without.
    public var schema = StatusDocument.currentSchema
    @Instant public var written: Timestamp
    public var daemon: Pulse
    /// Standings count visits begun at this time or later.
    @Instant public var since: Timestamp
    public var business: StandingView
    /// One for each probe at each location, by name.
    public var probes: [Series]
    public var locations: [Place]
    public var owners: [Owner]
    /// Open defects by code.
    public var findings: [String: Int]
    /// Visits that wait for somebody's answer, and those of them whose promise has lapsed.
    public var waiting: Int
    public var overdue: Int
    /// What is overdue first, then what is promised soonest; at most 200.
    public var waits: [Wait]
    /// Open ones, oldest first.
    public var incidents: [OpenIncident]
    /// Those that last or ended within the period, newest first.
    public var blind: [Blind]

    /// The daemon's own health.
    public struct Pulse: Sendable, Hashable, Codable {
        public var version: String
        public var pid: Int
        public var state: State
        @Instant public var started: Timestamp
        /// When it was last seen alive.
        @Instant public var beat: Timestamp
        /// Seconds from one beat to the next at most.
        public var beatEvery: Double
        /// The last reload that was asked for; the start counts as one.
        @OrNull public var reload: Reload?
        /// Since when the ledger takes nothing.
        @InstantOrNull public var notStoringSince: Timestamp?
        /// Why, and what to do.
        @OrNull public var notStoringBecause: String?
        /// Notifications that no channel has taken yet.
        public var undelivered: Int
        /// When the oldest of them was made.
        @InstantOrNull public var undeliveredSince: Timestamp?

        public init(version: String, pid: Int, state: State, started: Timestamp, beat: Timestamp, beatEvery: Duration) {
            self.version = version
            self.pid = pid
            self.state = state
            self.started = started
            self.beat = beat
            self.beatEvery = beatEvery.seconds
            reload = nil
            notStoringSince = nil
            notStoringBecause = nil
            undelivered = 0
            undeliveredSince = nil
        }
    }

    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case starting, ready, stopping, stopped
        /// The ledger was copied or restored: nobody is contacted until `undercover adopt`.
        case held
    }

    public struct Reload: Sendable, Hashable, Codable {
        @Instant public var at: Timestamp
        /// False: the configuration on disk is wrong, and the one before it is still used.
        public var taken: Bool
        public var problems: Int

        public init(at: Timestamp, taken: Bool, problems: Int) {
            self.at = at
            self.taken = taken
            self.problems = problems
        }
    }

    /// One probe at one location.
    public struct Series: Sendable, Hashable, Codable {
        public var probe: String
        @OrNull public var location: String?
        @OrNull public var owner: String?
        public var weight: Double
        public var paused: Bool
        @OrNull public var last: LastVisit?
        /// When it is visited next.
        @InstantOrNull public var next: Timestamp?
        public var standing: StandingView
        /// Open defects by code.
        public var findings: [String: Int]

        public var subject: Subject { Subject(probe: probe, location: location) }

        var member: Standing.Member { Standing.Member(probe: probe, weight: weight, counts: standing.counts) }
    }

    public struct LastVisit: Sendable, Hashable, Codable {
        public var id: VisitID
        @Instant public var started: Timestamp
        @Instant public var ended: Timestamp
        public var grade: Grade
        public var late: Bool
        @OrNull public var unknown: UnknownReason?

        public init(
            id: VisitID, started: Timestamp, ended: Timestamp, grade: Grade, late: Bool, unknown: UnknownReason? = nil
        ) {
            self.id = id
            self.started = started
            self.ended = ended
            self.grade = grade
            self.late = late
            self.unknown = unknown
        }
    }

    public struct Place: Sendable, Hashable, Codable {
        public var location: String
        public var standing: StandingView
    }

    public struct Owner: Sendable, Hashable, Codable {
        public var owner: String
        public var standing: StandingView
    }

    public struct Wait: Sendable, Hashable, Codable {
        public var visit: VisitID
        public var probe: String
        @OrNull public var location: String?
        @OrNull public var touchpoint: String?
        @Instant public var since: Timestamp
        /// When the promise lapses or lapsed; without one a customer waits until patience runs out.
        @InstantOrNull public var promised: Timestamp?
        @InstantOrNull public var givesUp: Timestamp?
        /// Seconds left of the promise when this was written; negative: overdue by so much.
        @OrNull public var left: Double?

        public var isOverdue: Bool { (left ?? 0) < 0 }
        public var subject: Subject { Subject(probe: probe, location: location) }

        public init(
            visit: VisitID, subject: Subject, touchpoint: String?, since: Timestamp, promised: Timestamp?,
            givesUp: Timestamp?, now: Timestamp
        ) {
            self.visit = visit
            probe = subject.probe
            self.since = since
            location = subject.location
            self.touchpoint = touchpoint
            // In a calendar that never opens again nothing lapses.
            self.promised = promised.flatMap { $0 < .distantFuture ? $0 : nil }
            self.givesUp = givesUp.flatMap { $0 < .distantFuture ? $0 : nil }
            left = self.promised.map { ($0 - now).seconds }
        }
    }

    public struct OpenIncident: Sendable, Hashable, Codable {
        public var id: String
        public var rule: String
        public var probe: String
        @OrNull public var location: String?
        @Instant public var opened: Timestamp
        @OrNull public var cause: VisitID?

        public init(_ incident: Incident) {
            id = incident.id
            rule = incident.rule
            probe = incident.subject.probe
            opened = incident.opened
            location = incident.subject.location
            cause = incident.cause
        }

        public var subject: Subject { Subject(probe: probe, location: location) }
    }

    public struct Blind: Sendable, Hashable, Codable {
        @Instant public var from: Timestamp
        @InstantOrNull public var until: Timestamp?
        public var reason: BlindSpan.Reason

        public init(_ span: BlindSpan) {
            from = span.from
            reason = span.reason
            until = span.until
        }
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
        waiting = facts.waiting
        overdue = facts.overdue
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

extension StatusDocument {
    /// How a probe stands, all its locations together; nothing when there is no such probe.
    public func standing(ofProbe name: String) -> StandingView? {
        let members = probes.filter { $0.probe == name }.map(\.member)
        return members.isEmpty ? nil : StandingView(Standing(members))
    }

    /// The visit of these series that was begun last.
    public func lastVisit(ofProbe name: String? = nil) -> LastVisit? {
        probes.lazy.filter { name == nil || $0.probe == name }.compactMap(\.last).max { $0.started < $1.started }
    }

    /// Nothing of other probes.
    public func limited(toProbe name: String) -> StatusDocument {
        var document = self
        document.probes = probes.filter { $0.probe == name }
        document.waits = waits.filter { $0.probe == name }
        document.waiting = document.waits.count
        document.overdue = document.waits.count(where: \.isOverdue)
        document.incidents = incidents.filter { $0.probe == name }
        document.findings = document.probes.reduce(into: [:]) { $0.merge($1.findings, uniquingKeysWith: +) }
        document.business = standing(ofProbe: name) ?? business
        document.locations = []
        document.owners = []
        return document
    }
}
