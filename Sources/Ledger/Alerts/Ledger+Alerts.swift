internal import GRDB
public import Journey

extension Ledger {
    /// Where a reader of the visits stands: 0 before it has begun.
    public func cursor(_ name: String) async throws -> Int64 {
        try await read { db in
            try Int64.fetchOne(db, sql: "SELECT place FROM cursor WHERE name = ?", arguments: [name]) ?? 0
        }
    }

    /// Stores all that came of looking at visits up to a place, in one transaction: the cursor's new place, incidents (new or
    /// changed), notifications for the outbox, timers. Returns once it is on the disk.
    /// - Parameter place: nothing leaves the cursor where it is (a timer came due, with no new visit).
    /// - Throws: `LedgerError.refused` when a second incident would be open for the same rule and subject.
    public func advance(
        cursor: String, to place: Int64?, incidents: [Incident] = [], notifications: [Notification] = [],
        set timers: [LedgerTimer] = [], clear timerKeys: [String] = []
    ) async throws {
        let notifications = try notifications.map { ($0, try JSON.text($0.incident)) }
        try await store(atOnce: !notifications.isEmpty) { pen in
            if let place {
                try pen.run(
                    "INSERT INTO cursor (name, place) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET place = max(place, excluded.place)",
                    [cursor, place])
            }
            // Those that are over first, so that one may follow another for the same subject.
            for incident in incidents.sorted(by: { $0.state == .recovered && $1.state == .open }) {
                try insert(incident, pen)
            }
            for (notification, told) in notifications { try insert(notification, told: told, pen) }
            for key in timerKeys { try pen.run("DELETE FROM timer WHERE key = ?", [key]) }
            for timer in timers {
                try pen.run(
                    """
                    INSERT INTO timer (key, due, payload) VALUES (?, ?, ?)
                    ON CONFLICT (key) DO UPDATE SET due = excluded.due, payload = excluded.payload
                    """, [timer.key, timer.due.microseconds, timer.payload])
            }
        }
    }

    public func openIncidents() async throws -> [Incident] {
        var filter = IncidentFilter()
        filter.state = .open
        filter.limit = .max
        return try await incidents(filter)
    }

    /// Those opened last come first.
    public func incidents(_ filter: IncidentFilter = IncidentFilter()) async throws -> [Incident] {
        var conditions = Conditions()
        conditions.add("rule = ?", filter.rule)
        conditions.add("probe = ?", filter.probe)
        conditions.add("location = ?", filter.location)
        conditions.add("state = ?", filter.state?.rawValue)
        conditions.add("cause = ?", filter.cause?.rawValue)
        conditions.add("opened >= ?", filter.since?.microseconds)
        let sql = """
            SELECT id, rule, probe, location, state, opened, closed, cause, says FROM incident \(conditions.clause)
            ORDER BY opened DESC LIMIT ?
            """
        let arguments = conditions.arguments + [max(0, filter.limit)]
        return try await read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                let location: String = row[3]
                var incident = Incident(
                    id: row[0], rule: row[1],
                    subject: Subject(probe: row[2], location: location.isEmpty ? nil : location),
                    state: Incident.State(rawValue: row[4]) ?? .open, opened: Timestamp(microseconds: row[5]),
                    cause: (row[7] as String?).map(VisitID.init(rawValue:)), says: row[8])
                incident.closed = (row[6] as Int64?).map(Timestamp.init(microseconds:))
                return incident
            }
        }
    }

    /// Timers whose time has come, first due first.
    public func dueTimers(_ now: Timestamp, limit: Int = 100) async throws -> [LedgerTimer] {
        try await timers("WHERE due <= \(now.microseconds)", limit)
    }

    /// The timer that is due next.
    public func nextTimer() async throws -> LedgerTimer? {
        try await timers("", 1).first
    }

    private func timers(_ clause: String, _ limit: Int) async throws -> [LedgerTimer] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT key, due, payload FROM timer \(clause) ORDER BY due, key LIMIT ?",
                arguments: [max(0, limit)]
            ).map { LedgerTimer(key: $0[0], due: Timestamp(microseconds: $0[1]), payload: $0[2]) }
        }
    }
}

private func insert(_ incident: Incident, _ pen: Pen) throws {
    try pen.run(
        """
        INSERT INTO incident (id, rule, probe, location, state, opened, closed, cause, says) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, closed = excluded.closed, says = excluded.says
        """,
        [
            incident.id, incident.rule, incident.subject.probe, incident.subject.location ?? "",
            incident.state.rawValue,
            incident.opened.microseconds, incident.closed?.microseconds, incident.cause?.rawValue, incident.says,
        ])
}

private func insert(_ notification: Notification, told: String, _ pen: Pen) throws {
    try pen.run(
        """
        INSERT INTO notification (id, incident, channel, sequence, created, attempts, next_attempt, last_error, told)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """,
        [
            notification.id, notification.incident.id, notification.channel, notification.sequence,
            notification.created.microseconds, notification.attempts, notification.nextAttempt.microseconds,
            notification.lastError, told,
        ])
}
