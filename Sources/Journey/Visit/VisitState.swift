/// A visit under way: all that is needed to go on with it in another process, on another day.
///
/// It is stored as JSON with its version; every version ever released stays readable. Secrets are never in it: captures that
/// came out of a secret are the business's own words.
public struct VisitState: Sendable, Hashable, Codable {
    public static let currentVersion = 1

    public var version = VisitState.currentVersion
    public var id: VisitID
    public var probe: String
    public var location: String?
    public var persona: String?
    public var vantage: String
    public var definition: String
    /// `--set` values.
    public var settings: [String: String] = [:]
    public var slot: Int64?
    public var due: Timestamp
    public var started: Timestamp
    /// The reference by which what we sent can be found again.
    public var mark: String
    public var stage = Stage.journey
    /// Index of the touchpoint that is next or under way.
    public var position = 0
    public var captures: [String: String] = [:]
    public var cookies: [String] = []
    /// Where each capture came from, so that a relative reference can be resolved.
    public var captureOrigins: [String: String] = [:]
    public var results: [TouchpointResult] = []
    public var findings: [Finding] = []
    public var commendations: [Commendation] = []
    /// Something unsafe has gone out: housekeeping is owed.
    public var sent = false
    public var wait: Wait?
    /// When the customer's last word or act was over: waits are counted from here.
    public var lastAct: Timestamp
    /// An unsafe exchange has been committed to and its outcome is not yet known.
    public var intent: Intent?
    /// The visit's mark is being looked for, because the outcome of an unsafe exchange is not known.
    public var search: Search?
    /// It went on in a copy of the ledger that was adopted: what it was to send may have been sent by the other one.
    public var adopted: Bool?
    /// Asked for by somebody who may not know them, with a file or settings of their own.
    public var withoutSecrets: Bool?
    public var unknown: UnknownReason?
    public var remark: String?

    public init(
        id: VisitID, probe: String, location: String?, persona: String?, vantage: String, definition: String,
        slot: Int64?,
        due: Timestamp, started: Timestamp, mark: String
    ) {
        self.id = id
        self.probe = probe
        self.location = location
        self.persona = persona
        self.vantage = vantage
        self.definition = definition
        self.slot = slot
        self.due = due
        self.started = started
        self.mark = mark
        lastAct = started
    }

    /// By a person, and not by a schedule: its probe need not be in the configuration.
    public var isAskedFor: Bool { slot == nil }

    public enum Stage: String, Sendable, Hashable, Codable {
        case journey, housekeeping, finished
    }

    public struct Wait: Sendable, Hashable, Codable {
        public var since: Timestamp
        public var looks = 0
        /// The last look at which the event had not happened.
        public var lastLookWithout: Timestamp
        public var nextLook: Timestamp
        /// When the promise lapses; nothing without a promise.
        public var promised: Timestamp?
        /// When the customer gives up.
        public var givesUp: Timestamp

        public init(since: Timestamp, promised: Timestamp?, givesUp: Timestamp, nextLook: Timestamp) {
            self.since = since
            lastLookWithout = since
            self.promised = promised
            self.givesUp = givesUp
            self.nextLook = nextLook
        }
    }

    public struct Search: Sendable, Hashable, Codable {
        public var touchpoint: Int
        public var since: Timestamp
        public var until: Timestamp
        /// What is known of the exchange that went wrong; nothing after a crash.
        public var failure: ExchangeFailure?

        public init(touchpoint: Int, since: Timestamp, until: Timestamp, failure: ExchangeFailure?) {
            self.touchpoint = touchpoint
            self.since = since
            self.until = until
            self.failure = failure
        }
    }

    public struct Intent: Sendable, Hashable, Codable {
        public var touchpoint: Int
        public var at: Timestamp

        public init(touchpoint: Int, at: Timestamp) {
            self.touchpoint = touchpoint
            self.at = at
        }
    }
}

/// What Shopping saw when it performed an exchange, already read and judged: all the visit machine needs to know of it.
public struct Observation: Sendable, Hashable {
    public var started: Timestamp
    public var took: Duration
    public var hops: [Hop] = []
    public var failure: ExchangeFailure?
    public var verdicts: [Verdict] = []
    /// Verdicts of `until:`; empty on exchanges that are no wait.
    public var untilVerdicts: [Verdict] = []
    public var captures: [String: String] = [:]
    public var captureOrigin: String?
    public var findings: [Finding] = []
    public var commendations: [Commendation] = []
    /// The business did not let the shopper in, or the page needs a browser.
    public var turnedAway: UnknownReason?
    public var remark: String?
    public var bodyHash: String?
    public var bodySize = 0
    public var excused = false
    /// Our own network was down: it says nothing about the business.
    public var isOurs = false
    /// What examiners were to look at did not come.
    public var unexamined = false
    public var cookies: [String] = []

    public init(started: Timestamp, took: Duration) {
        self.started = started
        self.took = took
    }
}
