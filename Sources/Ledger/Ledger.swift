internal import Foundation
internal import GRDB
internal import Journey
internal import Synchronization
internal import Threads

/// The durable store of visits, findings, waits, incidents and undelivered notifications.
///
/// One process owns it, and one connection in it writes and checkpoints. Safe to use from any task; whatever stores returns
/// once it is on the disk.
public final class Ledger: Sendable {
    /// Who opens it.
    public enum Role: Sendable, Hashable {
        /// Owns it: makes it, brings it up to date, and writes.
        case daemon
        /// Looks, with no daemon running.
        case reader
        /// Writes, with no daemon running.
        case writer
    }

    /// Absolute.
    public let path: String
    public let role: Role
    let timepiece: any Timepiece
    let options: LedgerOptions
    let writer: Writer?
    private let opened: any DatabaseReader
    /// Readers wait for the disk.
    private let readingRoom: Workroom
    private let lock: LedgerLock?
    private let damage = Mutex<LedgerError?>(nil)

    init(
        path: String, role: Role, timepiece: any Timepiece, options: LedgerOptions, reading: any DatabaseReader,
        writer: Writer?, lock: LedgerLock?
    ) {
        self.path = path
        self.role = role
        self.timepiece = timepiece
        self.options = options
        opened = reading
        // A queue has one connection.
        readingRoom = Workroom(
            named: "ledger-reader", places: reading is DatabasePool ? reading.configuration.maximumReaderCount : 1)
        self.writer = writer
        self.lock = lock
    }

    deinit {
        readingRoom.close()
    }

    var reading: any DatabaseReader { writer?.pool ?? opened }

    /// Whether storing works. Nothing for a reader.
    public var health: LedgerHealth? { writer?.health }

    /// That a part of the file cannot be read, once somebody has met it: it does not heal by itself.
    public var knownDamage: LedgerError? { damage.withLock { $0 } }

    /// Entries that wait for their group to close.
    var pendingEntries: Int { writer?.pendingEntries ?? 0 }

    /// Stores what is pending, moves all of it into the main file and lets go of it. Blocks; call it once, at the end.
    /// - Throws: `LedgerError` when it could not be closed, or its file was deleted or replaced meanwhile. It is closed all the same.
    public func close() throws {
        var trouble: (any Error)?
        do { try writer?.close() } catch { trouble = error }
        do {
            // Another process may have it when the lock was lost: two that checkpoint can lose rows in SQLite 3.40.1.
            if let pool = reading as? DatabasePool, (trouble as? LedgerError)?.kind != .inUse {
                // So that what is left is one file: the log's contents go into it, and the log itself goes when the last
                // connection closes, which a reader's cannot do.
                _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                pool.releaseMemory()
            }
            try reading.close()
        } catch {
            throw LedgerError.translated(error, path: path)
        }
        lock?.release()
        readingRoom.close()
        if let trouble { throw LedgerError.translated(trouble, path: path) }
    }

    /// Reads a state of the ledger in which no other writing shows. Never waits for the writer.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await readingRoom.run { try self.reading.read(body) }
        } catch {
            let error = LedgerError.translated(error, path: path)
            if let error = error as? LedgerError, error.kind == .damaged { damage.withLock { $0 = $0 ?? error } }
            throw error
        }
    }

    func store<Value: Sendable>(
        atOnce: Bool = false, _ body: @escaping @Sendable (Pen) throws -> Value
    ) async throws -> Value {
        guard let writer else {
            throw LedgerError(.readOnly, "the ledger \(path) was opened for reading only")
        }
        return try await writer.store(atOnce: atOnce, body)
    }

    /// - Parameter then: called on the writer's thread, once.
    func store(
        _ body: @escaping @Sendable (Pen) throws -> Void, then: @escaping @Sendable ((any Error)?) -> Void
    ) {
        guard let writer else {
            return then(LedgerError(.readOnly, "the ledger \(path) was opened for reading only"))
        }
        writer.store(body, then: then)
    }
}
