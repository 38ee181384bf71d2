internal import GRDB
public import Journey

extension Ledger {
    /// Opens a blind span; nothing happens while one for the same reason lasts.
    public func openBlindSpan(_ reason: BlindSpan.Reason, from: Timestamp) async throws {
        try await store { pen in
            try pen.run(
                "INSERT INTO blind (reason, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [reason.rawValue, from.microseconds])
        }
    }

    /// Ends the one that lasts for this reason, if there is one.
    public func closeBlindSpan(_ reason: BlindSpan.Reason, until: Timestamp) async throws {
        try await store { pen in
            try pen.run(
                "UPDATE blind SET until = max(since, ?) WHERE reason = ? AND until IS NULL",
                [until.microseconds, reason.rawValue])
        }
    }

    /// Records one that is already over (a suspend, a clock step).
    public func record(_ span: BlindSpan) async throws {
        try await store { pen in
            try pen.run(
                "INSERT INTO blind (reason, since, until) VALUES (?, ?, ?)",
                [span.reason.rawValue, span.from.microseconds, span.until.map { max($0, span.from).microseconds }])
        }
    }

    /// Those that last or ended after `since`, newest first.
    public func blindSpans(since: Timestamp = .distantPast, limit: Int = 1000) async throws -> [BlindSpan] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT since, until, reason FROM blind WHERE until IS NULL OR until > ? ORDER BY since DESC LIMIT ?",
                arguments: [since.microseconds, limit]
            ).compactMap { row in
                guard let reason = BlindSpan.Reason(rawValue: row[2]) else { return nil }
                let until: Int64? = row[1]
                return BlindSpan(
                    from: Timestamp(microseconds: row[0]), until: until.map(Timestamp.init(microseconds:)),
                    reason: reason)
            }
        }
    }
}
