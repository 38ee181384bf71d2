/// One run of a probe at one location, finished and graded: what the ledger keeps.
public struct Visit: Sendable, Hashable, Codable, Identifiable {
    public var id: VisitID
    public var probe: String
    public var location: String?
    public var persona: String?
    /// Which machine looked; a fleet has several.
    public var vantage: String
    /// Hash of the definition it was made by.
    public var definition: String
    /// Version of the examiners' rules as a whole.
    public var ruleSet: Int
    /// The schedule's slot; absent when somebody asked for the visit.
    public var slot: Int64?
    public var due: Timestamp
    public var started: Timestamp
    public var ended: Timestamp
    public var grade: Grade
    /// Why it is unknown; only with that grade.
    public var unknown: UnknownReason?
    /// More about `unknown` for the person who must act: what to allow-list, what was unusable.
    public var remark: String?
    public var touchpoints: [TouchpointResult]
    public var brokenStandards: [Standard]
    public var findings: [Finding]
    public var commendations: [Commendation]

    public init(
        id: VisitID, probe: String, location: String?, persona: String?, vantage: String, definition: String,
        ruleSet: Int,
        slot: Int64?, due: Timestamp, started: Timestamp, ended: Timestamp, grade: Grade, unknown: UnknownReason? = nil,
        remark: String? = nil, touchpoints: [TouchpointResult] = [], brokenStandards: [Standard] = [],
        findings: [Finding] = [], commendations: [Commendation] = []
    ) {
        self.id = id
        self.probe = probe
        self.location = location
        self.persona = persona
        self.vantage = vantage
        self.definition = definition
        self.ruleSet = ruleSet
        self.slot = slot
        self.due = due
        self.started = started
        self.ended = ended
        self.grade = grade
        self.unknown = unknown
        self.remark = remark
        self.touchpoints = touchpoints
        self.brokenStandards = brokenStandards
        self.findings = findings
        self.commendations = commendations
    }

    public var subject: Subject { Subject(probe: probe, location: location) }
    public var isLate: Bool { touchpoints.contains { $0.late } }
}

/// What visits, findings and incidents are kept for: a probe at a location.
public struct Subject: Sendable, Hashable, Codable, CustomStringConvertible {
    public var probe: String
    /// Nothing: the business as a whole.
    public var location: String?

    public init(probe: String, location: String? = nil) {
        self.probe = probe
        self.location = location
    }

    public var description: String { location.map { "\(probe) at \($0)" } ?? probe }
}

/// 26 characters of Crockford's base 32, sortable by the time of its making (the ULID form).
public struct VisitID: RawRepresentable, Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public var description: String { rawValue }
    public static func < (left: VisitID, right: VisitID) -> Bool { left.rawValue < right.rawValue }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    public static func make(at time: Timestamp, using generator: inout some RandomNumberGenerator) -> VisitID {
        var milliseconds = UInt64(clamping: time.microseconds / 1000)
        var bytes = [UInt8](repeating: 0, count: 26)
        for index in (0..<10).reversed() {
            bytes[index] = alphabet[Int(milliseconds & 31)]
            milliseconds >>= 5
        }
        var (high, low) = (generator.next() as UInt64, generator.next() as UInt64)
        for index in 10..<18 {
            bytes[index] = alphabet[Int(high & 31)]
            high >>= 5
        }
        for index in 18..<26 {
            bytes[index] = alphabet[Int(low & 31)]
            low >>= 5
        }
        return VisitID(rawValue: String(decoding: bytes, as: UTF8.self))
    }
}

/// Why the shopper could not judge: neither good nor bad.
public enum UnknownReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// Our own network was down.
    case blind
    /// A bot challenge, captcha, 403 or 429.
    case blocked
    /// A page of almost no text that loads scripts.
    case needsBrowser = "needs-browser"
    /// The daemon stopped in the middle.
    case interrupted
    /// The outcome of something sent is not known, and never will be.
    case outcomeUnknown = "outcome-unknown"
    /// A desk's budget was used up.
    case withheld
    /// The probe asked for something that cannot be done: a value missing, a query over its budget.
    case unusable
}

/// What happened at one touchpoint.
public struct TouchpointResult: Sendable, Hashable, Codable {
    public var name: String
    /// From 0, in the journey's order.
    public var index: Int
    /// Never graded, and left out when visits are judged.
    public var housekeeping: Bool
    public var grade: Grade
    public var started: Timestamp
    /// How long the customer waited: an exchange's total, or a wait's time to its event. Absent when it never came.
    public var took: Duration?
    /// The event happened between two looks that lie on either side of a limit.
    public var about: Bool = false
    public var late: Bool = false
    /// The promise as written (`4h of care`), if there is one.
    public var promise: String?
    /// How often a wait looked; 1 for an exchange.
    public var looks: Int = 1
    /// Headers left out.
    public var hops: [Hop] = []
    public var failure: ExchangeFailure?
    public var verdicts: [Verdict] = []
    /// SHA-256 of the body, hex, and its bytes.
    public var bodyHash: String?
    public var bodySize: Int = 0
    /// Our own loop was held: its time judges nobody.
    public var excused: Bool = false
    /// What examiners were to look at did not come: whatever they found before may still be there.
    public var unexamined: Bool?

    public init(name: String, index: Int, housekeeping: Bool, grade: Grade, started: Timestamp) {
        self.name = name
        self.index = index
        self.housekeeping = housekeeping
        self.grade = grade
        self.started = started
    }

    public var brokenVerdicts: [Verdict] { verdicts.filter { !$0.held } }
}
