/// The page examiners: each is one file, and one line here.
public enum Examiners {
    public static let all: [any PageExaminer] = [
        StaleYear(),
        ExpiredOffer(),
        MissingTitle(),
        Placeholder(),
        MixedContent(),
        Soft404(),
        BeforeTheBeginning(),
        DeadLink(),
        CertificateNearExpiry(),
    ]

    /// Changes whenever a rule does, or one is added.
    public static let ruleSetVersion = all.reduce(0) { $0 + $1.ruleVersion }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// What can be said of the page for good: everything but its certificates.
    static func examineText(_ evidence: PageEvidence) -> Examination {
        var examination = Examination()
        guard evidence.isPage else { return examination }
        for examiner in all where !examiner.dependsOn.contains(.certificate) {
            examination.add(examiner.examine(evidence))
        }
        return examination
    }

    /// What has to be judged at every visit; needs no parse.
    static func examineMoment(_ evidence: PageEvidence) -> Examination {
        var examination = Examination()
        for examiner in all where examiner.dependsOn.contains(.certificate) {
            examination.add(examiner.examine(evidence))
        }
        return examination
    }

    /// Everything that examiners say of a page, nothing remembered.
    public static func examine(_ evidence: PageEvidence) -> Examination {
        var examination = examineText(evidence)
        examination.add(examineMoment(evidence))
        return examination
    }

    /// What an answer shows, by the examiner that asked.
    public static func judge(_ answer: Answer, to question: Question) -> [PageFinding] {
        byCode[question.examiner]?.judge(answer, to: question) ?? []
    }
}
