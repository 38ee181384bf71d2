internal import GRDB
internal import Journey

/// Writes and reads the rows of one visit.
enum VisitRows {
    /// - Returns: the visit's place: visits are in the order in which they were stored.
    static func insert(_ visit: Visit, _ pen: Pen) throws -> Int64 {
        let day = visit.ended.seconds / 86_400
        let remark = try visit.remark.map { try pen.texts.row(of: $0, day: day, pen) }
        let persona = try visit.persona.map { try pen.texts.row(of: $0, day: day, pen) }
        let standards =
            visit.brokenStandards.isEmpty ? nil : try pen.texts.row(of: visit.brokenStandards, day: day, pen)
        let commendations =
            visit.commendations.isEmpty ? nil : try pen.texts.row(of: visit.commendations, day: day, pen)
        try pen.run(
            """
            INSERT INTO visit (id, subject, started, behind, took, grade, late, unknown, slot, rule_set, definition, vantage,
                persona, remark, standards, commendations)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                visit.id.rawValue, try pen.subject(visit.subject), visit.started.microseconds,
                (visit.started - visit.due).microseconds, (visit.ended - visit.started).microseconds,
                visit.grade.stored, visit.isLate ? 1 : 0, visit.unknown?.stored, visit.slot, visit.ruleSet,
                try pen.texts.row(of: visit.definition, day: day, pen),
                try pen.texts.row(of: visit.vantage, day: day, pen), persona, remark, standards, commendations,
            ])
        let place = pen.db.lastInsertedRowID
        pen.noteVisit()
        for (position, touchpoint) in visit.touchpoints.enumerated() {
            try insert(touchpoint, at: position, of: place, started: visit.started, day: day, pen)
        }
        return place
    }

    private static func insert(
        _ touchpoint: TouchpointResult, at position: Int, of visit: Int64, started: Timestamp, day: Int64, _ pen: Pen
    ) throws {
        var flags: TouchpointFlags = []
        if touchpoint.housekeeping { flags.insert(.housekeeping) }
        if touchpoint.about { flags.insert(.about) }
        if touchpoint.late { flags.insert(.late) }
        if touchpoint.excused { flags.insert(.excused) }
        if touchpoint.unexamined == true { flags.insert(.unexamined) }
        let promise = try touchpoint.promise.map { try pen.texts.row(of: $0, day: day, pen) }
        let failure = try touchpoint.failure.map { try pen.texts.row(of: $0, day: day, pen) }
        let verdicts = touchpoint.verdicts.isEmpty ? nil : try pen.texts.row(of: touchpoint.verdicts, day: day, pen)
        try pen.run(
            """
            INSERT INTO touchpoint (visit, position, name, number, flags, grade, after, took, promise, looks, failure, verdicts,
                body_hash, body_size)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                visit, position, try pen.name(touchpoint.name), touchpoint.index, flags.rawValue,
                touchpoint.grade.stored,
                (touchpoint.started - started).microseconds, touchpoint.took?.microseconds, promise, touchpoint.looks,
                failure, verdicts, touchpoint.bodyHash.flatMap(Hex.bytes).map { Blob($0) }, touchpoint.bodySize,
            ])
        for (number, hop) in touchpoint.hops.enumerated() {
            try insert(hop, at: number, of: visit, touchpoint: position, day: day, pen)
        }
    }

    private static func insert(
        _ hop: Hop, at position: Int, of visit: Int64, touchpoint: Int, day: Int64, _ pen: Pen
    ) throws {
        // What is left of the head is the same on every visit, as a rule.
        var head = Hop(method: hop.method, url: hop.url)
        head.status = hop.status
        head.version = hop.version
        head.address = hop.address
        head.port = hop.port
        let phases = hop.phases
        try pen.run(
            """
            INSERT INTO hop (visit, touchpoint, position, head, certificate, reused, bytes, lookup, connect, handshake, send, wait,
                receive, total)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                visit, touchpoint, position, try pen.texts.row(of: head, day: day, pen),
                try hop.certificate.map { try pen.texts.row(of: $0, day: day, pen) }, hop.connectionReused ? 1 : 0,
                hop.bytesReceived, phases.lookup?.microseconds, phases.connect?.microseconds,
                phases.handshake?.microseconds,
                phases.send?.microseconds, phases.wait?.microseconds, phases.receive?.microseconds,
                phases.total.microseconds,
            ])
    }
}
