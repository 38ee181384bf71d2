internal import Foundation
internal import GRDB
public import Journey

extension Ledger {
    /// - Parameters:
    ///   - path: of the SQLite file; the daemon makes it, and its directory (0750), when there is none.
    ///   - role: decides the lock (DESIGN §4.8): the daemon and writers are alone, readers share.
    /// - Throws: `LedgerError`: in use, missing, newer, older (readers), damaged, not writable.
    public static func open(
        at path: String, as role: Role, timepiece: any Timepiece = SystemTimepiece(),
        options: LedgerOptions = LedgerOptions()
    ) throws -> Ledger {
        let path = try LedgerPath.settled(path)
        do {
            try mustBeFile(path)
            switch role {
            case .daemon, .writer: return try openForWriting(path, role, timepiece, options)
            case .reader: return try openForReading(path, timepiece, options)
            }
        } catch {
            throw LedgerError.translated(error, path: path)
        }
    }

    private static func openForWriting(
        _ path: String, _ role: Role, _ timepiece: any Timepiece, _ options: LedgerOptions
    ) throws -> Ledger {
        if role == .daemon {
            try makeDirectory(of: path)
        } else {
            try mustExist(path)
        }
        try LedgerPath.mustHaveOneName(path)
        let lock = try LedgerLock(ledger: path, exclusive: true)
        let isNew = FileIdentity(path: path) == nil
        let address = options.fileSystem.map { Backup.address(of: path, "vfs=\($0)") } ?? path
        let connect: @Sendable () throws -> DatabasePool = {
            let pool = try DatabasePool(path: address, configuration: configuration())
            try pool.writeWithoutTransaction(setUpWriting)
            return pool
        }
        try mustBeWritable(path)
        if !isNew && !isHalfMade(path) { try refuseNewer(path) }
        let pool = try connect()
        try refuseNewer(pool, path)
        // SQLite gives its log the rights of the file, when it makes one.
        if isNew { for file in [path, path + "-wal", path + "-shm"] { _ = chmod(file, 0o640) } }
        if try !isNew && !pool.read(Schema.migrator.hasCompletedMigrations) {
            try backUpBeforeMigrating(pool, path, timepiece)
        }
        try Schema.migrator.migrate(pool)
        try pool.writeWithoutTransaction { db in
            try Meta.prepare(db, path: path, options)
            if role == .daemon && options.isAlive { try Blindness.wake(db, now: timepiece.now()) }
        }
        let writer = Writer(
            pool: pool, reopen: connect, lock: lock, path: path, timepiece: timepiece, options: options)
        return Ledger(
            path: path, role: role, timepiece: timepiece, options: options, reading: pool, writer: writer, lock: lock)
    }

    /// A pipe would be waited for, and a directory be taken for a failing disk.
    private static func mustBeFile(_ path: String) throws {
        var found = stat()
        guard stat(path, &found) == 0, found.st_mode & S_IFMT != S_IFREG else { return }
        throw LedgerError(.disk, "the ledger \(path) is no file: name one in `ledger:` of undercover.yaml")
    }

    /// Looked at before SQLite does: of a file that it may only read it makes a log of the same kind, which then stays in the way.
    private static func mustBeWritable(_ path: String) throws {
        for file in [path, path + "-wal", path + "-shm"] where faccessat(AT_FDCWD, file, W_OK, AT_EACCESS) != 0 {
            let code = errno
            guard code != ENOENT else { continue }
            let what = file == path ? "the ledger \(file)" : "the file \(file), which belongs to the ledger,"
            throw LedgerError(
                .readOnly,
                "\(what) may not be written (\(String(cString: strerror(code)))): check its owner, its mode and the mount"
            )
        }
    }

    private static func openForReading(
        _ path: String, _ timepiece: any Timepiece, _ options: LedgerOptions
    ) throws -> Ledger {
        try mustExist(path)
        let lock = try LedgerLock(ledger: path, exclusive: false)
        let queue = try reader(of: path)
        try refuseNewer(queue, path)
        guard try queue.read(Schema.migrator.hasCompletedMigrations) else {
            throw LedgerError(
                .older,
                "the ledger \(path) was written by an earlier release: start the daemon once, and it is brought up to date"
            )
        }
        return Ledger(
            path: path, role: .reader, timepiece: timepiece, options: options, reading: queue, writer: nil, lock: lock)
    }

    /// A cleanly closed ledger has no -wal file, and SQLite cannot open it read-only without making one, which a reader may
    /// not: `immutable` is right because our own lock keeps every writer away. With a -wal file left by a crash its contents
    /// count, and SQLite has to look at it.
    private static func reader(of path: String) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration.readOnly
        let walSize = (try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int) ?? 0
        if walSize == 0 && !isHalfMade(path) {
            return try DatabaseQueue(path: Backup.immutableAddress(of: path), configuration: configuration)
        }
        guard walSize > 0, LedgerError.isMountedReadOnly(path) else {
            return try DatabaseQueue(path: path, configuration: configuration)
        }
        // Where no file can be made, SQLite looks at a log only if it may keep its index in memory, which it does for one that
        // has the ledger alone. It need not lock for that what nobody can write (https://www.sqlite.org/wal.html, §8).
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        return try DatabaseQueue(path: Backup.address(of: path, "vfs=unix-none"), configuration: configuration)
    }

    private static func configuration() -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.label = "undercover.ledger"
        configuration.maximumReaderCount = 3
        // As all other work here: of another quality libdispatch keeps a pool of threads of their own for it.
        configuration.qos = .default
        configuration.busyMode = .timeout(5)
        // The rows refer to each other by numbers that one writer hands out; checking each again costs more than storing it.
        configuration.foreignKeysEnabled = false
        return configuration
    }

    /// GRDB sets `synchronous=NORMAL` while it opens a pool, so this comes afterwards, and is looked at.
    private static func setUpWriting(_ db: Database) throws {
        // Checkpointing every 16 MB or so keeps syncs of the main file rare; a log that has grown beyond 64 MB during a long
        // read is cut back.
        try db.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 4000;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA cache_size = -16000;
                """)
        let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
        guard synchronous == 2 else {
            throw LedgerError(
                .disk, "SQLite does not sync every commit (synchronous is \(synchronous ?? -1)): refusing to start")
        }
    }

    /// A migration that turns out to be wrong must not be the end of what was there.
    private static func backUpBeforeMigrating(_ pool: DatabasePool, _ path: String, _ timepiece: any Timepiece) throws {
        guard try pool.read({ try $0.tableExists("meta") }) else { return }
        try Backup.keep(pool, as: "\(path).before-upgrade-\(timepiece.now().iso8601)")
    }

    /// The power went while it was made: SQLite takes that back when it is opened for writing, and has to be let.
    private static func isHalfMade(_ path: String) -> Bool { FileIdentity(path: path + "-journal") != nil }

    /// Before anything is opened for writing: a ledger of a later release stays as it is.
    private static func refuseNewer(_ path: String) throws {
        let queue = try reader(of: path)
        defer { try? queue.close() }
        try refuseNewer(queue, path)
    }

    private static func refuseNewer(_ reader: some DatabaseReader, _ path: String) throws {
        guard try reader.read({ try Schema.migrator.hasBeenSuperseded($0) }) else { return }
        let release = (try? reader.read { try Meta.value(Meta.release, $0) }).flatMap { $0 }
        let whose = release.map { "undercover \($0), a later release than this one" } ?? "a later release of undercover"
        throw LedgerError(
            .newer,
            "the ledger \(path) was written by \(whose): install that release, or restore a backup. It is left as it is"
        )
    }

    private static func mustExist(_ path: String) throws {
        guard FileIdentity(path: path) == nil else { return }
        throw LedgerError(
            .missing, "there is no ledger at \(path): start the daemon once with `undercover run`, or name another file"
        )
    }

    private static func makeDirectory(of path: String) throws {
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw LedgerError(
                .readOnly, "cannot make the ledger's directory \(directory): \(error.localizedDescription)")
        }
    }
}

extension GRDB.Configuration {
    static var readOnly: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.label = "undercover.ledger.reader"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return configuration
    }
}
