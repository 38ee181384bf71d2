public import Journey

/// What an examiner says of a page: what it found, and what it would have to know besides.
///
/// It holds whatever the day and wherever in a journey the page is met, so that it can be remembered with the page.
public struct Examination: Sendable, Hashable {
    public var findings: [PageFinding] = []
    public var questions: [Question] = []

    public init(findings: [PageFinding] = [], questions: [Question] = []) {
        self.findings = findings
        self.questions = questions
    }

    mutating func add(_ other: Examination) {
        findings += other.findings
        questions += other.questions
    }
}

/// A finding of a page, before it is known at which touchpoint.
public struct PageFinding: Sendable, Hashable {
    public var code: String
    public var severity: Severity
    /// One sentence for people, safe to show.
    public var says: String
    public var evidence: Evidence
    public var ruleVersion: Int
    /// What makes it the same mistake on the next visit.
    public var identity: String
    /// The first day on which it is a mistake; nil when it always is.
    public var from: Day?

    init(
        _ examiner: some PageExaminer, _ severity: Severity = .defect, says: String, evidence: Evidence,
        identity: String,
        from: Day? = nil
    ) {
        code = examiner.code
        self.severity = severity
        self.says = says.escapedForDisplay(maxLength: 300)
        self.evidence = evidence
        ruleVersion = examiner.ruleVersion
        self.identity = identity
        self.from = from
    }

    func holds(on day: Day) -> Bool { from.map { $0 <= day } ?? true }

    func finding(touchpoint: String, owner: String?) -> Finding {
        Finding(
            code: code, severity: severity, touchpoint: touchpoint, owner: owner, says: says, evidence: evidence,
            rule: code,
            ruleVersion: ruleVersion, identity: identity)
    }
}
