internal import Foundation
internal import Glibc

/// The one name of a ledger's file: the lock beside it, SQLite's log and the files that are put in its place must be the same
/// for all, whichever way each came.
enum LedgerPath {
    /// Without links on the way. The file itself, and its directory, need not be there.
    /// - Throws: `LedgerError` for a link that leads nowhere: SQLite would make a file at its end.
    static func settled(_ path: String) throws -> String {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        if let real = resolved(path) { return real }
        var found = stat()
        guard lstat(path, &found) != 0 else {
            throw LedgerError(
                .missing, "the ledger \(path) is a link that leads nowhere: remove it, or make what it leads to")
        }
        let url = URL(fileURLWithPath: path)
        guard let directory = resolved(url.deletingLastPathComponent().path) else { return path }
        return directory == "/" ? "/\(url.lastPathComponent)" : "\(directory)/\(url.lastPathComponent)"
    }

    /// Two names of one file (hard links) have two locks and two logs, and SQLite can do nothing about it
    /// (sqlite.org/howtocorrupt.html, §2.5).
    static func mustHaveOneName(_ path: String) throws {
        var found = stat()
        guard stat(path, &found) == 0, found.st_nlink > 1 else { return }
        throw LedgerError(
            .disk,
            "the ledger \(path) has \(found.st_nlink) names (hard links), and would be damaged if it were used by two of them: remove the others; find -inum \(found.st_ino) lists them"
        )
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
