import Examining
import Journey
import Transfer

/// Asks what examiners want to know of other addresses, as a stranger: without cookies, credentials or persona.
///
/// Bounded in time, so that one page with many dead links does not hold its visit up for minutes.
struct Inquiries: Sendable {
    private let transfer: Transfer
    private let timepiece: any Timepiece
    private let manners: Manners
    private let allowPrivate: [String]
    private let userAgent: String?

    /// How many addresses are asked at once, how long one may take, and when no more are begun.
    private static let atOnce = 6
    private static let patience = Duration.seconds(8)
    private static let inAll = Duration.seconds(30)

    init(transfer: Transfer, timepiece: any Timepiece, manners: Manners, configuration: Configuration) {
        self.transfer = transfer
        self.timepiece = timepiece
        self.manners = manners
        allowPrivate = configuration.allowPrivate
        userAgent = configuration.defaults.userAgent ?? RequestMaker.usualUserAgent
    }

    /// - Parameter origins: those written in the probe file; every other address must be public.
    /// - Returns: an answer for each question that was asked in time.
    func answers(to questions: [Question], origins: Set<Origin>) async -> [Answer] {
        guard !questions.isEmpty else { return [] }
        let session = transfer.session()
        defer { session.close() }
        let end = timepiece.monotonic() + Self.inAll
        var waiting = questions.sorted { $0.isOnSameSite && !$1.isOnSameSite }[...]
        return await withTaskGroup(of: Answer?.self) { group in
            var answers: [Answer] = []
            for _ in 0..<Self.atOnce {
                guard let question = waiting.popFirst() else { break }
                group.addTask { await answer(to: question, over: session, origins: origins) }
            }
            for await answer in group {
                if let answer { answers.append(answer) }
                guard timepiece.monotonic() < end, !Task.isCancelled, let question = waiting.popFirst() else {
                    continue
                }
                group.addTask { await self.answer(to: question, over: session, origins: origins) }
            }
            return answers
        }
    }

    private func answer(to question: Question, over session: TransferSession, origins: Set<Origin>) async -> Answer? {
        var result = await ask(question, method: question.firstMethod, over: session, origins: origins)
        if let next = question.nextMethod(after: result) {
            result = await ask(question, method: next, over: session, origins: origins)
        }
        // What we were stopped in asking is asked again; what cannot be asked is noted, or it would be tried at every visit.
        if let kind = result.failure?.kind, [.cancelled, .own].contains(kind) { return nil }
        return Answer(question, result)
    }

    private func ask(
        _ question: Question, method: String, over session: TransferSession, origins: Set<Origin>
    ) async -> ExchangeResult {
        var request = ExchangeRequest(method: method, url: question.address)
        request.patience = Self.patience
        request.sizeLimit = 1_000_000
        request.userAgent = userAgent
        request.reach = Reach(origins: origins, allowPrivate: allowPrivate)
        let host = Origin(address: question.address)?.host ?? question.address
        return await manners.atHost(host) { [request] in await session.perform(request) }
    }
}
