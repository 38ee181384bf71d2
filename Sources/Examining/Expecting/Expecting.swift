public import Journey
import Reading

/// Holds a response against what a touchpoint expects of it, and takes from it what the touchpoint captures.
///
/// Whatever the response is, each expectation gets a verdict: one that could not be judged (a query over its budget, a template
/// without a value) is not held, and `Judgement.unusable` says why.
public struct Expecting {
    let reader: ResponseReader
    let scope: Scope
    let redaction: Redaction
    let now: Timestamp
    let zone: Zone

    /// - Parameters:
    ///   - scope: fills the templates of what is compared with.
    ///   - redaction: takes secrets out of everything that verdicts show.
    ///   - now: the wall clock, for the days a certificate has left.
    ///   - zone: of the location, for captured times that name none.
    public init(_ reader: ResponseReader, scope: Scope, redaction: Redaction, now: Timestamp, zone: Zone = .utc) {
        self.reader = reader
        self.scope = scope
        self.redaction = redaction
        self.now = now
        self.zone = zone
    }

    /// One verdict for each expectation, in their order.
    public func judge(_ expectations: [Expectation]) -> Judgement {
        var judgement = Judgement()
        for expectation in expectations {
            let outcome = outcome(of: expectation.check)
            if case .unusable(let problem) = outcome, judgement.unusable == nil {
                judgement.unusable = shown("\(expectation.place): `\(expectation.check.wording)`: \(problem)")
            }
            judgement.verdicts.append(
                Verdict(
                    expected: expectation.check.wording, held: outcome.held, saw: shown(outcome.saw),
                    line: expectation.place.line))
        }
        return judgement
    }

    /// What became of one expectation.
    enum Outcome {
        case held
        case broken(saw: String)
        /// It cannot be judged, which is not the business's fault.
        case unusable(String)

        var held: Bool { if case .held = self { true } else { false } }

        var saw: String {
            switch self {
            case .held: ""
            case .broken(let saw): saw
            case .unusable(let problem): problem
            }
        }
    }

    private func outcome(of check: Expectation.Check) -> Outcome {
        if let failure = reader.result.failure { return .broken(saw: failure.message) }
        do {
            return try judge(check)
        } catch {
            return .unusable("\(error)")
        }
    }

    private func judge(_ check: Expectation.Check) throws -> Outcome {
        switch check {
        case .status(let ranges):
            let status = reader.status ?? 0
            return ranges.contains { $0.contains(status) } ? .held : .broken(saw: "status \(status)")
        case .contains(let template):
            return try find(template) == nil ? .broken(saw: summary) : .held
        case .lacks(let template):
            guard let excerpt = try find(template) else { return .held }
            return .broken(saw: "“\(excerpt)”")
        case .regex(let text):
            return try Queries.patterns[text].firstMatch(in: reader.text) == nil ? .broken(saw: summary) : .held
        case .header(let name, let matcher):
            let values = reader.headers.all(named: name)
            return try match(.texts(values), matcher, missing: "no header `\(name)`")
        case .url(let matcher):
            return try match(.texts([reader.url]), matcher, missing: "no address")
        case .xpath(let query, let matcher):
            return try match(select(xpath: query), matcher, missing: missing)
        case .jsonpath(let query, let matcher):
            switch try select(jsonPath: query) {
            case .success(let values): return try match(values, matcher, missing: missing)
            case .failure(let error): return .broken(saw: notJSON(error))
            }
        case .certificate(let days):
            return judgeCertificate(days: days)
        case .size(let least, let most):
            let size = reader.body.count
            return size >= least ?? 0 && size <= most ?? .max ? .held : .broken(saw: "\(size) bytes")
        case .sha256(let hash):
            return reader.bodyHash == hash.lowercased() ? .held : .broken(saw: "sha256 \(reader.bodyHash)")
        }
    }

    private func judgeCertificate(days: Int) -> Outcome {
        guard let certificate = reader.result.last?.certificate else {
            return .broken(saw: "no certificate: \(reader.url) is not read over https")
        }
        let left = certificate.daysLeft(at: now)
        return left >= days ? .held : .broken(saw: "\(left) days left")
    }

    // MARK: What is there instead

    private var missing: String { (200...299).contains(reader.status ?? 0) ? "nothing there" : summary }

    /// The response in a few words, for an expectation about its text.
    private var summary: String {
        let status = reader.status ?? 0
        guard (200...299).contains(status) else { return "status \(status)" }
        guard !reader.body.isEmpty else { return "an empty body" }
        if reader.isHTML {
            if let title = reader.page.title { return "a page titled “\(title)” without it" }
            return "a page without it: “\(reader.page.visibleText.first?.text ?? "")”"
        }
        return reader.text.quoted(atMost: 120)
    }

    /// Short, free of secrets, and safe to show anywhere.
    func shown(_ text: String) -> String {
        text.isEmpty ? text : redaction.apply(text).escapedForDisplay(maxLength: 200)
    }
}

/// The verdicts on a response.
public struct Judgement: Sendable, Hashable {
    public var verdicts: [Verdict] = []
    /// Why an expectation could not be judged, for the person who must act: the visit is then unknown, *unusable*.
    public var unusable: String?

    public var allHeld: Bool { verdicts.allSatisfy(\.held) }
}

extension Certificate {
    /// Whole days until the first certificate of the chain ends; negative when one has ended.
    func daysLeft(at now: Timestamp) -> Int {
        let microseconds = min(notAfter, chainNotAfter).microseconds - now.microseconds
        return Int((Double(microseconds) / 86_400_000_000).rounded(.down))
    }
}
