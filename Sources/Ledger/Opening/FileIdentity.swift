internal import Glibc
internal import Journey

/// Which file this is: a ledger that was copied or restored has another.
struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64

    /// Nil when there is no such file.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }
}

/// The ledger's file as it was opened, wherever its name has gone since.
final class HeldFile: Sendable {
    let identity: FileIdentity?
    private let descriptor: CInt

    init(path: String) {
        // O_PATH: closing any other descriptor of the file would let go of SQLite's locks on it (fcntl(2)).
        // Swift's importer does not see its name, which glibc shows to _GNU_SOURCE only; asm-generic/fcntl.h.
        let pathOnly: CInt = 0o10_000_000
        descriptor = open(path, pathOnly | O_CLOEXEC)
        identity = FileIdentity(path: path)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// It has no name any more: only whoever has it open can still read it.
    var isDeleted: Bool {
        var status = stat()
        return descriptor >= 0 && fstat(descriptor, &status) == 0 && status.st_nlink == 0
    }
}

/// Which machine this is. machine-id(5) asks that it is not shown as it is: a hash of it is kept.
enum Machine {
    static func identifier() -> String {
        guard let file = fopen("/etc/machine-id", "re") else { return "none" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = fread(&bytes, 1, bytes.count, file)
        let text = String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return text.isEmpty ? "none" : StableHash.hex("undercover ledger \(text)")
    }
}
