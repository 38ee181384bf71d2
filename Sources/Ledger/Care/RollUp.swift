internal import Foundation
internal import GRDB
internal import Journey

/// Sums of visits by hour and by day, in the order in which they were stored: gathered in memory, from some thousand visits at a
/// time, and added to the tables once it is worth it. How far they go and the sums are one transaction, so each visit counts once.
/// Visits beyond that place are counted from their own rows.
struct RollUp {
    static let cursor = "ledger.roll-up"

    /// Fewer visits than these are left for the next time.
    static let fewest = 1000
    /// Adding to a sum costs as much as storing a visit, so one waits for so many visits…
    private static let visitsForEachSum = 4
    /// …but no longer than until so many have been gathered, which readers have to count, or so many sums, which are written at once.
    private static let mostVisits = 60_000
    private static let mostSums = 40_000

    private var tallies: [TallyKey: Tally] = [:]
    private var times: [TimesKey: TimeHistogram] = [:]
    private var gathered = 0
    private var last: Int64?

    /// The two kinds of sums; their numbers are in the tables.
    enum Kind: Int64, CaseIterable {
        case hour = 0
        case day = 1

        var seconds: Int64 { self == .hour ? 3600 : 86_400 }

        /// Hours or days since 1970, UTC.
        func start(of instant: Timestamp) -> Int64 {
            let (quotient, rest) = instant.seconds.quotientAndRemainder(dividingBy: seconds)
            return rest < 0 ? quotient - 1 : quotient
        }

        func instant(_ start: Int64) -> Timestamp {
            Timestamp(seconds: start * seconds)
        }
    }

    /// By hour: a day is its hours.
    private struct TallyKey: Hashable {
        var kind = Kind.hour
        var subject: Int64
        var start: Int64
    }

    private struct TimesKey: Hashable {
        var kind = Kind.hour
        var subject: Int64
        var touchpoint: Int64
        var start: Int64
    }

    /// How far the sums in the tables go.
    static func place(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT place FROM cursor WHERE name = ?"), arguments: [RollUp.cursor]) ?? 0
    }

    /// Takes in the next visits, at most `limit`.
    /// - Returns: how many there were.
    mutating func gather(_ pen: Pen, limit: Int) throws -> Int {
        let from = if let last { last } else { try RollUp.place(pen.db) }
        var upTo = from
        var count = 0
        let visits = try Row.fetchCursor(
            pen.statement(
                "SELECT place, subject, started, grade, late FROM visit WHERE place > ? ORDER BY place LIMIT ?"),
            arguments: [from, limit])
        while let row = try visits.next() {
            upTo = row[0]
            count += 1
            let hour = Kind.hour.start(of: Timestamp(microseconds: row[2]))
            tallies[TallyKey(subject: row[1], start: hour), default: Tally()].count(Grade(stored: row[3]), late: row[4])
        }
        guard count > 0 else { return 0 }
        let touchpoints = try Row.fetchCursor(
            pen.statement(
                """
                SELECT visit.subject, touchpoint.name, visit.started, touchpoint.took FROM visit
                CROSS JOIN touchpoint ON touchpoint.visit = visit.place
                WHERE visit.place > ? AND visit.place <= ? AND touchpoint.took IS NOT NULL AND touchpoint.flags & 8 = 0
                """), arguments: [from, upTo])
        while let row = try touchpoints.next() {
            let hour = Kind.hour.start(of: Timestamp(microseconds: row[2]))
            times[TimesKey(subject: row[0], touchpoint: row[1], start: hour), default: TimeHistogram()]
                .add(.microseconds(row[3] as Int64))
        }
        (last, gathered) = (upTo, gathered + count)
        return count
    }

    var isWorthStoring: Bool {
        gathered >= RollUp.visitsForEachSum * tallies.count || gathered >= RollUp.mostVisits
            || tallies.count + times.count >= RollUp.mostSums
    }

    /// Adds what has been gathered to the tables, within a transaction.
    func store(_ pen: Pen) throws {
        guard let last else { return }
        var (tallies, times) = (tallies, times)
        for (hour, tally) in self.tallies {
            var day = hour
            (day.kind, day.start) = (.day, Kind.day.start(of: Kind.hour.instant(hour.start)))
            tallies[day, default: Tally()].add(tally)
        }
        for (hour, histogram) in self.times {
            var day = hour
            (day.kind, day.start) = (.day, Kind.day.start(of: Kind.hour.instant(hour.start)))
            times[day, default: TimeHistogram()].merge(histogram)
        }
        for (key, tally) in tallies { try RollUp.add(tally, to: key, pen) }
        for (key, histogram) in times { try RollUp.add(histogram, to: key, pen) }
        try pen.run(
            "INSERT INTO cursor (name, place) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET place = excluded.place",
            [RollUp.cursor, last])
    }

    private static func add(_ tally: Tally, to key: TallyKey, _ pen: Pen) throws {
        let counts = tally.counts
        try pen.run(
            """
            INSERT INTO tally (kind, subject, start, bad, mediocre, satisfactory, delighted, unknown, late)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET bad = bad + excluded.bad,
                mediocre = mediocre + excluded.mediocre, satisfactory = satisfactory + excluded.satisfactory,
                delighted = delighted + excluded.delighted, unknown = unknown + excluded.unknown, late = late + excluded.late
            """,
            [
                key.kind.rawValue, key.subject, key.start, counts.bad, counts.mediocre, counts.satisfactory,
                counts.delighted,
                counts.unknown, tally.late,
            ])
    }

    private static func add(_ histogram: TimeHistogram, to key: TimesKey, _ pen: Pen) throws {
        var sum = histogram
        let known = try Data.fetchOne(
            pen.statement(
                "SELECT histogram FROM times WHERE kind = ? AND subject = ? AND touchpoint = ? AND start = ?"),
            arguments: [key.kind.rawValue, key.subject, key.touchpoint, key.start])
        if let known { sum.merge(try TimeHistogram.read(known)) }
        try pen.run(
            """
            INSERT INTO times (kind, subject, touchpoint, start, histogram) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET histogram = excluded.histogram
            """, [key.kind.rawValue, key.subject, key.touchpoint, key.start, Blob(sum.encoded)])
    }
}

extension TimeHistogram {
    static func read(_ data: Data) throws -> TimeHistogram {
        guard let histogram = TimeHistogram(encoded: data) else {
            throw LedgerError(.damaged, "the ledger holds a histogram that cannot be read: restore a backup")
        }
        return histogram
    }
}
