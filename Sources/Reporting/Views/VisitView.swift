public import Journey
public import Ledger

/// A visit in a list.
public struct VisitSummaryView: Sendable, Hashable, Codable {
    public var id: VisitID
    public var probe: String
    @OrNull public var location: String?
    @Instant public var started: Timestamp
    /// Nothing while it is under way.
    @InstantOrNull public var ended: Timestamp?
    /// Nothing while it is under way.
    @OrNull public var grade: Grade?
    public var late: Bool
    @OrNull public var unknown: UnknownReason?
    @OrNull public var remark: String?
    public var brokenStandards: [Standard]

    public init(_ summary: VisitSummary) {
        id = summary.id
        probe = summary.subject.probe
        started = summary.started
        late = summary.late
        brokenStandards = summary.brokenStandards
        location = summary.subject.location
        ended = summary.ended
        grade = summary.grade
        unknown = summary.unknown
        remark = summary.remark
    }

    /// A visit under way.
    public init(_ open: OpenVisit, now: Timestamp) {
        let state = open.state
        id = state.id
        probe = state.probe
        started = state.started
        late = state.results.contains(where: \.late) || open.overdueAt.map { $0 < now } ?? false
        brokenStandards = []
        location = state.location
        ended = nil
        grade = nil
        unknown = state.unknown
        remark = state.remark
    }

    public var subject: Subject { Subject(probe: probe, location: location) }
}

/// A whole visit, with what was seen at each touchpoint. The persona is left out: who may read evidence need not know whom the
/// shopper plays.
public struct VisitView: Sendable, Hashable, Codable {
    public var id: VisitID
    public var probe: String
    @OrNull public var location: String?
    public var vantage: String
    public var definition: String
    public var ruleSet: Int
    @Instant public var due: Timestamp
    @Instant public var started: Timestamp
    @Instant public var ended: Timestamp
    public var grade: Grade
    @OrNull public var unknown: UnknownReason?
    @OrNull public var remark: String?
    public var touchpoints: [TouchpointView]
    public var brokenStandards: [Standard]
    public var findings: [Finding]
    public var commendations: [Commendation]

    /// Why nothing can be said of it, and what else there is to know: the mark of something whose arrival is not known.
    public var note: String? {
        let parts = [unknown.map(Phrases.unknown), remark].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }

    public init(_ visit: Visit) {
        id = visit.id
        probe = visit.probe
        vantage = visit.vantage
        definition = visit.definition
        ruleSet = visit.ruleSet
        due = visit.due
        started = visit.started
        ended = visit.ended
        grade = visit.grade
        touchpoints = visit.touchpoints.map(TouchpointView.init)
        brokenStandards = visit.brokenStandards
        findings = visit.findings
        commendations = visit.commendations
        location = visit.location
        unknown = visit.unknown
        remark = visit.remark
    }

    public var subject: Subject { Subject(probe: probe, location: location) }
    public var took: Duration { ended - started }
    /// How long the touchpoints took, without our own looking round between them; when one never came, the whole visit.
    public var customersTime: Duration {
        let times = touchpoints.filter { !$0.housekeeping }.map(\.took)
        guard !times.isEmpty, !times.contains(nil) else { return took }
        return times.compactMap { $0 }.reduce(.zero, +)
    }
    public var isLate: Bool { touchpoints.contains(where: \.late) }

    /// The worst harm first: by the grade of the touchpoint where it was met, then by what the mistake does to a customer.
    public var findingsWorstFirst: [Finding] {
        var ranks: [String: Int] = [:]
        for touchpoint in touchpoints where !touchpoint.housekeeping {
            ranks[touchpoint.name] = touchpoint.grade.rank ?? 4
        }
        let breaking = Set(
            findings.filter { finding in brokenStandards.contains { $0.isBroken(by: finding) } }.map(\.fingerprint))
        func weight(_ finding: Finding) -> (Int, Int, Harm, String) {
            (
                breaking.contains(finding.fingerprint) ? 0 : 1,
                finding.severity == .defect ? ranks[finding.touchpoint] ?? 4 : 5,
                Harm(code: finding.code, severity: finding.severity), finding.fingerprint
            )
        }
        return findings.sorted { weight($0) < weight($1) }
    }
}

/// What happened at one touchpoint. Times in seconds; a phase that did not happen is absent.
public struct TouchpointView: Sendable, Hashable, Codable {
    public var name: String
    public var index: Int
    public var housekeeping: Bool
    public var grade: Grade
    @Instant public var started: Timestamp
    /// How long the customer waited; nothing when it never came.
    @OrNull public var tookSeconds: Double?
    /// The event lies between two looks on either side of a limit.
    public var about: Bool
    public var late: Bool
    @OrNull public var promise: String?
    public var looks: Int
    public var hops: [HopView]
    @OrNull public var failure: ExchangeFailure?
    public var verdicts: [Verdict]
    @OrNull public var bodyHash: String?
    public var bodySize: Int
    /// Our own loop was held up: its time judges nobody.
    public var excused: Bool

    public init(_ result: TouchpointResult) {
        name = result.name
        index = result.index
        housekeeping = result.housekeeping
        grade = result.grade
        started = result.started
        about = result.about
        late = result.late
        looks = result.looks
        hops = result.hops.map(HopView.init)
        verdicts = result.verdicts
        bodySize = result.bodySize
        excused = result.excused
        tookSeconds = result.took?.seconds
        promise = result.promise
        failure = result.failure
        bodyHash = result.bodyHash
    }

    public var took: Duration? { tookSeconds.map { .seconds($0) } }
}

/// One request and its response, without the headers.
public struct HopView: Sendable, Hashable, Codable {
    public var method: String
    public var url: String
    @OrNull public var status: Int?
    @OrNull public var version: String?
    public var phases: PhasesView
    @OrNull public var address: String?
    @OrNull public var port: Int?
    public var connectionReused: Bool
    public var bytesReceived: Int
    @OrNull public var certificate: CertificateView?

    init(_ hop: Hop) {
        method = hop.method
        url = hop.url
        phases = PhasesView(hop.phases)
        connectionReused = hop.connectionReused
        bytesReceived = hop.bytesReceived
        status = hop.status
        version = hop.version
        address = hop.address
        port = hop.port
        certificate = hop.certificate.map(CertificateView.init)
    }
}

/// Seconds; see `Phases`.
public struct PhasesView: Sendable, Hashable, Codable {
    public var lookup: Double?
    public var connect: Double?
    public var handshake: Double?
    public var send: Double?
    public var wait: Double?
    public var receive: Double?
    public var total: Double

    init(_ phases: Phases) {
        lookup = phases.lookup?.seconds
        connect = phases.connect?.seconds
        handshake = phases.handshake?.seconds
        send = phases.send?.seconds
        wait = phases.wait?.seconds
        receive = phases.receive?.seconds
        total = phases.total.seconds
    }

    /// Those that happened, in their order, with the time from the hop's start at which each began.
    public var parts: [(name: String, begins: Double, lasts: Double)] {
        var begins = 0.0
        let named = [
            ("lookup", lookup), ("connect", connect), ("handshake", handshake), ("send", send), ("wait", wait),
            ("receive", receive),
        ]
        return named.compactMap { name, lasts in
            guard let lasts else { return nil }
            defer { begins += lasts }
            return (name, begins, lasts)
        }
    }
}

/// What the server's certificate says.
public struct CertificateView: Sendable, Hashable, Codable {
    public var subject: String
    public var issuer: String
    public var names: [String]
    @Instant public var notBefore: Timestamp
    @Instant public var notAfter: Timestamp
    /// The earliest end of the whole chain as sent.
    @Instant public var chainNotAfter: Timestamp

    init(_ certificate: Certificate) {
        subject = certificate.subject
        issuer = certificate.issuer
        names = certificate.names
        notBefore = certificate.notBefore
        notAfter = certificate.notAfter
        chainNotAfter = certificate.chainNotAfter
    }
}
