public import Journey
import Reading

/// Something that an examiner has to know and cannot see on the page: what another address answers.
///
/// Whoever asks carries no cookies, no credentials and no persona (DESIGN §5), follows redirects, and may reach public addresses
/// and the probe's own origins only.
public struct Question: Sendable, Hashable {
    /// The code of the examiner that asks.
    public var examiner: String
    /// An absolute `http` or `https` address without a fragment.
    public var address: String
    public var wants: Wants
    /// Whether a GET does no harm there: no query, no path that acts.
    public var mayGet: Bool
    /// The finding that a bad answer is, but for what the answer adds.
    public var evidence: Evidence
    /// What the examiner has to know again when it judges the answer.
    var about: String
    /// Asked first when not all can be.
    public var isOnSameSite: Bool

    public enum Wants: Sendable, Hashable {
        /// Whether somebody answers: HEAD first.
        case presence
        /// The page itself: GET.
        case page
    }

    public var firstMethod: String { wants == .page ? "GET" : "HEAD" }

    /// The method to ask with once more, after a HEAD that did not settle it: servers that answer HEAD wrongly are common. Nil when
    /// the answer stands.
    public func nextMethod(after result: ExchangeResult) -> String? {
        guard wants == .presence, mayGet, result.hops.first?.method == "HEAD" else { return nil }
        guard let status = result.status else {
            return result.failure.map { [.closed, .malformed].contains($0.kind) } == true ? "GET" : nil
        }
        return status >= 400 && status != 429 ? "GET" : nil
    }
}

/// What an address answered, as little of it as judging needs.
public struct Answer: Sendable, Hashable {
    public var question: Question
    /// Of the last hop; nil without a whole response.
    public var status: Int?
    /// The address after all redirects.
    public var finalAddress: String
    public var failure: ExchangeFailure?
    public var method: String
    /// Of the page that was read.
    var title: String?
    var saysNotFound: Bool
    var needsBrowser: Bool

    public init(_ question: Question, _ result: ExchangeResult) {
        self.question = question
        status = result.status
        finalAddress = result.last?.url ?? question.address
        failure = result.failure
        method = result.hops.first?.method ?? question.firstMethod
        let reader = ResponseReader(result)
        let reads = question.wants == .page && result.status != nil && reader.isHTML && !reader.body.isEmpty
        title = reads ? reader.page.title : nil
        saysNotFound = reads && NotFoundWords.speak(in: reader.page)
        needsBrowser = reads && TurnedAway.needsBrowser(reader.page)
    }

    var address: WebAddress? { WebAddress(finalAddress) }
}
