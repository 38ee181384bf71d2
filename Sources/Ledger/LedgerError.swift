internal import GRDB
internal import Glibc

/// What is wrong with the ledger, for the person who must act: what happened, where, what to do.
public struct LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
    public var kind: Kind
    public var message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public var description: String { message }

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Another process has it.
        case inUse = "in-use"
        /// There is no such file.
        case missing
        /// Written by a later release.
        case newer
        /// Written by an earlier release, and opened only for reading.
        case older
        /// The disk, or the quota, is full.
        case full
        case readOnly = "read-only"
        /// The file is damaged, or is no ledger.
        case damaged
        /// The file was removed or replaced while it was open.
        case gone
        /// What was to be stored contradicts what is there (a visit recorded twice).
        case refused
        case closed
        /// The operating system failed to read or write.
        case disk
    }
}

extension LedgerError {
    /// Translates what GRDB throws; errors of other kinds come back as they are.
    static func translated(_ error: any Error, path: String) -> any Error {
        if error is DecodingError {
            return LedgerError(
                .damaged,
                "the ledger \(path) holds a text that cannot be read: restore a backup with `undercover ledger restore`"
            )
        }
        guard let error = error as? DatabaseError else { return error }
        let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            return full(path)
        case .SQLITE_IOERR where isMountedReadOnly(path), .SQLITE_CANTOPEN where isMountedReadOnly(path):
            return LedgerError(
                .readOnly,
                "the ledger \(path) may not be written: its file system is mounted read-only, as the kernel does when a disk fails. See `dmesg`, then mount it for writing; a daemon at work tries again by itself"
            )
        case .SQLITE_IOERR where hasNoRoom(path):
            return full(path)
        case .SQLITE_IOERR:
            return LedgerError(
                .disk,
                "the ledger \(path) cannot be read or written (\(detail)): look at the disk (`dmesg`), at quotas and limits; a daemon at work tries again by itself"
            )
        case .SQLITE_READONLY:
            return LedgerError(
                .readOnly, "the ledger \(path) may not be written (\(detail)): check the file's owner and the mount")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return LedgerError(
                .damaged,
                "the ledger \(path) is damaged (\(detail)): what can still be read is read. Stop the daemon, then put the newest backup in its place with `undercover ledger restore FILE`; what is there now is kept beside it"
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return LedgerError(.inUse, "the ledger \(path) is being used by another program (\(detail))")
        case .SQLITE_CANTOPEN:
            return LedgerError(
                .disk,
                "the ledger \(path) cannot be opened (\(detail)): check that its directory exists and may be read")
        case .SQLITE_PERM, .SQLITE_AUTH:
            return LedgerError(.readOnly, "the ledger \(path) may not be used (\(detail)): check the file's owner")
        case .SQLITE_CONSTRAINT:
            return LedgerError(.refused, "the ledger \(path) refuses what contradicts it: \(detail)")
        default:
            return LedgerError(.disk, "the ledger \(path) failed: \(detail)")
        }
    }

    private static func full(_ path: String) -> LedgerError {
        LedgerError(
            .full,
            "the ledger \(path) cannot grow: the disk is full. Free some space; a daemon at work tries again by itself")
    }

    /// SQLite says of EROFS, EDQUOT and a failing disk the same.
    static func isMountedReadOnly(_ path: String) -> Bool {
        fileSystem(of: path).map { $0.f_flag & UInt(ST_RDONLY) != 0 } ?? false
    }

    private static func hasNoRoom(_ path: String) -> Bool {
        fileSystem(of: path).map { $0.f_bavail == 0 } ?? false
    }

    private static func fileSystem(of path: String) -> statvfs? {
        var found = statvfs()
        return statvfs(path, &found) == 0 ? found : nil
    }

    /// The whole ledger is in trouble, rather than the one thing that was to be stored.
    var concernsAll: Bool { kind != .refused }
}
