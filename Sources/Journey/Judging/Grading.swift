/// From what was seen to a grade (DESIGN §6). Pure, and total: every combination has an answer.
public enum Grading {
    /// How the time at a touchpoint compares with what was promised there.
    public enum Timing: Sendable, Hashable {
        case delightful, kept, late
        /// Longer than the customer's patience, or never.
        case givenUp
    }

    /// - Parameters:
    ///   - timing: late costs one grade; giving up is bad.
    ///   - about: the event fell between two looks on either side of a limit, so that giving up is only mediocre.
    ///   - broken: an expectation did not hold.
    ///   - defects: findings of severity defect; each costs one grade, at most down to mediocre.
    public static func touchpoint(timing: Timing, about: Bool, broken: Bool, minor: Bool, defects: Int) -> Grade {
        if broken && !minor { return .bad }
        if timing == .givenUp && !about { return .bad }
        if broken || timing == .late || timing == .givenUp { return .mediocre }
        switch (timing, defects) {
        case (.delightful, 0): return .delighted
        case (.delightful, 1), (_, 0): return .satisfactory
        default: return .mediocre
        }
    }

    /// People remember peaks, beginnings and ends: the first and the last touchpoint decide more than the others.
    /// - Parameter unknown: why the shopper could not see everything. What was bad before stays bad.
    public static func visit(
        _ touchpoints: some Sequence<TouchpointResult>, brokenStandards: Int, commendations: Int,
        unknown: UnknownReason?
    ) -> Grade {
        let graded = touchpoints.filter { !$0.housekeeping && $0.grade != .unknown }.map(\.grade)
        if brokenStandards > 0 || graded.contains(.bad) { return .bad }
        guard unknown == nil, let first = graded.first, let last = graded.last else { return .unknown }
        if first == .mediocre || last == .mediocre { return .mediocre }
        if graded.contains(.mediocre) && last != .delighted { return .mediocre }
        return last == .delighted || commendations > 0 ? .delighted : .satisfactory
    }
}
