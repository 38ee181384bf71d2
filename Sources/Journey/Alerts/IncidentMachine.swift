/// The incident machine: decides, without I/O, when an alert rule begins to fire for a subject and when it has recovered.
///
/// Both edges have hysteresis: a rule opens on a visit that broke it, at the n-th of the last m; it recovers when fewer are
/// left *and* the last `recoverAfter` visits were all good. Unknown visits count neither way.
public enum IncidentMachine {
    /// A finished visit, as far as rules look at it.
    public struct Sight: Sendable, Hashable {
        public var grade: Grade
        public var late: Bool

        public init(grade: Grade, late: Bool) {
            self.grade = grade
            self.late = late
        }
    }

    public enum Decision: Sendable, Hashable {
        /// Opens: `count` of the last `of` known visits broke the rule.
        case open(count: Int, of: Int)
        case recover
    }

    /// How many visits of known grade a decision looks at.
    public static func reach(of rule: AlertRule) -> Int {
        switch rule.condition {
        case .late(_, let of), .bad(_, let of): max(of, rule.recoverAfter, 1)
        case .overdue: 0
        }
    }

    /// True for a visit that can change anything: all others need no look at those before them.
    public static func concerns(_ sight: Sight, rule: AlertRule, isOpen: Bool) -> Bool {
        sight.grade != .unknown && (isOpen || breaks(sight, rule))
    }

    /// What a visit changes.
    /// - Parameter recent: the subject's visits, newest first, the one just finished leading.
    public static func decide(_ rule: AlertRule, recent: [Sight], isOpen: Bool) -> Decision? {
        guard let newest = recent.first, concerns(newest, rule: rule, isOpen: isOpen) else { return nil }
        let (count, of): (Int, Int)
        switch rule.condition {
        case .late(let n, let m), .bad(let n, let m): (count, of) = (max(n, 1), max(m, 1))
        case .overdue: return nil
        }
        let known = recent.filter { $0.grade != .unknown }
        let window = known.prefix(of)
        let broken = window.count { breaks($0, rule) }
        guard isOpen else { return broken >= count ? .open(count: broken, of: window.count) : nil }
        let row = known.prefix(max(rule.recoverAfter, 1))
        let isRow = row.count == max(rule.recoverAfter, 1) && row.allSatisfy { isGood($0, for: rule) }
        return isRow && broken < count ? .recover : nil
    }

    /// What the waits of a subject change, for a rule about overdue ones. Such an incident has recovered as soon as no wait is
    /// overdue any more, however it ended: good visits in a row are not asked for.
    /// - Parameter overdue: how many of the subject's waits are overdue by the rule's share.
    public static func decide(overdue: Int, isOpen: Bool) -> Decision? {
        switch (overdue > 0, isOpen) {
        case (true, false): .open(count: overdue, of: overdue)
        case (false, true): .recover
        default: nil
        }
    }

    private static func breaks(_ sight: Sight, _ rule: AlertRule) -> Bool {
        switch rule.condition {
        case .late: sight.late
        case .bad: sight.grade == .bad
        case .overdue: false
        }
    }

    /// A bad visit may have ended before what used to be late, so it says nothing good about lateness. A mediocre one is no
    /// breach: a typing error on a page must not keep an incident about something else open for ever.
    private static func isGood(_ sight: Sight, for rule: AlertRule) -> Bool {
        sight.grade != .bad && sight.grade != .unknown && !breaks(sight, rule)
    }
}

extension Term {
    /// When a promise made at `since` has lapsed, and a share of it again. In a calendar the share is open time too; a part of
    /// an open day counts as the whole of it, so that nobody is told too early.
    public func lapse(since: Timestamp, promised: Timestamp, again share: Double) -> Timestamp {
        let share = min(max(share, 0), 1000)
        if share == 0 || promised == .distantFuture { return promised }
        guard calendar != nil, calendar != .always else { return promised + (promised - since) * share }
        var more = self
        more.span = Span(days: Int((Double(span.days) * share).rounded(.up)), span.time * share)
        return more.deadline(from: promised)
    }
}
