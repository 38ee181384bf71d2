internal import Foundation
internal import GRDB
internal import Journey

extension VisitRows {
    /// The whole visit, or nothing if there is none.
    static func visit(_ id: VisitID, _ db: Database) throws -> Visit? {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT visit.*, subject.probe, subject.location,
                        (SELECT body FROM text WHERE text.id = visit.definition) AS definition_text,
                        (SELECT body FROM text WHERE text.id = visit.vantage) AS vantage_text,
                        (SELECT body FROM text WHERE text.id = visit.persona) AS persona_text,
                        (SELECT body FROM text WHERE text.id = visit.remark) AS remark_text,
                        (SELECT body FROM text WHERE text.id = visit.standards) AS standards_text,
                        (SELECT body FROM text WHERE text.id = visit.commendations) AS commendations_text
                    FROM visit JOIN subject ON subject.id = visit.subject WHERE visit.id = ?
                    """, arguments: [id.rawValue])
        else { return nil }
        let place: Int64 = row["place"]
        let started = Timestamp(microseconds: row["started"])
        let location: String = row["location"]
        return Visit(
            id: id, probe: row["probe"], location: location.isEmpty ? nil : location, persona: row["persona_text"],
            vantage: row["vantage_text"] ?? "", definition: row["definition_text"] ?? "", ruleSet: row["rule_set"],
            slot: row["slot"], due: started - .microseconds(row["behind"] as Int64), started: started,
            ended: started + .microseconds(row["took"] as Int64), grade: Grade(stored: row["grade"]),
            unknown: UnknownReason(stored: row["unknown"]), remark: row["remark_text"],
            touchpoints: try touchpoints(of: place, started: started, db),
            brokenStandards: try (row["standards_text"] as String?).map { try JSON.value($0) } ?? [],
            findings: try findings(of: place, db),
            commendations: try (row["commendations_text"] as String?).map { try JSON.value($0) } ?? [])
    }

    private static func touchpoints(of visit: Int64, started: Timestamp, _ db: Database) throws -> [TouchpointResult] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT touchpoint.*, (SELECT body FROM name WHERE name.id = touchpoint.name) AS name_text,
                    (SELECT body FROM text WHERE text.id = touchpoint.promise) AS promise_text,
                    (SELECT body FROM text WHERE text.id = touchpoint.failure) AS failure_text,
                    (SELECT body FROM text WHERE text.id = touchpoint.verdicts) AS verdicts_text
                FROM touchpoint WHERE visit = ? ORDER BY position
                """, arguments: [visit])
        var hops = try hops(of: visit, db)
        return try rows.map { row in
            let flags = TouchpointFlags(rawValue: row["flags"])
            var result = TouchpointResult(
                name: row["name_text"] ?? "", index: row["number"], housekeeping: flags.contains(.housekeeping),
                grade: Grade(stored: row["grade"]), started: started + .microseconds(row["after"] as Int64))
            result.took = (row["took"] as Int64?).map { .microseconds($0) }
            result.about = flags.contains(.about)
            result.late = flags.contains(.late)
            result.excused = flags.contains(.excused)
            if flags.contains(.unexamined) { result.unexamined = true }
            result.promise = row["promise_text"]
            result.looks = row["looks"]
            result.hops = hops.removeValue(forKey: row["position"]) ?? []
            result.failure = try (row["failure_text"] as String?).map { try JSON.value($0) }
            result.verdicts = try (row["verdicts_text"] as String?).map { try JSON.value($0) } ?? []
            result.bodyHash = (row["body_hash"] as Data?).map(Hex.text)
            result.bodySize = row["body_size"]
            return result
        }
    }

    private static func hops(of visit: Int64, _ db: Database) throws -> [Int64: [Hop]] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT hop.*, (SELECT body FROM text WHERE text.id = hop.head) AS head_text,
                    (SELECT body FROM text WHERE text.id = hop.certificate) AS certificate_text
                FROM hop WHERE visit = ? ORDER BY touchpoint, position
                """, arguments: [visit])
        var hops: [Int64: [Hop]] = [:]
        for row in rows {
            var hop: Hop = try JSON.value(row["head_text"])
            hop.certificate = try (row["certificate_text"] as String?).map { try JSON.value($0) }
            hop.connectionReused = row["reused"] != 0
            hop.bytesReceived = row["bytes"]
            func span(_ column: String) -> Duration? { (row[column] as Int64?).map { .microseconds($0) } }
            hop.phases.lookup = span("lookup")
            hop.phases.connect = span("connect")
            hop.phases.handshake = span("handshake")
            hop.phases.send = span("send")
            hop.phases.wait = span("wait")
            hop.phases.receive = span("receive")
            hop.phases.total = span("total") ?? .zero
            hops[row["touchpoint"], default: []].append(hop)
        }
        return hops
    }

    private static func findings(of visit: Int64, _ db: Database) throws -> [Finding] {
        try String.fetchAll(
            db,
            sql: """
                SELECT text.body FROM visit_finding JOIN text ON text.id = visit_finding.body
                WHERE visit = ? ORDER BY position
                """, arguments: [visit]
        ).map { try JSON.value($0) }
    }
}
