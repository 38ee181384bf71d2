internal import GRDB
internal import Journey

/// What the ledger knows about itself.
enum Meta {
    /// The key of the release that wrote last.
    static let release = "release"

    static func value(_ key: String, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
    }

    static func number(_ key: String, _ db: Database) throws -> Int64? {
        try value(key, db).flatMap(Int64.init)
    }

    static func set(_ key: String, _ value: String, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            arguments: [key, value])
    }

    /// Of a ledger's file, as it is kept under `inode`.
    static func inode(of path: String) -> String { FileIdentity(path: path).map { String($0.inode) } ?? "none" }

    /// Makes what a new ledger needs, and notices one that has been copied or restored: it is held until somebody has
    /// looked for what was sent since (DESIGN §4.8).
    static func prepare(_ db: Database, path: String, _ options: LedgerOptions) throws {
        let machine = options.machine ?? Machine.identifier()
        let inode = inode(of: path)
        try db.inTransaction(.immediate) {
            if try value("seed", db) == nil {
                try set("seed", String(UInt64.random(in: .min ... .max)), db)
                try set("epoch", "1", db)
                try set("machine", machine, db)
                try set("inode", inode, db)
            }
            if let release = options.release { try set(Meta.release, release, db) }
            if try value("machine", db) != machine || value("inode", db) != inode { try set("held", "1", db) }
            return .commit
        }
    }

    static func adopt(_ db: Database, path: String, machine: String?) throws {
        if try value("held", db) == "1" { try set("epoch", String((number("epoch", db) ?? 1) + 1), db) }
        try set("machine", machine ?? Machine.identifier(), db)
        try set("inode", inode(of: path), db)
        try set("held", "0", db)
    }
}
