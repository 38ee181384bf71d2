public import Journey

/// How something stands over a period. Under 12 graded visits there are counts and no figure (DESIGN §6).
public struct StandingView: Sendable, Hashable, Codable {
    /// −100…100.
    @OrNull public var score: Double?
    /// Ends of the score's 95 % interval.
    @OrNull public var low: Double?
    @OrNull public var high: Double?
    /// Visits with a grade other than unknown.
    public var graded: Int
    public var bad: Int
    public var mediocre: Int
    public var satisfactory: Int
    public var delighted: Int
    public var unknown: Int
    /// The probe that stands lowest.
    @OrNull public var worst: String?

    public init(_ standing: Standing) {
        let counts = standing.counts
        score = standing.isFigure ? standing.score : nil
        low = standing.isFigure ? standing.interval?.lowerBound : nil
        high = standing.isFigure ? standing.interval?.upperBound : nil
        graded = counts.graded
        bad = counts.bad
        mediocre = counts.mediocre
        satisfactory = counts.satisfactory
        delighted = counts.delighted
        unknown = counts.unknown
        worst = standing.worst
    }

    public var counts: GradeCounts {
        GradeCounts(bad: bad, mediocre: mediocre, satisfactory: satisfactory, delighted: delighted, unknown: unknown)
    }
}
