internal import Foundation
internal import GRDB
internal import Glibc
public import Journey

extension Ledger {
    /// Writes a whole copy of the ledger as it is now, while it goes on being written: into a file beside the target first,
    /// synced, then in its place. The copy is one file, which starts held.
    /// - Throws: `LedgerError.refused` when there is a file at `target` already.
    public func backUp(to target: String) async throws {
        let target = URL(fileURLWithPath: target).standardizedFileURL.path
        try Backup.refuseExisting(target)
        let part = target + ".part"
        do {
            // On a connection that reads: the writer goes on meanwhile.
            try await reading.unsafeRead { db in try Backup.copy(db, to: part) }
            try Backup.hold(part)
            try Backup.settle(part, as: target)
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw LedgerError.translated(error, path: target)
        }
    }

    /// Looks whether a ledger is whole, and what is in it. Takes minutes on a large one; changes nothing.
    public static func verify(_ path: String) throws -> LedgerReport {
        let ledger = try open(at: path, as: .reader)
        defer { try? ledger.close() }
        return try ledger.examined()
    }

    /// The same for one that is open.
    public func verified() async throws -> LedgerReport {
        do {
            return try await reading.read(LedgerReport.init)
        } catch {
            throw LedgerError.translated(error, path: path)
        }
    }

    private func examined() throws -> LedgerReport {
        do {
            return try reading.read(LedgerReport.init)
        } catch {
            throw LedgerError.translated(error, path: path)
        }
    }

    /// Puts a backup in the place of the ledger; what was there is kept beside it under a name that tells the time. The
    /// restored ledger has a new epoch and is held: it contacts nobody until it is adopted.
    /// - Parameter backup: a copy, or any ledger that nobody writes; what only its log holds counts as well.
    /// - Returns: where the ledger that was there has gone, or its log if there was only that; nothing if there was neither.
    /// - Throws: `LedgerError`: in use, or the backup is damaged or of a later release; then nothing has changed.
    @discardableResult
    public static func restore(_ backup: String, to path: String, now: Timestamp) throws -> String? {
        let path = try LedgerPath.settled(path)
        guard try LedgerPath.settled(backup) != path else {
            throw LedgerError(.refused, "\(backup) is the ledger itself: name a backup of it; nothing was changed")
        }
        // Open until all of it has been copied: what is copied is what was looked at.
        let source = try open(at: backup, as: .reader)
        defer { try? source.close() }
        let report = try source.examined()
        guard report.problems.isEmpty else {
            throw LedgerError(
                .damaged, "the backup \(backup) is damaged (\(report.problems[0])): choose another; nothing was changed"
            )
        }
        do {
            return try LedgerLock.alone(ledger: path) {
                let part = path + ".part"
                do {
                    try source.reading.unsafeRead { db in try Backup.copy(db, to: part) }
                    try Backup.hold(part) { db in
                        try Meta.set("epoch", String((Meta.number("epoch", db) ?? 1) + 1), db)
                    }
                    let aside = try Backup.putAside(path, now: now)
                    try Backup.settle(part, as: path)
                    return aside
                } catch {
                    try? FileManager.default.removeItem(atPath: part)
                    throw error
                }
            }
        } catch {
            throw LedgerError.translated(error, path: path)
        }
    }

    /// A ledger that was copied or restored is this machine's own from now on, in a new epoch. Visits under way may have gone on
    /// in the other one: what they were to send is looked for by their mark, and never sent.
    public func adopt() async throws {
        let (path, machine) = (path, options.machine)
        try await store(atOnce: true) { pen in
            try Meta.adopt(pen.db, path: path, machine: machine)
            try pen.run("UPDATE open_visit SET state = json_set(state, '$.adopted', json('true'))")
        }
    }
}

/// What `verify` saw.
public struct LedgerReport: Sendable, Hashable, Codable {
    /// What is wrong with it, in SQLite's words and ours; at most 100.
    public var problems: [String]
    public var visits: Int
    public var findings: Int
    public var openVisits: Int
    public var incidents: Int
    public var undelivered: Int
    public var epoch: Int

    init(_ db: Database) throws {
        problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
        func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
        visits = try count("SELECT count(*) FROM visit")
        findings = try count("SELECT count(*) FROM finding")
        openVisits = try count("SELECT count(*) FROM open_visit")
        incidents = try count("SELECT count(*) FROM incident")
        undelivered = try count("SELECT count(*) FROM notification")
        epoch = try Int(Meta.number("epoch", db) ?? 0)
        let lost = try count(
            """
            SELECT count(*) FROM visit WHERE subject NOT IN (SELECT id FROM subject)
                OR definition NOT IN (SELECT id FROM text) OR vantage NOT IN (SELECT id FROM text)
            """)
        if lost > 0 { problems.append("\(lost) visits refer to rows that are missing") }
        if try Meta.value("seed", db) == nil { problems.append("the seed is missing") }
    }
}

enum Backup {
    static func refuseExisting(_ path: String) throws {
        guard FileIdentity(path: path) != nil else { return }
        throw LedgerError(.refused, "there is a file at \(path) already: name another, or remove it")
    }

    /// Writes all of a ledger into a file of its own, in the place of one that an earlier attempt has left.
    static func copy(_ ledger: some DatabaseWriter, to part: String) throws {
        try ledger.writeWithoutTransaction { try copy($0, to: part) }
    }

    static func copy(_ db: Database, to part: String) throws {
        unlink(part)
        try db.execute(sql: "VACUUM INTO ?", arguments: [part])
    }

    /// A copy that is kept.
    static func keep(_ ledger: some DatabaseWriter, as path: String) throws {
        let part = path + ".part"
        try copy(ledger, to: part)
        try hold(part)
        try settle(part, as: path)
    }

    /// Whoever opens the copy is held, by whichever way it comes there: written over a ledger with `cp` it has that one's inode,
    /// and is taken for it.
    /// - Parameter alsoDo: what else is to be in the copy.
    static func hold(_ part: String, alsoDo: (Database) throws -> Void = { _ in }) throws {
        try write(in: part) { db in
            try alsoDo(db)
            try Meta.set("held", "1", db)
        }
    }

    static func write(in part: String, _ body: (Database) throws -> Void) throws {
        let copy = try DatabaseQueue(path: part)
        // Nobody looks for what was to be taken back in a file that has no name yet.
        try copy.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
        try copy.write(body)
        try copy.close()
    }

    /// Syncs a file, gives it its name, and syncs the directory, so that after a power cut there is either the whole or nothing.
    static func settle(_ part: String, as path: String) throws {
        try sync(part)
        guard chmod(part, 0o640) == 0, rename(part, path) == 0 else {
            throw LedgerError(.disk, "cannot give \(part) the name \(path): \(String(cString: strerror(errno)))")
        }
        try syncDirectory(of: path)
    }

    private static func syncDirectory(of path: String) throws {
        try sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Moves away all that SQLite would take for the new file's own: it plays back any log that it finds beside a file. The
    /// main file goes first, so that it is never there without its log, and all of it is gone, on the disk too, before another
    /// gets its name.
    /// - Returns: the new name of what was there; its logs go with it. One that has been left alone goes as well.
    static func putAside(_ path: String, now: Timestamp) throws -> String? {
        let aside = "\(path).before-\(now.iso8601)"
        let found = ["", "-wal", "-journal"].filter { FileIdentity(path: path + $0) != nil }
        for suffix in found {
            guard rename(path + suffix, aside + suffix) == 0 else {
                throw LedgerError(.disk, "cannot rename \(path + suffix): \(String(cString: strerror(errno)))")
            }
        }
        unlink(path + "-shm")
        try syncDirectory(of: path)
        return found.first.map { aside + $0 }
    }

    /// SQLite's name for a file that nobody changes while it is open.
    static func immutableAddress(of path: String) -> String { address(of: path, "immutable=1") }

    /// https://www.sqlite.org/uri.html
    static func address(of path: String, _ query: String) -> String {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
        let escaped = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
        return "file:\(escaped)?\(query)"
    }

    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw LedgerError(.disk, "cannot sync \(path): \(String(cString: strerror(errno)))")
        }
    }
}
