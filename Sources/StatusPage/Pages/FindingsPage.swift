internal import Journey
internal import Reporting

/// `/findings`: what is wrong, the worst harm first.
struct FindingsPage {
    var frame: Frame
    var about: String
    var findings: [FindingCard]
    var more: String?

    private static let most = 200

    init(_ findings: [FindingView], asked: [String], foot: String, now: Timestamp) {
        frame = Frame(title: "Findings", foot: foot)
        about =
            asked.isEmpty
            ? "Everything that stands open, the worst harm first." : "Only \(asked.joined(separator: ", "))."
        self.findings = findings.worstFirst.prefix(Self.most).map { FindingCard($0, now: now) }
        more =
            findings.count > Self.most
            ? "and \(findings.count - Self.most) more: `undercover findings` lists them all" : nil
    }

    static let template = """
        <section class="hero"><h1>Findings</h1><p class="faint">{{about}}</p></section>
        <section>\(FindingCard.template){{#more}}<p class="faint">{{more}}</p>{{/more}}</section>

        """
}

/// What is shown in place of a page that cannot be.
struct ProblemPage {
    var frame: Frame
    var says: String

    init(_ says: String) {
        frame = Frame(title: "Not here", foot: "")
        self.says = says
    }

    static let template = """
        <section class="hero"><h1>Not here</h1><p>{{says}}</p><p><a href="/">Overview</a></p></section>

        """
}
