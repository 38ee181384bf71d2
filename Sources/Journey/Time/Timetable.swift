/// A schedule worked out for one series: one probe at one location.
///
/// Time is cut into slots, and each slot has at most one start. A slot's start depends on nothing but the ledger's seed,
/// the probe's name, the location's id and the slot's number, so a restart neither repeats nor skips one. The starts
/// of a release must be those of every release before (the tests hold golden values): a change here would move visits.
///
/// - `every`: slot n begins at n periods after a phase, which is hashed from seed, probe and location, so that probes
///   of one period do not start together. Without `spread` the start is at the same share of each slot's open time.
/// - `cron`: a slot begins at a run and ends at the next; its number is that run in seconds since 1970. Without
///   `spread` the start is the run itself.
/// - `spread`: the start falls anywhere, by the hash, in the open time within so long of the slot's first open moment.
/// - `hours`: starts are at moments at which the calendar is open. A slot that never opens has no start.
public struct Timetable: Sendable, Hashable, Codable {
    public struct Start: Sendable, Hashable, Codable {
        public let slot: Int64
        public let at: Timestamp

        public init(slot: Int64, at: Timestamp) {
            self.slot = slot
            self.at = at
        }
    }

    /// What to do about starts that went by while nobody was there.
    public enum Missed: Sendable, Hashable {
        case nothing
        /// The last of them is made up, once.
        case makeUp(Start)
        /// They are not made up: the series was blind from the first of them on.
        case blind(from: Timestamp)
    }

    private let rhythm: Schedule.Rhythm
    private let spread: Duration?
    private let hours: OpenCalendar?
    private let zone: Zone
    /// What the hash of this series begins with.
    private let series: String

    /// Visits that are made up at one time, after the machine was off, are spread over this long.
    private static let makeUpSpread = Duration.minutes(15)

    /// - Parameters:
    ///   - seed: the ledger's.
    ///   - location: its id; nil for the business as a whole.
    ///   - hours: the calendar that `schedule.hours` means at this location.
    ///   - zone: the clock that cron runs by.
    public init(
        _ schedule: Schedule, seed: UInt64, probe: String, location: String?, hours: OpenCalendar?, zone: Zone
    ) {
        rhythm = schedule.rhythm
        spread = schedule.spread.map(\.continuous)
        self.hours = hours
        self.zone = zone
        series = "\(seed)\u{0}\(probe)\u{0}\(location ?? "")\u{0}"
    }

    /// True if the period is a day or more: then a missed start is made up.
    public var makesUpMissed: Bool {
        switch rhythm {
        case .every: period >= .days(1)
        case .cron(let cron): cron.runsAtMostDaily
        }
    }

    /// True if its starts are times of the wall clock. The others are plain intervals: hand `nextStart` the steady time
    /// of `ClockWatch`, and a step of the wall clock does not move them.
    public var followsWallClock: Bool {
        switch rhythm {
        case .every: hours != nil || makesUpMissed
        case .cron: true
        }
    }

    /// When a slot's visit begins. Nil when its calendar is closed throughout.
    public func start(ofSlot slot: Int64) -> Timestamp? {
        let end = nextSlot(after: slot).map(beginning(ofSlot:)) ?? .distantFuture
        return start(from: beginning(ofSlot: slot), before: end, spread: spread, slot: slot)
    }

    /// The first start after an instant.
    /// - Parameter lastSlot: the last one begun, which is not to begin again even when the clock was set back. One so
    ///   far ahead that the clock must have been wrong then is disregarded, or the series would stand still.
    /// - Returns: nil if there is none, because the calendar does not open for 400 days or cron has no run for 40 years.
    public func nextStart(after instant: Timestamp, lastSlot: Int64? = nil) -> Start? {
        var slot = slot(at: instant) ?? nextSlot(after: instant.seconds)
        if let lastSlot, isPlausible(lastSlot, at: instant), lastSlot >= slot ?? .min {
            slot = nextSlot(after: lastSlot)
        }
        while let candidate = slot, beginning(ofSlot: candidate) < .distantFuture {
            slot = nextSlot(after: candidate)
            if let at = start(ofSlot: candidate) {
                if at > instant { return Start(slot: candidate, at: at) }
            } else if let next = slot {
                // Closed: on to the slot in which it opens.
                guard let open = hours?.firstOpen(from: beginning(ofSlot: next)) else { return nil }
                slot = max(next, self.slot(at: open) ?? next)
            }
        }
        return nil
    }

    /// What was missed between the last slot begun and now: for the time after a start of the daemon, a step of the
    /// clock or a sleep of the machine.
    ///
    /// A period of a day or more: the last missed start is made up once, at an open moment from now on and before the
    /// next start; several series are spread over a quarter of an hour. When the next start comes first, it is the
    /// next allowed time, and nothing is made up. A shorter period: blind.
    public func missed(since lastSlot: Int64, until now: Timestamp) -> Missed {
        guard let first = firstStart(afterSlot: lastSlot, notAfter: now) else { return .nothing }
        guard makesUpMissed else { return .blind(from: first.at) }

        // Only the last counts, so a ledger from long ago is not walked through day by day.
        let recent = now - .days(Int64(OpenCalendar.maximumClosedDays))
        var latest = slot(at: recent).flatMap { firstStart(afterSlot: max($0, lastSlot), notAfter: now) } ?? first
        while let later = firstStart(afterSlot: latest.slot, notAfter: now) { latest = later }

        let end = nextStart(after: now, lastSlot: latest.slot)?.at ?? .distantFuture
        let at = start(from: now, before: end, spread: Timetable.makeUpSpread, slot: latest.slot)
        return at.map { .makeUp(Start(slot: latest.slot, at: $0)) } ?? .nothing
    }

    // MARK: Slots

    private var period: Duration {
        guard case .every(let span) = rhythm else { return .zero }
        return max(span.continuous, .seconds(1))
    }

    private func beginning(ofSlot slot: Int64) -> Timestamp {
        guard case .every = rhythm else { return Timestamp(seconds: slot) }
        let period = period.microseconds
        let phase = below(period, "phase")
        return Timestamp(microseconds: slot.multipliedSaturating(by: period).addingSaturating(phase))
    }

    /// The slot that an instant lies in. Nil before the first run of a cron line.
    private func slot(at instant: Timestamp) -> Int64? {
        switch rhythm {
        case .every:
            let period = period.microseconds
            return instant.microseconds.subtractingSaturating(below(period, "phase")).flooredDivision(by: period)
        case .cron(let cron):
            return cron.last(notAfter: instant, in: zone)?.seconds
        }
    }

    private func nextSlot(after slot: Int64) -> Int64? {
        switch rhythm {
        case .every: slot == .max ? nil : slot + 1
        case .cron(let cron): cron.next(after: Timestamp(seconds: slot), in: zone)?.seconds
        }
    }

    /// A slot more than two periods ahead was begun by a clock that was wrong.
    private func isPlausible(_ slot: Int64, at instant: Timestamp) -> Bool {
        switch rhythm {
        case .every:
            return beginning(ofSlot: slot) <= instant + period * 2
        case .cron(let cron):
            let next = cron.next(after: instant, in: zone)
            let secondNext = next.flatMap { cron.next(after: $0, in: zone) }
            return Timestamp(seconds: slot) <= secondNext ?? .distantFuture
        }
    }

    private func firstStart(afterSlot slot: Int64, notAfter now: Timestamp) -> Start? {
        guard let next = nextSlot(after: slot), beginning(ofSlot: next) <= now,
            let start = nextStart(after: beginning(ofSlot: next) - .microseconds(1), lastSlot: slot)
        else { return nil }
        return start.at <= now ? start : nil
    }

    // MARK: Starts

    /// The start in `begin..<end`: by the hash, somewhere in the open time of the first `spread`.
    private func start(from begin: Timestamp, before end: Timestamp, spread: Duration?, slot: Int64) -> Timestamp? {
        let calendar = hours ?? .always
        guard let open = calendar.firstOpen(from: begin), open < end else { return nil }
        let until: Timestamp
        let purpose: String
        if let spread {
            until = min(open + spread, end)
            purpose = "spread\u{0}\(slot)"
        } else {
            guard case .every = rhythm else { return open }
            until = end
            purpose = "share"
        }
        let openTime = calendar.openTime(from: open, to: until).microseconds
        let wait = Duration.microseconds(below(openTime, purpose))
        // What has waited up to a closing goes on at the next opening; there is one, as the wait is less than the whole.
        return calendar.advance(from: open, byOpen: wait).flatMap(calendar.firstOpen(from:))
    }

    /// An even choice from 0 ..< bound, the same for ever.
    private func below(_ bound: Int64, _ purpose: String) -> Int64 {
        guard bound > 0 else { return 0 }
        return Int64(StableHash.value(series + purpose).multipliedFullWidth(by: UInt64(bound)).high)
    }
}
