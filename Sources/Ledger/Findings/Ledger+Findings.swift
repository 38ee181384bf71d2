internal import GRDB
public import Journey

extension Ledger {
    /// Those seen last come first.
    public func findings(_ filter: FindingFilter = FindingFilter()) async throws -> [FindingRecord] {
        var conditions = Conditions()
        conditions.add("subject.probe = ?", filter.probe)
        conditions.add("subject.location = ?", filter.location)
        conditions.add("finding.code = ?", filter.code)
        conditions.add("finding.touchpoint = ?", filter.touchpoint)
        conditions.add("finding.fingerprint = ?", filter.fingerprint)
        conditions.add("finding.state", among: filter.states.map(\.stored))
        conditions.add("finding.severity", among: filter.severities.map(\.stored))
        conditions.add("finding.last_seen >= ?", filter.since?.microseconds)
        let sql = """
            SELECT subject.probe, subject.location, finding.* FROM finding JOIN subject ON subject.id = finding.subject
            \(conditions.clause) ORDER BY finding.last_seen DESC LIMIT ?
            """
        let arguments = conditions.arguments + [max(0, filter.limit)]
        return try await read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map(FindingRecord.init(row:))
        }
    }

    /// How many findings of each code stand, in all or of one subject. Suspects and trends are not counted.
    public func openFindings(of subject: Subject? = nil) async throws -> [String: Int] {
        var conditions = Conditions()
        conditions.add("finding.state", among: [FindingState.open.stored, FindingState.regressed.stored])
        conditions.add("finding.severity = ?", Severity.defect.stored)
        conditions.add("subject.probe = ?", subject?.probe)
        conditions.add("subject.location = ?", subject.map { $0.location ?? "" })
        let sql = """
            SELECT finding.code, count(*) FROM finding JOIN subject ON subject.id = finding.subject
            \(conditions.clause) GROUP BY finding.code
            """
        let arguments = conditions.arguments
        return try await read { db in
            var counts: [String: Int] = [:]
            for row in try Row.fetchAll(db, sql: sql, arguments: arguments) { counts[row[0]] = row[1] }
            return counts
        }
    }
}

extension FindingRecord {
    init(row: Row) throws {
        let location: String = row["location"]
        self.init(
            subject: Subject(probe: row["probe"], location: location.isEmpty ? nil : location),
            finding: try JSON.value(row["body"]), state: FindingState(stored: row["state"]),
            firstVisit: VisitID(rawValue: row["first_visit"]), firstSeen: Timestamp(microseconds: row["first_seen"]),
            lastVisit: VisitID(rawValue: row["last_visit"]), lastSeen: Timestamp(microseconds: row["last_seen"]),
            fixedVisit: (row["fixed_visit"] as String?).map(VisitID.init(rawValue:)),
            fixed: (row["fixed"] as Int64?).map(Timestamp.init(microseconds:)), times: row["times"])
    }
}
