internal import GRDB
public import Journey

extension Ledger {
    /// Stores how far a visit has come, in place of what was known of it. Returns once it is on the disk.
    /// - Parameters:
    ///   - wake: when something is to be done next.
    ///   - overdueAt: when the promise of the wait under way lapses.
    public func save(_ state: VisitState, wake: Timestamp?, overdueAt: Timestamp?) async throws {
        try await save(state, wake: wake, overdueAt: overdueAt, atOnce: false)
    }

    /// The same for a visit that is about to send something unsafe: the group closes at once, and when this returns the
    /// first byte may go out.
    public func commitIntent(_ state: VisitState) async throws {
        try await save(state, wake: nil, overdueAt: nil, atOnce: true)
    }

    private func save(_ state: VisitState, wake: Timestamp?, overdueAt: Timestamp?, atOnce: Bool) async throws {
        let text = try JSON.text(state)
        try await store(atOnce: atOnce) { pen in
            try pen.run(
                """
                INSERT INTO open_visit (id, probe, location, started, slot, intent, wake, overdue, version, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET intent = excluded.intent, wake = excluded.wake, overdue = excluded.overdue,
                    version = excluded.version, state = excluded.state
                """,
                [
                    state.id.rawValue, state.probe, state.location ?? "", state.started.microseconds, state.slot,
                    state.intent == nil ? 0 : 1, wake?.microseconds, overdueAt?.microseconds, state.version, text,
                ])
            try pen.noteUnderWay(state.id, true)
        }
    }

    /// Takes back a visit that will not be finished; nothing of it was sent.
    public func drop(_ id: VisitID) async throws {
        try await store { pen in
            try pen.run("DELETE FROM open_visit WHERE id = ?", [id.rawValue])
            try pen.noteUnderWay(id, false)
        }
    }

    /// All visits under way, oldest first.
    /// - Throws: `LedgerError.newer` when one was saved by a later release.
    public func openVisits() async throws -> [OpenVisit] {
        let path = path
        return try await read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT state, wake, overdue, version, id FROM open_visit ORDER BY started, id")
            var visits: [OpenVisit] = []
            while let row = try rows.next() {
                guard row[3] <= VisitState.currentVersion else {
                    throw LedgerError(
                        .newer,
                        "the visit \(row[4] as String) in \(path) was begun by a later release of undercover: install that release"
                    )
                }
                visits.append(
                    OpenVisit(
                        state: try JSON.value(row[0]), wake: (row[1] as Int64?).map(Timestamp.init(microseconds:)),
                        overdueAt: (row[2] as Int64?).map(Timestamp.init(microseconds:))))
            }
            return visits
        }
    }

    /// Visits whose promise has lapsed by `now` while the answer is missing; longest overdue first.
    public func overdue(at now: Timestamp, limit: Int = 1000) async throws -> [OpenWait] {
        try await waits("overdue <= \(now.microseconds) ORDER BY overdue", limit)
    }

    /// Visits under way that wait for an answer, by when their promise lapses or lapsed; those without one last.
    public func openWaits(limit: Int = 1000) async throws -> [OpenWait] {
        // In two steps, each of which finds its rows in order: a hundred thousand are not sorted for the first few.
        let promised = try await waits("overdue IS NOT NULL AND +wake IS NOT NULL ORDER BY overdue, started", limit)
        guard promised.count < limit else { return promised }
        return try await promised
            + waits("wake IS NOT NULL AND +overdue IS NULL ORDER BY started", limit - promised.count)
    }

    /// How many visits wait for an answer, and how many of them for longer than was promised.
    public func waitCounts(at now: Timestamp) async throws -> (open: Int, overdue: Int) {
        try await read { db in
            let open = try Int.fetchOne(db, sql: "SELECT count(*) FROM open_visit WHERE wake IS NOT NULL")
            let overdue = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM open_visit WHERE overdue < ? AND +wake IS NOT NULL",
                arguments: [now.microseconds])
            return (open ?? 0, overdue ?? 0)
        }
    }

    private func waits(_ condition: String, _ limit: Int) async throws -> [OpenWait] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT id, probe, location, started, wake, overdue FROM open_visit WHERE \(condition) LIMIT ?",
                arguments: [max(0, limit)]
            ).map { row in
                let location: String = row[2]
                return OpenWait(
                    visit: VisitID(rawValue: row[0]),
                    subject: Subject(probe: row[1], location: location.isEmpty ? nil : location),
                    started: Timestamp(microseconds: row[3]),
                    wake: (row[4] as Int64?).map(Timestamp.init(microseconds:)),
                    overdueAt: (row[5] as Int64?).map(Timestamp.init(microseconds:)))
            }
        }
    }
}
