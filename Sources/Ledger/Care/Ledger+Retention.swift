internal import GRDB
internal import Journey

extension Ledger {
    /// Removes what is no longer kept, in short transactions between which visits are stored. The file does
    /// not shrink: the space is used again. Visits go only after they have been summed up.
    /// - Returns: how many visits went.
    @discardableResult
    public func prune(_ retention: Retention) async throws -> Int {
        if retention.visits != nil || retention.hours != nil || retention.timesByHour != nil { try await rollUp() }
        if let hours = retention.hours {
            let first = RollUp.Kind.hour.start(of: hours)
            try await store { pen in
                let known = try Meta.number(Retention.oldestHour, pen.db) ?? .min
                try Meta.set(Retention.oldestHour, String(max(known, first)), pen.db)
            }
            try await prune("tally", hoursBefore: first)
        }
        if let times = retention.timesByHour {
            try await prune("times", hoursBefore: RollUp.Kind.hour.start(of: times))
        }
        if let pages = retention.pages {
            try await inSlices { pen in
                try pen.removed(
                    "DELETE FROM page WHERE id IN (SELECT id FROM page WHERE stored < ? ORDER BY stored LIMIT 20)",
                    [pages.microseconds]
                ) { pen.forgetPages() }
            }
        }
        if let past = retention.past {
            for sql in [
                "DELETE FROM incident WHERE id IN (SELECT id FROM incident WHERE closed < ? AND state = 'recovered' LIMIT 500)",
                "DELETE FROM finding WHERE id IN (SELECT id FROM finding WHERE state = 2 AND fixed < ? LIMIT 500)",
                "DELETE FROM blind WHERE id IN (SELECT id FROM blind WHERE until < ? LIMIT 500)",
            ] {
                try await inSlices { pen in try pen.removed(sql, [past.microseconds]) }
            }
        }
        guard let visits = retention.visits else { return 0 }
        let count = try await inSlices { pen in try remove(visitsBefore: visits, pen) }
        if count > 0 { try await pruneTexts() }
        return count
    }

    /// Sums up all visits stored so far.
    public func rollUp() async throws {
        let slice = options.rollUpSlice
        try await inSlices { pen in try pen.rollUp(limit: slice, completely: true) }
    }

    /// Repeats until nothing was left to do.
    @discardableResult
    private func inSlices(_ slice: @escaping @Sendable (Pen) throws -> Int) async throws -> Int {
        var total = 0
        while case let count = try await store(slice), count > 0 {
            total += count
            try Task.checkCancellation()
        }
        return total
    }

    private func prune(_ table: String, hoursBefore hour: Int64) async throws {
        let last = try await read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM subject") ?? 0 }
        for first in stride(from: 1, through: last, by: 200) {
            try await store { pen in
                for subject in first..<first + 200 {
                    try pen.run("DELETE FROM \(table) WHERE kind = 0 AND subject = ? AND start < ?", [subject, hour])
                }
            }
        }
    }

    /// Texts that no visit uses: their last day lies before that of every visit that is left.
    private func pruneTexts() async throws {
        let oldest = try await read { try Int64.fetchOne($0, sql: "SELECT min(started) FROM visit") }
        let day = oldest.map { RollUp.Kind.day.start(of: Timestamp(microseconds: $0)) }
        guard let day else { return }
        try await inSlices { pen in
            try pen.removed("DELETE FROM text WHERE id IN (SELECT id FROM text WHERE day < ? LIMIT 1000)", [day]) {
                pen.texts = TextShelf()
            }
        }
    }
}

private func remove(visitsBefore limit: Timestamp, _ pen: Pen) throws -> Int {
    let places = try Int64.fetchAll(
        pen.statement("SELECT place FROM visit WHERE started < ? AND place <= ? ORDER BY started LIMIT 200"),
        arguments: [limit.microseconds, RollUp.place(pen.db)])
    for place in places {
        for table in ["hop", "touchpoint", "visit_finding"] {
            try pen.run("DELETE FROM \(table) WHERE visit = ?", [place])
        }
        try pen.run("DELETE FROM visit WHERE place = ?", [place])
    }
    return places.count
}

extension Pen {
    /// - Returns: how many rows the statement removed.
    fileprivate func removed(
        _ sql: String, _ arguments: StatementArguments, whenAny: () -> Void = {}
    ) throws -> Int {
        try run(sql, arguments)
        let count = db.changesCount
        if count > 0 { whenAny() }
        return count
    }
}
