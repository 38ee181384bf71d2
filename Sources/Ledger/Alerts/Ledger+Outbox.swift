internal import GRDB
public import Journey

extension Ledger {
    /// Notifications whose next attempt is due, first due first. Of those of one incident over one channel only the first
    /// that has not been delivered is among them: they are told in order.
    /// - Parameter longestPause: what is to wait longer than this was put off by a clock that has been set back since, and is due.
    public func dueNotifications(
        _ now: Timestamp, longestPause: Duration, limit: Int = 100
    ) async throws -> [Notification] {
        let end = now + longestPause
        return try await notifications(
            "(next_attempt <= \(now.microseconds) OR next_attempt > \(end.microseconds)) AND \(isFirst)", limit)
    }

    /// When a notification is due next by the clock that put it off; nothing while the outbox is empty.
    public func nextNotification() async throws -> Timestamp? {
        let isFirst = isFirst
        return try await read { db in
            try Int64.fetchOne(
                db, sql: "SELECT min(next_attempt) FROM notification WHERE next_attempt IS NOT NULL AND \(isFirst)"
            ).map(Timestamp.init(microseconds:))
        }
    }

    /// All that no channel has taken yet, oldest first; with those that were given up.
    public func undelivered(limit: Int = 1000) async throws -> [Notification] {
        try await notifications("1", limit)
    }

    /// The channel has taken it. Returns once that is on the disk.
    public func delivered(_ id: String) async throws {
        try await store(atOnce: true) { pen in try pen.run("DELETE FROM notification WHERE id = ?", [id]) }
    }

    /// The channel has not taken it.
    /// - Parameter nextAttempt: nothing gives it up: it stays to be seen, and those after it are told without it.
    public func failed(_ id: String, error: String, nextAttempt: Timestamp?) async throws {
        try await store { pen in
            try pen.run(
                "UPDATE notification SET attempts = attempts + 1, last_error = ?, next_attempt = ? WHERE id = ?",
                [error, nextAttempt?.microseconds, id])
        }
    }

    private var isFirst: String {
        """
        NOT EXISTS (SELECT 1 FROM notification AS earlier WHERE earlier.incident = notification.incident
            AND earlier.channel = notification.channel AND earlier.sequence < notification.sequence
            AND earlier.next_attempt IS NOT NULL)
        """
    }

    private func notifications(_ condition: String, _ limit: Int) async throws -> [Notification] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, channel, sequence, created, attempts, next_attempt, last_error, told FROM notification
                    WHERE \(condition) ORDER BY next_attempt IS NULL, next_attempt, created, sequence LIMIT ?
                    """, arguments: [max(0, limit)]
            ).map { row in
                Notification(
                    id: row[0], incident: try JSON.value(row[7]), channel: row[1], sequence: row[2],
                    created: Timestamp(microseconds: row[3]), attempts: row[4],
                    nextAttempt: (row[5] as Int64?).map(Timestamp.init(microseconds:)) ?? .distantFuture,
                    lastError: row[6])
            }
        }
    }
}
