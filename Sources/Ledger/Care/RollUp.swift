internal import Foundation
internal import GRDB
internal import Journey

/// Sums visits up by hour and by day, in the order in which they were stored. How far it has come and the sums are one
/// transaction, so each visit counts once. Visits beyond that place are counted from their own rows.
enum RollUp {
    static let cursor = "ledger.roll-up"

    /// Fewer visits than these are left for the next time.
    static let fewest = 1000

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

    private struct TallyKey: Hashable {
        var kind: Kind
        var subject: Int64
        var start: Int64
    }

    private struct TimesKey: Hashable {
        var kind: Kind
        var subject: Int64
        var touchpoint: Int64
        var start: Int64
    }

    static func place(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT place FROM cursor WHERE name = ?"), arguments: [RollUp.cursor]) ?? 0
    }

    /// Sums up the next visits, at most `limit`, within a transaction.
    /// - Returns: how many there were.
    static func step(_ pen: Pen, limit: Int) throws -> Int {
        let from = try place(pen.db)
        var tallies: [TallyKey: Tally] = [:]
        var last = from
        var count = 0
        let visits = try Row.fetchCursor(
            pen.statement(
                "SELECT place, subject, started, grade, late FROM visit WHERE place > ? ORDER BY place LIMIT ?"),
            arguments: [from, limit])
        while let row = try visits.next() {
            last = row[0]
            count += 1
            let started = Timestamp(microseconds: row[2])
            tallies[TallyKey(kind: .hour, subject: row[1], start: Kind.hour.start(of: started)), default: Tally()]
                .count(Grade(stored: row[3]), late: row[4])
        }
        guard count > 0 else { return 0 }
        var times: [TimesKey: TimeHistogram] = [:]
        let touchpoints = try Row.fetchCursor(
            pen.statement(
                """
                SELECT visit.subject, touchpoint.name, visit.started, touchpoint.took FROM visit
                CROSS JOIN touchpoint ON touchpoint.visit = visit.place
                WHERE visit.place > ? AND visit.place <= ? AND touchpoint.took IS NOT NULL AND touchpoint.flags & 8 = 0
                """), arguments: [from, last])
        while let row = try touchpoints.next() {
            let started = Timestamp(microseconds: row[2])
            let key = TimesKey(kind: .hour, subject: row[0], touchpoint: row[1], start: Kind.hour.start(of: started))
            times[key, default: TimeHistogram()].add(.microseconds(row[3] as Int64))
        }
        // A day is its hours, so each visit is looked at once.
        for (hour, tally) in tallies {
            var day = hour
            (day.kind, day.start) = (.day, Kind.day.start(of: Kind.hour.instant(hour.start)))
            tallies[day, default: Tally()].add(tally)
        }
        for (hour, histogram) in times {
            var day = hour
            (day.kind, day.start) = (.day, Kind.day.start(of: Kind.hour.instant(hour.start)))
            times[day, default: TimeHistogram()].merge(histogram)
        }
        for (key, tally) in tallies { try add(tally, to: key, pen) }
        for (key, histogram) in times { try add(histogram, to: key, pen) }
        try pen.run(
            "INSERT INTO cursor (name, place) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET place = excluded.place",
            [RollUp.cursor, last])
        return count
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
