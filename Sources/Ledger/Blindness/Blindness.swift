internal import GRDB
internal import Journey

enum Blindness {
    /// At the daemon's start: whatever lasted when it died ended with its last beat, and from then until now it was down.
    static func wake(_ db: Database, now: Timestamp) throws {
        try db.inTransaction(.immediate) {
            let alive = try Meta.number("alive", db)
            try Keeping.begin(db, at: alive.map(Timestamp.init(microseconds:)) ?? now)
            if let alive {
                try db.execute(
                    sql: "UPDATE blind SET until = max(since, ?) WHERE until IS NULL", arguments: [alive])
                // The clock was set back meanwhile: it would hold up waits for as long as it was set back by.
                if alive > now.microseconds {
                    try db.execute(
                        sql: "UPDATE open_visit SET wake = ? WHERE wake > ?",
                        arguments: [now.microseconds, now.microseconds])
                }
                if alive < now.microseconds {
                    try db.execute(
                        sql: "INSERT INTO blind (reason, since, until) VALUES (?, ?, ?)",
                        arguments: [BlindSpan.Reason.down.rawValue, alive, now.microseconds])
                }
            }
            try Meta.set("alive", String(now.microseconds), db)
            return .commit
        }
    }
}
