public import Journey
import Reading
import Synchronization

/// Examines pages, and knows the ones it has examined: a page that has not changed is not examined again, nor one in which only
/// tokens (nonces, CSRF fields, hashed asset names) have. Also keeps what other addresses answered.
///
/// One for the whole daemon; usable from any thread. What it knows is bounded, and lost at its end: everything can be seen again.
///
/// For each examined page: `examine`, then ask what `due` says, `note` each answer, and take the `findings`.
public final class ExaminationMemory: Sendable {
    private struct State {
        var pages: BoundedMemory<PageKey, Examination>
        /// Where a body stands in `pages`: the same page has another body whenever its tokens change.
        var bodies: BoundedMemory<PageKey, PageKey>
        var answers: BoundedMemory<AnswerKey, Remembered>
    }

    /// A hash, and what else the same bytes could be judged otherwise by.
    private struct PageKey: Hashable {
        var hash: String
        var url: String
        var language: String?
        var circumstances: String
    }

    private struct AnswerKey: Hashable {
        var examiner: String
        var address: String
    }

    /// A class, so that looking at hundreds of answers copies none.
    private final class Remembered: Sendable {
        let answer: Answer
        let at: Timestamp

        init(answer: Answer, at: Timestamp) {
            self.answer = answer
            self.at = at
        }
    }

    /// How long an answer is believed before it is asked for again.
    public static let answersAreFreshFor = Duration.hours(24)
    /// Addresses asked at most for one page at one visit.
    public static let questionsAtOnce = 30

    private let state: Mutex<State>

    /// - Parameter capacity: bytes, roughly.
    public init(capacity: Int = 48_000_000) {
        state = Mutex(
            State(
                pages: BoundedMemory(capacity: capacity / 2), bodies: BoundedMemory(capacity: capacity / 8),
                answers: BoundedMemory(capacity: capacity / 8 * 3)))
    }

    // MARK: The page

    /// What examiners say of the page, remembered where it can be.
    public func examine(_ evidence: PageEvidence) -> Examination {
        var examination = text(of: evidence)
        let moment = Examiners.examineMoment(evidence)
        // Adding nothing would copy what is remembered.
        if !moment.findings.isEmpty { examination.findings += moment.findings }
        return examination
    }

    private func text(of evidence: PageEvidence) -> Examination {
        guard evidence.isPage else { return Examination() }
        let body = key(evidence.reader.bodyHash, evidence)
        let known = state.withLock { state in
            state.bodies.value(of: body).flatMap { state.pages.value(of: $0) }
        }
        if let known { return known }
        guard let fingerprint = try? evidence.page.fingerprintWithoutTokens().hex else {
            return Examiners.examineText(evidence)
        }
        let page = key(fingerprint, evidence)
        if let known = state.withLock({ $0.pages.value(of: page) }) {
            state.withLock { $0.bodies.remember(page, as: body, weight: 500) }
            return known
        }
        let examination = Examiners.examineText(evidence)
        state.withLock { state in
            state.bodies.remember(page, as: body, weight: 500)
            state.pages.remember(examination, as: page, weight: examination.weight)
        }
        return examination
    }

    private func key(_ hash: String, _ evidence: PageEvidence) -> PageKey {
        let policy = evidence.reader.headers.first(named: "Content-Security-Policy") ?? ""
        let circumstances =
            "\(Examiners.ruleSetVersion) \(evidence.reader.status ?? 0) \(evidence.isEntrance) "
            + (policy.contains("upgrade-insecure-requests") ? "upgrades" : "")
        return PageKey(
            hash: hash, url: evidence.reader.url, language: evidence.locationLanguage, circumstances: circumstances)
    }

    // MARK: Questions

    /// The questions to ask now: those never asked, then those whose answers are a day old, on the same site first.
    ///
    /// - Parameter open: fingerprints of findings that are open at this touchpoint; what they are about is asked first, so that
    ///   nothing is taken for fixed because it was not looked at.
    public func due(_ examination: Examination, touchpoint: String, open: Set<String> = [], at now: Timestamp)
        -> [Question]
    {
        guard !examination.questions.isEmpty else { return [] }
        let known = known(examination.questions)
        var ranked: [(rank: Int, age: Int64, question: Question)] = []
        for (question, known) in zip(examination.questions, known) {
            if let known, now - known.at < Self.answersAreFreshFor { continue }
            let isOpen = !open.isEmpty && open.contains(Self.fingerprint(question, touchpoint: touchpoint))
            let rank = isOpen ? 0 : question.examiner == "dead-link" ? (question.isOnSameSite ? 2 : 3) : 1
            ranked.append((rank, known?.at.microseconds ?? .min, question))
        }
        // Stable: of the same rank and age in the page's order.
        let order = ranked.indices.sorted { one, other in
            let (a, b) = (ranked[one], ranked[other])
            if a.rank != b.rank { return a.rank < b.rank }
            return a.age == b.age ? one < other : a.age < b.age
        }
        return order.prefix(Self.questionsAtOnce).map { ranked[$0].question }
    }

    /// Keeps an answer. One that says nothing (a time-out, our own network) takes no place of one that said something.
    public func note(_ answer: Answer, at now: Timestamp) {
        state.withLock { state in
            let key = Self.key(answer.question)
            if let failure = answer.failure, failure.mayBeOurs, failure.kind != .lookup,
                let known = state.answers.value(of: key)
            {
                state.answers.remember(Remembered(answer: known.answer, at: now), as: key, weight: 1_000)
            } else {
                state.answers.remember(Remembered(answer: answer, at: now), as: key, weight: 1_000)
            }
        }
    }

    // MARK: Findings

    /// Everything found on the page as of today, answers included.
    public func findings(
        _ examination: Examination, on today: Day, touchpoint: String, owner: String? = nil
    ) -> [Finding] {
        var findings = examination.findings.filter { $0.holds(on: today) }
        for (question, known) in zip(examination.questions, known(examination.questions)) {
            if let known { findings += Examiners.judge(known.answer, to: question) }
        }
        return findings.map { $0.finding(touchpoint: touchpoint, owner: owner) }
    }

    private func known(_ questions: [Question]) -> [Remembered?] {
        state.withLock { state in questions.map { state.answers.value(of: Self.key($0)) } }
    }

    private static func key(_ question: Question) -> AnswerKey {
        AnswerKey(examiner: question.wants == .page ? question.examiner : "", address: question.address)
    }

    /// Of the finding that a bad answer to a link's question is.
    private static func fingerprint(_ question: Question, touchpoint: String) -> String {
        StableHash.hex("\(question.examiner)\u{0}\(touchpoint)\u{0}\(question.address)")
    }
}

extension Examination {
    /// Bytes, roughly.
    fileprivate var weight: Int {
        500 + findings.count * 800 + questions.reduce(0) { $0 + 250 + $1.address.utf8.count + $1.about.utf8.count }
    }
}
