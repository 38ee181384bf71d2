internal import GRDB
public import Journey

extension Ledger {
    /// The time by which is decided what is no longer kept: what the wall clock shows, unless that is more than a day ahead of
    /// the last such time and what has passed since. Then the clock is wrong, or nobody was at work so long. Nobody can tell
    /// which, and what is removed does not come back: so this time goes on by as much as passes, and the clock is believed once
    /// it has been ahead for a week of work. One that is wrong makes every certificate look expired, which is noticed sooner.
    /// - Parameter passed: the machine's own time since this was asked last, and answered; zero at first.
    public func keepingTime(now: Timestamp, passed: Duration) async throws -> Timestamp {
        try await store { pen in
            let last = try Meta.number(Keeping.time, pen.db).map(Timestamp.init(microseconds:)) ?? now
            let doubted = Duration.microseconds(try Meta.number(Keeping.doubted, pen.db) ?? 0) + passed
            let isBelieved = now - (last + passed) <= Keeping.leap || doubted >= Keeping.doubt
            let time = isBelieved ? now : last + passed
            try Meta.set(Keeping.time, String(time.microseconds), pen.db)
            try Meta.set(Keeping.doubted, String(isBelieved ? 0 : doubted.microseconds), pen.db)
            // By a clock that was believed too long, sums of hours to come were no longer kept: from the next hour on they are.
            let next = RollUp.Kind.hour.start(of: time) + 1
            if let oldest = try Meta.number(Retention.oldestHour, pen.db), oldest > next {
                try Meta.set(Retention.oldestHour, String(next), pen.db)
            }
            return time
        }
    }
}

enum Keeping {
    /// The keys in `meta` of that time, and of the time for which the clock has been ahead of it; both in microseconds.
    static let time = "keeping-time"
    static let doubted = "clock-doubted"

    static let leap = Duration.days(1)
    static let doubt = Duration.days(7)

    /// A ledger that has no such time yet gets the last that was stored in it.
    static func begin(_ db: Database, at last: Timestamp) throws {
        guard try Meta.number(time, db) == nil else { return }
        try Meta.set(time, String(last.microseconds), db)
    }
}
