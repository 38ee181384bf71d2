/// The score of a probe, location, owner or business over a period, −100 to +100 (DESIGN §6).
///
/// Standing = 100 × (g − 10 b) ÷ (g + m + 10 b) of the shares of good, mediocre and bad visits: one bad visit undoes ten good
/// ones, exactly. Shares are taken probe by probe and never pooled, or a page visited each minute would drown every complaint.
public struct Standing: Sendable, Hashable, Codable {
    /// Under this many graded visits the counts are shown, not a figure.
    public static let fewest = 12

    /// Nothing without a graded visit.
    public var score: Double?
    /// 95 % interval of the score.
    public var interval: ClosedRange<Double>?
    public var counts: GradeCounts
    /// The probe with the lowest score.
    public var worst: String?

    public var isFigure: Bool { counts.graded >= Standing.fewest }

    public init(_ members: [Member]) {
        counts = members.reduce(into: GradeCounts()) { $0.add($1.counts) }
        let graded = members.filter { $0.counts.graded > 0 }
        let probes = Dictionary(grouping: graded, by: \.probe).sorted { $0.key < $1.key }
        let shares = probes.map { Shares(probe: $0.key, members: $0.value) }
        score = Shares.score(shares)
        interval = Shares.interval(shares)
        worst = shares.min { ($0.score, $0.probe) < ($1.score, $1.probe) }?.probe
    }

    /// One probe at one location.
    public struct Member: Sendable, Hashable {
        public var probe: String
        public var weight: Double
        public var counts: GradeCounts

        public init(probe: String, weight: Double = 1, counts: GradeCounts) {
            self.probe = probe
            self.weight = weight
            self.counts = counts
        }
    }
}

/// How many visits had each grade.
public struct GradeCounts: Sendable, Hashable, Codable {
    public var bad = 0
    public var mediocre = 0
    public var satisfactory = 0
    public var delighted = 0
    public var unknown = 0

    public init(bad: Int = 0, mediocre: Int = 0, satisfactory: Int = 0, delighted: Int = 0, unknown: Int = 0) {
        self.bad = bad
        self.mediocre = mediocre
        self.satisfactory = satisfactory
        self.delighted = delighted
        self.unknown = unknown
    }

    public var good: Int { satisfactory + delighted }
    public var graded: Int { good + mediocre + bad }
    public var all: Int { graded + unknown }

    public mutating func count(_ grade: Grade) {
        switch grade {
        case .bad: bad += 1
        case .mediocre: mediocre += 1
        case .satisfactory: satisfactory += 1
        case .delighted: delighted += 1
        case .unknown: unknown += 1
        }
    }

    public mutating func add(_ other: GradeCounts) {
        bad += other.bad
        mediocre += other.mediocre
        satisfactory += other.satisfactory
        delighted += other.delighted
        unknown += other.unknown
    }
}

/// The mean over a probe's locations of what its visits were like there.
private struct Shares {
    let probe: String
    let weight: Double
    /// g − 10 b and g + m + 10 b, divided by counts last, so that ten good and one bad are exactly 0.
    let numerator: Double
    let denominator: Double
    /// Variances and covariance of the two, for the interval.
    let varianceOfNumerator: Double
    let varianceOfDenominator: Double
    let covariance: Double

    init(probe: String, members: [Standing.Member]) {
        self.probe = probe
        weight = members[0].weight
        let places = Double(members.count)
        var sums = (n: 0.0, d: 0.0, vn: 0.0, vd: 0.0, c: 0.0)
        for member in members {
            let counts = member.counts
            let total = Double(counts.graded)
            sums.n += Double(counts.good - 10 * counts.bad) / total
            sums.d += Double(counts.good + counts.mediocre + 10 * counts.bad) / total
            let spread = Self.spread(counts)
            sums.vn += spread.numerator / (places * places)
            sums.vd += spread.denominator / (places * places)
            sums.c += spread.covariance / (places * places)
        }
        numerator = sums.n / places
        denominator = sums.d / places
        (varianceOfNumerator, varianceOfDenominator, covariance) = (sums.vn, sums.vd, sums.c)
    }

    var score: Double { 100 * numerator / denominator }

    /// Multinomial variances of the two means, each grade's count raised by a half (Jeffreys' prior), so that twelve good
    /// visits out of twelve do not claim certainty.
    private static func spread(_ counts: GradeCounts) -> (numerator: Double, denominator: Double, covariance: Double) {
        let total = Double(counts.graded) + 1.5
        let shares = [Double(counts.good), Double(counts.mediocre), Double(counts.bad)].map { ($0 + 0.5) / total }
        let (up, down) = ([1.0, 0.0, -10.0], [1.0, 1.0, 10.0])
        func mean(_ a: [Double]) -> Double { zip(shares, a).reduce(0) { $0 + $1.0 * $1.1 } }
        func product(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 * $1 } }
        return (
            (mean(product(up, up)) - mean(up) * mean(up)) / total,
            (mean(product(down, down)) - mean(down) * mean(down)) / total,
            (mean(product(up, down)) - mean(up) * mean(down)) / total
        )
    }

    static func score(_ shares: [Shares]) -> Double? {
        let all = total(shares)
        return all.weight > 0 ? 100 * all.numerator / all.denominator : nil
    }

    /// The delta method for a ratio of two means (Casella & Berger, §5.5.4), cut to what a standing can be.
    static func interval(_ shares: [Shares]) -> ClosedRange<Double>? {
        let all = total(shares)
        guard all.weight > 0 else { return nil }
        let ratio = all.numerator / all.denominator
        var variance = 0.0
        for share in shares {
            let part = share.weight / all.weight
            variance +=
                part * part
                * (share.varianceOfNumerator - 2 * ratio * share.covariance + ratio * ratio
                    * share.varianceOfDenominator)
        }
        let mean = all.denominator / all.weight
        let half = 1.96 * 100 * (max(variance, 0) / (mean * mean)).squareRoot()
        return max(-100, 100 * ratio - half)...min(100, 100 * ratio + half)
    }

    private static func total(_ shares: [Shares]) -> (weight: Double, numerator: Double, denominator: Double) {
        shares.reduce(into: (0, 0, 0)) { sum, share in
            sum.weight += share.weight
            sum.numerator += share.weight * share.numerator
            sum.denominator += share.weight * share.denominator
        }
    }
}
