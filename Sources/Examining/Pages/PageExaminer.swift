/// Looks at a page for one kind of mistake. A value without state: what it returns depends on what it is given alone.
public protocol PageExaminer: Sendable {
    /// The mistake's code, which is also the rule's name.
    var code: String { get }
    /// Raised whenever the same evidence could be judged otherwise.
    var ruleVersion: Int { get }
    var dependsOn: Dependencies { get }

    func examine(_ evidence: PageEvidence) -> Examination
    /// What the answer to a question of its own shows. The answer may have been given when another page asked.
    func judge(_ answer: Answer, to question: Question) -> [PageFinding]
}

extension PageExaminer {
    public func judge(_ answer: Answer, to question: Question) -> [PageFinding] { [] }
}

/// What a finding depends on, which decides how long it may be remembered.
public struct Dependencies: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The page and its address.
    public static let text = Dependencies(rawValue: 1)
    /// Also the day; the finding says from which day on it holds.
    public static let date = Dependencies(rawValue: 2)
    /// The certificates met on the way: judged at every visit.
    public static let certificate = Dependencies(rawValue: 4)
    /// What other addresses answer, which is believed for a day.
    public static let otherAddresses = Dependencies(rawValue: 8)
}
