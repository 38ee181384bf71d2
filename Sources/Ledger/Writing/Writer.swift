internal import GRDB
internal import Glibc
public import Journey
internal import Synchronization
internal import Threads

/// The one thread that writes: it gathers what is to be stored into groups, and syncs once for each.
///
/// A group closes 50 ms after its first entry, at 256 entries, or at once when an entry asks for it. The 50 ms are the
/// machine's own time: they are about the disk, and must pass when a test or the demo brings its own clock.
final class Writer: Sendable {
    private struct State {
        var pending: [any Entry] = []
        var timed = false
        var closed = false
        var health = LedgerHealth()
    }

    /// The file that is written, and its connections; others once it had to be written anew.
    private struct Open {
        var pool: DatabasePool
        var file: HeldFile
    }

    private struct Settled {
        var identity: FileIdentity
        /// What had been deleted.
        var what: String
    }

    private let lock: LedgerLock

    private let open: Mutex<Open>
    private let reopen: @Sendable () throws -> DatabasePool
    /// Where the contents of a file that was replaced have been written to.
    private let rescued = Mutex<String?>(nil)
    /// The file that was written anew, as long as it has not been opened.
    private let settled = Mutex<Settled?>(nil)
    private let path: String
    private let timepiece: any Timepiece
    private let options: LedgerOptions
    /// With one place, so that one thing is done at a time.
    private let room = Workroom(named: "ledger-writer", places: 1)
    private let state = Mutex(State())
    private let pen = PenHolder()

    /// - Parameters:
    ///   - reopen: opens the file anew.
    ///   - lock: on the file, looked after with every group.
    init(
        pool: DatabasePool, reopen: @escaping @Sendable () throws -> DatabasePool, lock: LedgerLock, path: String,
        timepiece: any Timepiece, options: LedgerOptions
    ) {
        self.lock = lock
        open = Mutex(Open(pool: pool, file: HeldFile(path: path)))
        self.reopen = reopen
        self.path = path
        self.timepiece = timepiece
        self.options = options
    }

    deinit {
        room.close()
    }

    var pool: DatabasePool { open.withLock { $0.pool } }
    private var isClosed: Bool { state.withLock { $0.closed } }
    var pendingEntries: Int { state.withLock { $0.pending.count } }
    var health: LedgerHealth { state.withLock { $0.health } }

    /// Returns what `body` returned once it is on the disk.
    /// - Parameters:
    ///   - atOnce: close the group now.
    ///   - body: is run again when another entry spoiled its group, so it may touch nothing but the pen.
    /// - Throws: what `body` threw, or why its group could not be stored. Then nothing of `body` is stored.
    func store<Value: Sendable>(
        atOnce: Bool = false, _ body: @escaping @Sendable (Pen) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            add(Promise(body: body, continuation: continuation), atOnce: atOnce)
        }
    }

    /// For those of whom there are many: nobody is suspended for each.
    /// - Parameter then: called on the writer's thread with why it could not be stored, or nothing once it is on the disk.
    func store(
        _ body: @escaping @Sendable (Pen) throws -> Void, then: @escaping @Sendable ((any Error)?) -> Void
    ) {
        add(Notice(body: body, then: then), atOnce: false)
    }

    private func add(_ entry: any Entry, atOnce: Bool) {
        enum Next { case wait, start, startLater, refuse }
        let next = state.withLock { state -> Next in
            if state.closed { return .refuse }
            state.pending.append(entry)
            if atOnce || state.pending.count == options.groupLimit { return .start }
            if state.timed { return .wait }
            state.timed = true
            return .startLater
        }
        switch next {
        case .wait: break
        case .start: room.add { self.writeGroup() }
        case .startLater: room.add(after: options.groupWindow) { self.timeIsUp() }
        case .refuse: entry.finish(LedgerError(.closed, "the ledger \(path) has been closed"))
        }
    }

    private func timeIsUp() {
        state.withLock { $0.timed = false }
        writeGroup()
    }

    /// Stores all that is pending. In the room only.
    private func writeGroup() {
        let group = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        guard !group.isEmpty else { return }
        do {
            try write(group)
            for entry in group { entry.finish(nil) }
            rollUp()
        } catch let error where group.count == 1 || concernsAll(error) {
            for entry in group { entry.finish(error) }
        } catch {
            // One entry spoiled the group: each on its own, so that the others are kept.
            for entry in group {
                do {
                    try write([entry])
                    entry.finish(nil)
                } catch {
                    entry.finish(error)
                }
            }
        }
    }

    private func write(_ group: [any Entry]) throws {
        do {
            try checkFile()
            try pool.writeWithoutTransaction { db in
                let pen = pen.pen(db, options)
                do {
                    try db.inTransaction(.immediate) {
                        for entry in group { try entry.perform(pen) }
                        return .commit
                    }
                } catch {
                    pen.forget()
                    throw error
                }
            }
            state.withLock { $0.health.noteStored(group.count) }
        } catch {
            let error = LedgerError.translated(error, path: path)
            if let error = error as? LedgerError, error.concernsAll {
                let now = timepiece.now()
                state.withLock { $0.health.noteFailed(error, at: now) }
            }
            throw error
        }
    }

    /// Sums up the oldest visits that are not summed up yet, once there are many, in slices between which groups are stored.
    private func rollUp() {
        if isClosed { return }
        let due = pool.writeWithoutTransaction { db in
            pen.pen(db, options).isRollUpDue(after: options.rollUpAfter)
        }
        guard due else { return }
        room.add { [self] in
            if isClosed { return }
            let slice = options.rollUpSlice
            let group = [Notice(body: { pen in try pen.rollUp(limit: slice) }, then: { _ in })]
            // What cannot be summed up now is counted from its rows, and tried again after the next group.
            if (try? write(group)) != nil { rollUp() }
        }
    }

    /// SQLite goes on writing into files that have been removed, and all of it is lost when the process ends.
    private func checkFile() throws {
        try lock.renew(ledger: path)
        let file = open.withLock { $0.file }
        let found = FileIdentity(path: path)
        if found == file.identity {
            guard FileIdentity(path: path + "-wal") == nil else { return }
            try renew("the log \(path)-wal")
        }
        guard file.isDeleted else {
            throw LedgerError(.gone, "the ledger \(path) was moved away while it was open: put it back")
        }
        if found == nil { try renew("the ledger \(path)") }
        if isWrittenAnew, let what = settled.withLock({ $0?.what }) { try renew(what) }
        let copy = try rescue()
        throw LedgerError(
            .gone,
            "the ledger \(path) was replaced by another file while it was open; all that was in it is now in \(copy). Stop the daemon, then `undercover ledger restore \(copy)`"
        )
    }

    /// What stands there is ours, and only could not be opened yet.
    private var isWrittenAnew: Bool {
        settled.withLock { $0?.identity }.map { $0 == FileIdentity(path: path) } ?? false
    }

    /// - Throws: always; once it has been written anew as well, so that it is told.
    private func renew(_ what: String) throws -> Never {
        if !isWrittenAnew { try writeAnew(what) }
        try moveOver(what)
        let error = LedgerError(
            .gone,
            "\(what) was deleted while it was open: all that was in it has been written anew, and storing goes on. See to it that nothing deletes it again"
        )
        let now = timepiece.now()
        state.withLock { $0.health.renewed = LedgerHealth.Renewal(at: now, error: error) }
        throw error
    }

    /// Nobody else can read the file any more, so nobody else works with it: its contents get its name back, and it goes on.
    private func writeAnew(_ what: String) throws {
        let old = pool
        let part = path + ".part"
        do {
            try Backup.copy(old, to: part)
            // Killed right after it has its name, it would be taken for a copy, and held.
            try Backup.write(in: part) { db in try Meta.set("inode", Meta.inode(of: part), db) }
            let identity = FileIdentity(path: part)
            // The old log is in the copy; beside the new file SQLite would take it for the new one's.
            unlink(path + "-wal")
            unlink(path + "-shm")
            // Ours from the moment it has its name, should what comes after fail.
            settled.withLock { $0 = identity.map { Settled(identity: $0, what: what) } }
            try Backup.settle(part, as: path)
        } catch {
            unlink(part)
            throw LedgerError(
                .gone,
                "\(what) was deleted while it was open, and cannot be written anew yet (\(LedgerError.translated(error, path: path))). Do not stop the daemon before it can: its contents would be lost"
            )
        }
    }

    /// Goes on with the file that was written anew.
    private func moveOver(_ what: String) throws {
        let old = pool
        let new: DatabasePool
        do { new = try reopen() } catch {
            throw LedgerError(
                .gone,
                "\(what) was deleted while it was open; it has been written anew, and cannot be opened yet (\(LedgerError.translated(error, path: path)))"
            )
        }
        old.writeWithoutTransaction { _ in pen.drop() }
        open.withLock { $0 = Open(pool: new, file: HeldFile(path: path)) }
        settled.withLock { $0 = nil }
        // Whoever reads it just now is waited for. What cannot be closed is of no use to anybody.
        try? old.close()
    }

    private func rescue() throws -> String {
        if let known = rescued.withLock({ $0 }) { return known }
        let target = "\(path).rescued-\(timepiece.now().iso8601)"
        try Backup.keep(pool, as: target)
        rescued.withLock { $0 = target }
        return target
    }

    private func concernsAll(_ error: any Error) -> Bool {
        (error as? LedgerError)?.concernsAll ?? false
    }

    /// Stores what is pending, refuses what comes later, and lets go of the statements. Blocks.
    /// - Throws: what has become of the file since the last group, where it is not as it was.
    func close() throws {
        state.withLock { $0.closed = true }
        let trouble = Mutex<(any Error)?>(nil)
        room.wait { [self] in
            writeGroup()
            // For one that was deleted or replaced since then: afterwards nobody could read it any more.
            do { try checkFile() } catch { trouble.withLock { $0 = error } }
            pool.writeWithoutTransaction { _ in pen.drop() }
        }
        room.close()
        if let error = trouble.withLock({ $0 }) { throw error }
    }
}

/// Whether the ledger stores what it is given.
public struct LedgerHealth: Sendable, Hashable {
    /// Groups synced to the disk, and the entries in them, since it was opened.
    public var groups = 0
    public var entries = 0
    /// Since when storing fails; nothing while it works.
    public var failingSince: Timestamp?
    public var error: LedgerError?
    /// When the file had to be written anew last, and why.
    public var renewed: Renewal?

    public struct Renewal: Sendable, Hashable {
        public var at: Timestamp
        public var error: LedgerError
    }

    mutating func noteStored(_ count: Int) {
        groups += 1
        entries += count
        failingSince = nil
        error = nil
    }

    mutating func noteFailed(_ error: LedgerError, at now: Timestamp) {
        if failingSince == nil { failingSince = now }
        self.error = error
    }
}

/// Something to be stored, and somebody who waits for it.
private protocol Entry: Sendable {
    func perform(_ pen: Pen) throws
    func finish(_ error: (any Error)?)
}

/// Unchecked, because `result` is touched in the writer's room alone.
private final class Promise<Value: Sendable>: Entry, @unchecked Sendable {
    private let body: @Sendable (Pen) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private var result: Value?

    init(body: @escaping @Sendable (Pen) throws -> Value, continuation: CheckedContinuation<Value, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func perform(_ pen: Pen) throws {
        result = try body(pen)
    }

    func finish(_ error: (any Error)?) {
        if let error {
            continuation.resume(throwing: error)
        } else if let result {
            continuation.resume(returning: result)
        } else {
            continuation.resume(throwing: LedgerError(.disk, "nothing was stored"))
        }
    }
}

/// Something of whose end somebody is told.
private struct Notice: Entry {
    let body: @Sendable (Pen) throws -> Void
    let then: @Sendable ((any Error)?) -> Void

    func perform(_ pen: Pen) throws { try body(pen) }
    func finish(_ error: (any Error)?) { then(error) }
}

/// Unchecked, because the pen is made, used and dropped only within the pool's own writer queue.
private final class PenHolder: @unchecked Sendable {
    private var held: Pen?

    func pen(_ db: Database, _ options: LedgerOptions) -> Pen {
        if let held { return held }
        let pen = Pen(db, pagesAtMost: options.pagesAtMost)
        held = pen
        return pen
    }

    func drop() {
        held = nil
    }
}
