internal import Foundation
internal import GRDB
public import Journey

extension Ledger {
    /// How visits were graded, by subject, from the hour that `since` lies in; from its day, UTC, where the sums by hour are
    /// no longer kept. Reads sums, and the visits that are not yet in them: never all visits.
    public func counts(since: Timestamp) async throws -> [Subject: Tally] {
        try await read { db in
            let hour = RollUp.Kind.hour.start(of: since)
            let isKept = hour >= (try Meta.number(Retention.oldestHour, db) ?? .min)
            let day = RollUp.Kind.day.start(of: since)
            let firstDay = isKept ? day + 1 : day
            let first = isKept ? RollUp.Kind.hour.instant(hour) : RollUp.Kind.day.instant(day)
            var tallies: [Int64: Tally] = [:]
            if isKept {
                try sum(.hour, from: hour, until: firstDay * 24, &tallies, db)
            }
            try sum(.day, from: firstDay, until: .max, &tallies, db)
            let tail = try Row.fetchCursor(
                db, sql: "SELECT subject, grade, late FROM visit WHERE place > ? AND +started >= ?",
                arguments: [RollUp.place(db), first.microseconds])
            while let row = try tail.next() {
                tallies[row[0], default: Tally()].count(Grade(stored: row[1]), late: row[2])
            }
            var counts: [Subject: Tally] = [:]
            let subjects = try Row.fetchCursor(db, sql: "SELECT id, probe, location FROM subject")
            while let row = try subjects.next() {
                guard let tally = tallies[row[0]] else { continue }
                let location: String = row[2]
                counts[Subject(probe: row[1], location: location.isEmpty ? nil : location)] = tally
            }
            return counts
        }
    }

    /// How the visits of a subject were graded in each hour or day, UTC, that had any; oldest first.
    public func counts(
        of subject: Subject, by period: Period, since: Timestamp, until: Timestamp = .distantFuture
    ) async throws -> [(start: Timestamp, tally: Tally)] {
        let kind = period.kind
        return try await read { db in
            guard let id = try subjectRow(subject, db) else { return [] }
            var tallies: [Int64: Tally] = [:]
            let sums = try Row.fetchCursor(
                db,
                sql: """
                    SELECT start, bad, mediocre, satisfactory, delighted, unknown, late FROM tally
                    WHERE kind = ? AND subject = ? AND start >= ? AND start <= ?
                    """, arguments: [kind.rawValue, id, kind.start(of: since), kind.start(of: until)])
            while let row = try sums.next() { tallies[row[0], default: Tally()].add(Tally(row: row, from: 1)) }
            let tail = try Row.fetchCursor(
                db, sql: "SELECT started, grade, late FROM visit WHERE place > ? AND +subject = ?",
                arguments: [RollUp.place(db), id])
            while let row = try tail.next() {
                let start = kind.start(of: Timestamp(microseconds: row[0]))
                guard start >= kind.start(of: since), start <= kind.start(of: until) else { continue }
                tallies[start, default: Tally()].count(Grade(stored: row[1]), late: row[2])
            }
            return tallies.sorted { $0.key < $1.key }.map { (kind.instant($0.key), $0.value) }
        }
    }

    /// How long a touchpoint took in each hour or day, UTC, that had visits; oldest first.
    public func times(
        of subject: Subject, touchpoint: String, by period: Period, since: Timestamp, until: Timestamp = .distantFuture
    ) async throws -> [(start: Timestamp, times: TimeHistogram)] {
        let kind = period.kind
        return try await read { db in
            guard let id = try subjectRow(subject, db),
                let name = try Int64.fetchOne(db, sql: "SELECT id FROM name WHERE body = ?", arguments: [touchpoint])
            else { return [] }
            var times: [Int64: TimeHistogram] = [:]
            let sums = try Row.fetchCursor(
                db,
                sql: """
                    SELECT start, histogram FROM times
                    WHERE kind = ? AND subject = ? AND touchpoint = ? AND start >= ? AND start <= ?
                    """, arguments: [kind.rawValue, id, name, kind.start(of: since), kind.start(of: until)])
            while let row = try sums.next() { times[row[0]] = try TimeHistogram.read(row[1]) }
            let tail = try Row.fetchCursor(
                db,
                sql: """
                    SELECT visit.started, touchpoint.took FROM visit CROSS JOIN touchpoint ON touchpoint.visit = visit.place
                    WHERE visit.place > ? AND +visit.subject = ? AND touchpoint.name = ? AND touchpoint.took IS NOT NULL
                    AND touchpoint.flags & 8 = 0
                    """, arguments: [RollUp.place(db), id, name])
            while let row = try tail.next() {
                let start = kind.start(of: Timestamp(microseconds: row[0]))
                guard start >= kind.start(of: since), start <= kind.start(of: until) else { continue }
                times[start, default: TimeHistogram()].add(.microseconds(row[1] as Int64))
            }
            return times.sorted { $0.key < $1.key }.map { (kind.instant($0.key), $0.value) }
        }
    }
}

private func subjectRow(_ subject: Subject, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
        db, sql: "SELECT id FROM subject WHERE probe = ? AND location = ?",
        arguments: [subject.probe, subject.location ?? ""])
}

/// Adds the sums of a kind whose start lies in `from..<until`.
private func sum(
    _ kind: RollUp.Kind, from: Int64, until: Int64, _ tallies: inout [Int64: Tally], _ db: Database
) throws {
    // One range for each subject: the sums of a kind lie together by subject, and the newest of all are few among many.
    let rows = try Row.fetchCursor(
        db,
        sql: """
            SELECT tally.subject, sum(bad), sum(mediocre), sum(satisfactory), sum(delighted), sum(tally.unknown), sum(late)
            FROM subject CROSS JOIN tally ON tally.kind = ? AND tally.subject = subject.id
                AND tally.start >= ? AND tally.start < ?
            GROUP BY subject.id
            """, arguments: [kind.rawValue, from, until])
    while let row = try rows.next() { tallies[row[0], default: Tally()].add(Tally(row: row, from: 1)) }
}

extension Tally {
    /// - Parameter first: the column of `bad`; the others follow it in their order.
    fileprivate init(row: Row, from first: Int) {
        counts = GradeCounts(
            bad: row[first], mediocre: row[first + 1], satisfactory: row[first + 2], delighted: row[first + 3],
            unknown: row[first + 4])
        late = row[first + 5]
    }
}
