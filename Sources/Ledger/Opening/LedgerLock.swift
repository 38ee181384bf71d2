internal import Glibc
internal import Synchronization

/// The lock by which one process owns a ledger: `flock(2)` on a file of our own beside it.
///
/// SQLite's locks do not do: two connections that write or checkpoint can lose rows in 3.40.1, and a file opened with
/// `immutable=1` takes no lock at all. The kernel lets go of it when the process ends, however it ends.
final class LedgerLock: Sendable {
    /// Nothing once it has been let go.
    private let descriptor: Mutex<CInt?>

    /// - Throws: `LedgerError.inUse` when another process holds it, `.readOnly` when the lock file cannot be made.
    init(ledger path: String, exclusive: Bool) throws {
        let file = path + ".lock"
        // A reader may not be allowed to make it, and need not write it.
        var opened = Glibc.open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        let isOnReadOnlyMedium = opened < 0 && errno == EROFS
        if opened < 0 && !exclusive { opened = Glibc.open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        // Nobody can write the ledger there; one who did by another mount of it would have made the file.
        if opened < 0 && !exclusive && isOnReadOnlyMedium && errno == ENOENT {
            descriptor = Mutex(nil)
            return
        }
        guard opened >= 0 else {
            let reason = String(cString: strerror(errno))
            throw LedgerError(
                .readOnly,
                "cannot open the ledger's lock file \(file): \(reason). Check that its directory exists and its owner")
        }
        guard flock(opened, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
            let holder = LedgerLock.holder(of: opened)
            close(opened)
            let who = holder.map { "by process \($0)" } ?? "by another process"
            throw LedgerError(
                .inUse,
                exclusive
                    ? "the ledger \(path) is in use \(who): end that one first"
                    : "the ledger \(path) is being written \(who), whose socket was not found: name the configuration that it runs with, or a copy of the ledger"
            )
        }
        descriptor = Mutex(opened)
        if exclusive { LedgerLock.noteHolder(in: opened) }
    }

    deinit {
        release()
    }

    /// Somebody may delete the lock's file, as people do with what they take for a stale lock: then it is made and taken again,
    /// before another can.
    /// - Throws: `LedgerError.inUse` when another was quicker.
    func renew(ledger path: String) throws {
        let file = path + ".lock"
        try descriptor.withLock { descriptor in
            guard let held = descriptor else { return }
            var (own, found) = (stat(), stat())
            if fstat(held, &own) == 0, lstat(file, &found) == 0, own.st_ino == found.st_ino, own.st_dev == found.st_dev
            {
                return
            }
            let made = Glibc.open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
            guard made >= 0, flock(made, LOCK_EX | LOCK_NB) == 0 else {
                let holder = made >= 0 ? LedgerLock.holder(of: made).map { "process \($0)" } : nil
                if made >= 0 { close(made) }
                throw LedgerError(
                    .inUse,
                    "the ledger \(path) is used by \(holder ?? "another process") as well: the file \(file) was deleted under this one. End one of the two, and never delete that file"
                )
            }
            LedgerLock.noteHolder(in: made)
            flock(held, LOCK_UN)
            close(held)
            descriptor = made
        }
    }

    func release() {
        let held = descriptor.withLock { $0.take() }
        guard let held else { return }
        // Said aloud: a child that has been forked and has not yet become another program holds the same open file.
        flock(held, LOCK_UN)
        close(held)
    }

    /// Does something while nobody has the ledger open.
    static func alone<Value>(ledger path: String, _ body: () throws -> Value) throws -> Value {
        let lock = try LedgerLock(ledger: path, exclusive: true)
        defer { lock.release() }
        return try body()
    }

    /// For messages only: the lock is what counts. Failing to write it harms nobody.
    private static func noteHolder(in descriptor: CInt) {
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    }

    private static func holder(of descriptor: CInt) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
