internal import GRDB
internal import Journey

/// A finding that is not fixed, as the writer remembers it.
struct StandingFinding {
    var row: Int64
    var touchpoint: String
    var code: String
}

/// The life of findings: open when first seen, fixed when a visit looked and found it no more, regressed when it came back.
///
/// A visit of grade unknown changes nothing: it did not see what a customer would have. Neither does one that did not reach
/// the finding's touchpoint, whose exchange failed, or that our own loop held up: it could not have found it. Nor, of what examiners
/// find on pages, one that was shown an error page instead.
enum FindingLife {
    static func live(_ visit: Visit, at place: Int64, _ pen: Pen) throws {
        if visit.grade == .unknown {
            for (position, finding) in visit.findings.enumerated() {
                try note(finding, row: nil, change: 0, visit, place, position, pen)
            }
            return
        }
        let subject = try pen.subject(visit.subject)
        var standing = try standing(of: subject, pen)
        if standing.isEmpty && visit.findings.isEmpty { return }

        var seen: Set<String> = []
        for (position, finding) in visit.findings.enumerated() {
            let isFirst = seen.insert(finding.fingerprint).inserted
            let (row, change) = try see(finding, again: !isFirst, by: visit, subject, &standing, pen)
            try note(finding, row: row, change: change, visit, place, position, pen)
        }
        let reached = Set(visit.touchpoints.lazy.filter(wasReached).map(\.name))
        let unexamined = Set(visit.touchpoints.lazy.filter { $0.unexamined == true }.map(\.name))
        let all = visit.touchpoints.allSatisfy(wasReached)
        for (fingerprint, finding) in standing where !seen.contains(fingerprint) {
            // A finding without a touchpoint is about the journey as a whole.
            guard reached.contains(finding.touchpoint) || (finding.touchpoint.isEmpty && all) else { continue }
            // What examiners found on a page is not gone when an error page stands in its place.
            if unexamined.contains(finding.touchpoint), !OwnFindings.codesWithoutPage.contains(finding.code) {
                continue
            }
            try pen.run(
                "UPDATE finding SET state = ?, fixed_visit = ?, fixed = ? WHERE id = ?",
                [FindingState.fixed.stored, visit.id.rawValue, visit.ended.microseconds, finding.row])
            standing[fingerprint] = nil
        }
        pen.standing[subject] = standing
    }

    private static func wasReached(_ touchpoint: TouchpointResult) -> Bool {
        touchpoint.failure == nil && touchpoint.grade != .unknown && !touchpoint.excused
    }

    private static func standing(of subject: Int64, _ pen: Pen) throws -> [String: StandingFinding] {
        if let known = pen.standing[subject] { return known }
        var standing: [String: StandingFinding] = [:]
        let rows = try Row.fetchAll(
            pen.statement("SELECT fingerprint, id, touchpoint, code FROM finding WHERE subject = ? AND state <> 2"),
            arguments: [subject])
        for row in rows { standing[row[0]] = StandingFinding(row: row[1], touchpoint: row[2], code: row[3]) }
        pen.standing[subject] = standing
        return standing
    }

    /// - Parameter again: this visit has already seen it.
    /// - Returns: the finding's row, and 1 when it has just been opened, 2 when it has come back.
    private static func see(
        _ finding: Finding, again: Bool, by visit: Visit, _ subject: Int64, _ standing: inout [String: StandingFinding],
        _ pen: Pen
    ) throws -> (row: Int64, change: Int64) {
        if let known = standing[finding.fingerprint] {
            if !again { try update(known.row, finding, visit, state: nil, pen) }
            return (known.row, 0)
        }
        let fixed = try Int64.fetchOne(
            pen.statement("SELECT id FROM finding WHERE subject = ? AND fingerprint = ?"),
            arguments: [subject, finding.fingerprint])
        if let fixed {
            try update(fixed, finding, visit, state: .regressed, pen)
            standing[finding.fingerprint] = StandingFinding(
                row: fixed, touchpoint: finding.touchpoint, code: finding.code)
            return (fixed, 2)
        }
        try pen.run(
            """
            INSERT INTO finding (subject, fingerprint, state, severity, code, touchpoint, first_visit, first_seen, last_visit,
                last_seen, times, rule, rule_version, body)
            VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
            """,
            [
                subject, finding.fingerprint, finding.severity.stored, finding.code, finding.touchpoint,
                visit.id.rawValue,
                visit.ended.microseconds, visit.id.rawValue, visit.ended.microseconds, finding.rule,
                finding.ruleVersion,
                try JSON.text(finding),
            ])
        let row = pen.db.lastInsertedRowID
        standing[finding.fingerprint] = StandingFinding(row: row, touchpoint: finding.touchpoint, code: finding.code)
        return (row, 1)
    }

    private static func update(
        _ row: Int64, _ finding: Finding, _ visit: Visit, state: FindingState?, _ pen: Pen
    ) throws {
        try pen.run(
            """
            UPDATE finding SET last_visit = ?, last_seen = ?, times = times + 1, severity = ?, rule = ?, rule_version = ?, body = ?
            WHERE id = ?
            """,
            [
                visit.id.rawValue, visit.ended.microseconds, finding.severity.stored, finding.rule, finding.ruleVersion,
                try JSON.text(finding), row,
            ])
        if let state {
            try pen.run(
                "UPDATE finding SET state = ?, fixed_visit = NULL, fixed = NULL WHERE id = ?", [state.stored, row])
        }
    }

    private static func note(
        _ finding: Finding, row: Int64?, change: Int64, _ visit: Visit, _ place: Int64, _ position: Int, _ pen: Pen
    ) throws {
        try pen.run(
            "INSERT INTO visit_finding (visit, position, finding, change, body) VALUES (?, ?, ?, ?, ?)",
            [
                place, position, row, change,
                try pen.texts.row(of: finding, day: visit.ended.seconds / 86_400, pen),
            ])
    }
}
