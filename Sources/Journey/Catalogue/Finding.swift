/// One observed mistake.
public struct Finding: Sendable, Hashable, Codable {
    /// The mistake's code (`late`), and the sub-code where it has some (`cue-to-quality` / `stale-year`).
    public var code: String
    public var severity: Severity
    public var touchpoint: String
    public var owner: String?
    /// One sentence for people, free of secrets and of control characters.
    public var says: String
    public var evidence: Evidence
    /// Which rule judged, and its version: raised whenever the same evidence could be judged otherwise.
    public var rule: String
    public var ruleVersion: Int
    /// The same mistake at the same place has the same fingerprint on every visit (16 hex digits).
    public var fingerprint: String

    /// - Parameter identity: what makes it the same mistake on the next visit (an address, a word), free of anything that
    ///   changes from visit to visit.
    public init(
        code: String, severity: Severity, touchpoint: String, owner: String? = nil, says: String, evidence: Evidence,
        rule: String, ruleVersion: Int, identity: String
    ) {
        self.code = code
        self.severity = severity
        self.touchpoint = touchpoint
        self.owner = owner
        self.says = says
        self.evidence = evidence
        self.rule = rule
        self.ruleVersion = ruleVersion
        fingerprint = StableHash.hex("\(code)\u{0}\(touchpoint)\u{0}\(identity)")
    }
}

public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    /// Shown, graded, alertable.
    case defect
    /// Listed on request.
    case suspect
    /// A number over time.
    case trend
}

/// What shows that a finding is so.
public struct Evidence: Sendable, Hashable, Codable {
    /// The address where it was seen, secrets removed.
    public var url: String?
    /// The text it is about, at most 300 characters.
    public var excerpt: String?
    /// Where in the page: an element path, a header's name.
    public var path: String?
    /// Line of the body, from 1.
    public var line: Int?

    public init(url: String? = nil, excerpt: String? = nil, path: String? = nil, line: Int? = nil) {
        self.url = url
        self.excerpt = excerpt
        self.path = path
        self.line = line
    }
}

/// One observed delight.
public struct Commendation: Sendable, Hashable, Codable {
    public var code: String
    public var touchpoint: String
    public var says: String
    public var evidence: Evidence

    public init(code: String, touchpoint: String, says: String, evidence: Evidence) {
        self.code = code
        self.touchpoint = touchpoint
        self.says = says
        self.evidence = evidence
    }
}
