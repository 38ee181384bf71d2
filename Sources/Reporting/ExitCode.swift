public import Journey

/// What a command leaves to whoever called it: the codes of the Monitoring Plugins (DESIGN §8).
public enum ExitCode: Int32, Sendable, Hashable, CaseIterable {
    /// Satisfactory or delighted; done.
    case good = 0
    case mediocre = 1
    case bad = 2
    /// Unknown, withheld, still waiting or unusable; not done.
    case unknown = 3

    public init(_ grade: Grade) {
        self =
            switch grade {
            case .satisfactory, .delighted: .good
            case .mediocre: .mediocre
            case .bad: .bad
            case .unknown: .unknown
            }
    }

    /// Of a visit asked for: the last thing that was heard of it.
    public init(_ progress: VisitProgress?) {
        if case .finished(let visit) = progress { self.init(visit.grade) } else { self = .unknown }
    }

    /// Of `status`.
    /// - Parameter probe: of this probe; of the business without.
    public init(_ document: StatusDocument, probe: String? = nil, limits: StandingLimits = .usual, at now: Timestamp) {
        guard document.staleness(at: now) == nil,
            let standing = probe.map(document.standing(ofProbe:)) ?? document.business
        else {
            self = .unknown
            return
        }
        self.init(standing, last: document.lastVisit(ofProbe: probe)?.grade, limits: limits)
    }

    /// By the score; under 12 graded visits, by the last one.
    public init(_ standing: StandingView, last: Grade?, limits: StandingLimits = .usual) {
        guard let score = standing.score else {
            self = last.map(ExitCode.init) ?? .unknown
            return
        }
        self = score >= limits.good ? .good : score >= limits.mediocre ? .mediocre : .bad
    }

    /// As monitoring plugins say it.
    public var word: String {
        switch self {
        case .good: "OK"
        case .mediocre: "WARNING"
        case .bad: "CRITICAL"
        case .unknown: "UNKNOWN"
        }
    }
}

/// From which standing on `status` is content.
public struct StandingLimits: Sendable, Hashable {
    public var good: Double
    public var mediocre: Double

    /// - Parameters:
    ///   - good: exit 0 from this score on.
    ///   - mediocre: exit 1 from this score on.
    public init(good: Double, mediocre: Double) {
        self.good = good
        self.mediocre = mediocre
    }

    public static let usual = StandingLimits(good: 50, mediocre: 0)
}
