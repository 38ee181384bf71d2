internal import GRDB
public import Journey

extension Ledger {
    /// The whole visit with its touchpoints, verdicts and findings; nothing when it is not there (any more).
    public func visit(_ id: VisitID) async throws -> Visit? {
        try await read { db in try VisitRows.visit(id, db) }
    }

    /// Whether there has ever been a visit of this probe, or at this location; nothing asked for is there.
    public func hasVisited(probe: String?, location: String?) async throws -> Bool {
        var conditions = Conditions()
        conditions.add("probe = ?", probe)
        conditions.add("location = ?", location)
        let (sql, arguments) = ("SELECT 1 FROM subject \(conditions.clause) LIMIT 1", conditions.arguments)
        return try await read { db in try Int.fetchOne(db, sql: sql, arguments: arguments) != nil }
    }

    /// Those begun last come first.
    public func visits(_ filter: VisitFilter = VisitFilter()) async throws -> [VisitSummary] {
        var conditions = Conditions()
        conditions.add("subject.probe = ?", filter.probe)
        conditions.add("subject.location = ?", filter.location)
        conditions.add("visit.grade", among: filter.grades.map(\.stored))
        // Written out, so that SQLite sees that the partial indexes will do.
        if !filter.grades.isEmpty && !filter.grades.contains(.satisfactory) { conditions.add("visit.grade <> 2") }
        if let late = filter.late { conditions.add(late ? "visit.late = 1" : "visit.late = 0") }
        conditions.add("visit.started >= ?", filter.since?.microseconds)
        conditions.add("visit.started < ?", filter.until?.microseconds)
        let sql = "\(VisitSummary.select) \(conditions.clause) ORDER BY visit.started DESC LIMIT ?"
        let arguments = conditions.arguments + [max(0, filter.limit)]
        return try await read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map { try VisitSummary(row: $0) }
        }
    }

    /// Visits stored after a place, in the order of storing, with the findings that each opened or brought back.
    public func visits(after place: Int64, limit: Int = 1000) async throws -> [VisitSummary] {
        let sql = "\(VisitSummary.select) WHERE visit.place > ? ORDER BY visit.place LIMIT ?"
        return try await read { db in
            var summaries: [VisitSummary] = []
            let visits = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [place, max(0, limit)])
            while let row = try visits.next() { summaries.append(try VisitSummary(row: row)) }
            guard let last = summaries.last?.place else { return [] }

            let indices = Dictionary(uniqueKeysWithValues: summaries.enumerated().map { ($1.place, $0) })
            let changes = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT visit_finding.visit, finding.fingerprint, visit_finding.change FROM visit_finding
                        JOIN finding ON finding.id = visit_finding.finding
                        WHERE visit > ? AND visit <= ? AND change > 0 ORDER BY visit, position
                        """), arguments: [place, last])
            while let row = try changes.next() {
                guard let index = indices[row[0]] else { continue }
                if row[2] == 1 {
                    summaries[index].opened.append(row[1])
                } else {
                    summaries[index].regressed.append(row[1])
                }
            }
            return summaries
        }
    }

    /// Whole visits stored after a place, in the order of storing, each with its place: to be exported, a few at a time.
    public func wholeVisits(after place: Int64, limit: Int = 100) async throws -> [(place: Int64, visit: Visit)] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT place, id FROM visit WHERE place > ? ORDER BY place LIMIT ?",
                arguments: [place, max(0, limit)])
            return try rows.compactMap { row in
                try VisitRows.visit(VisitID(rawValue: row[1]), db).map { (row[0], $0) }
            }
        }
    }

    /// The last visits of one subject, newest first: what "late n of the last m" looks at.
    /// - Parameter upTo: those stored up to this place.
    public func lastVisits(of subject: Subject, upTo place: Int64 = .max, limit: Int) async throws -> [VisitSummary] {
        let sql = """
            \(VisitSummary.select) WHERE visit.subject = (SELECT id FROM subject WHERE probe = ? AND location = ?)
            AND visit.place <= ? ORDER BY visit.started DESC LIMIT ?
            """
        return try await read { db in
            try Row.fetchAll(
                db, sql: sql, arguments: [subject.probe, subject.location ?? "", place, max(0, limit)]
            ).map { try VisitSummary(row: $0) }
        }
    }

    /// The visit begun last, for each subject that has one.
    public func lastVisits() async throws -> [Subject: VisitSummary] {
        let sql = """
            \(VisitSummary.select) WHERE visit.place IN (
                SELECT (SELECT place FROM visit WHERE subject = subject_of.id ORDER BY started DESC LIMIT 1)
                FROM subject AS subject_of)
            """
        return try await read { db in
            var last: [Subject: VisitSummary] = [:]
            for row in try Row.fetchAll(db, sql: sql) {
                let summary = try VisitSummary(row: row)
                last[summary.subject] = summary
            }
            return last
        }
    }

    /// The slot that each subject was begun for last, whether that visit is finished or still under way.
    public func lastSlots() async throws -> [Subject: (slot: Int64, started: Timestamp)] {
        try await read { db in
            var slots: [Subject: (slot: Int64, started: Timestamp)] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT subject.probe, subject.location, visit.slot, visit.started FROM subject JOIN visit ON visit.place = (
                        SELECT place FROM visit WHERE subject = subject.id AND slot IS NOT NULL ORDER BY started DESC LIMIT 1)
                    UNION ALL
                    SELECT probe, location, slot, started FROM open_visit WHERE slot IS NOT NULL
                    """)
            while let row = try rows.next() {
                let location: String = row[1]
                let subject = Subject(probe: row[0], location: location.isEmpty ? nil : location)
                let started = Timestamp(microseconds: row[3])
                if let known = slots[subject], known.started >= started { continue }
                slots[subject] = (slot: row[2], started: started)
            }
            return slots
        }
    }

    /// How long a touchpoint took on the last visits of a subject, newest first; those that never ended or that our own loop
    /// held up are left out.
    public func recentTimes(of subject: Subject, touchpoint: String, limit: Int = 1000) async throws -> [Duration] {
        try await read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT touchpoint.took FROM visit JOIN touchpoint ON touchpoint.visit = visit.place
                    WHERE visit.subject = (SELECT id FROM subject WHERE probe = ? AND location = ?)
                    AND touchpoint.name = (SELECT id FROM name WHERE body = ?)
                    AND touchpoint.took IS NOT NULL AND touchpoint.flags & \(TouchpointFlags.excused.rawValue) = 0
                    ORDER BY visit.started DESC LIMIT ?
                    """, arguments: [subject.probe, subject.location ?? "", touchpoint, max(0, limit)]
            ).map { .microseconds($0) }
        }
    }
}

extension VisitSummary {
    static let select = """
        SELECT visit.place, visit.id, subject.probe, subject.location, visit.slot, visit.started, visit.took, visit.grade,
            visit.unknown, visit.late, (SELECT body FROM text WHERE text.id = visit.remark),
            (SELECT body FROM text WHERE text.id = visit.standards)
        FROM visit JOIN subject ON subject.id = visit.subject
        """

    init(row: Row) throws {
        let location: String = row[3]
        let started = Timestamp(microseconds: row[5])
        self.init(
            place: row[0], id: VisitID(rawValue: row[1]),
            subject: Subject(probe: row[2], location: location.isEmpty ? nil : location), slot: row[4],
            started: started,
            ended: started + .microseconds(row[6] as Int64), grade: Grade(stored: row[7]),
            unknown: UnknownReason(stored: row[8]), late: row[9], remark: row[10],
            brokenStandards: try (row[11] as String?).map { try JSON.value($0) } ?? [])
    }
}
