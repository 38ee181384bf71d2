internal import Foundation
internal import Glibc
public import Journey

/// `status.json`, and `status.prom` beside it: whole at any moment, readable by every user, kept when the daemon stops.
public enum StatusFile {
    public static let name = "status.json"
    public static let metricsName = "status.prom"

    /// Writes both. The file is written beside its place and renamed over it, so a reader sees the old one or the new one.
    /// - Throws: `StatusFileError`.
    public static func write(_ document: StatusDocument, in directory: String) throws {
        try replace("\(directory)/\(name)", with: try JSONForm.bytes(document) + [UInt8(ascii: "\n")])
        try replace("\(directory)/\(metricsName)", with: Array(StatusMetrics.text(document).utf8))
    }

    /// What the document says once its daemon has stopped.
    public static func stopped(_ document: StatusDocument, at now: Timestamp) -> StatusDocument {
        var document = document
        document.written = now
        document.daemon.beat = now
        document.daemon.state = .stopped
        for index in document.probes.indices { document.probes[index].next = nil }
        return document
    }

    /// - Throws: `StatusFileError`: missing, unreadable, of a later schema.
    public static func read(in directory: String) throws -> StatusDocument {
        let path = "\(directory)/\(name)"
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            guard access(path, F_OK) == 0 else {
                throw StatusFileError("there is no status file \(path): the daemon has not run, or runs elsewhere")
            }
            throw StatusFileError("cannot read \(path): check who may")
        }
        do {
            let document = try JSONForm.value(StatusDocument.self, from: bytes)
            guard document.schema == StatusDocument.currentSchema else { throw later(path, document.schema) }
            return document
        } catch let error as StatusFileError {
            throw error
        } catch {
            // Only now, because reading ten thousand probes twice is what a caller would wait for.
            guard let version = try? JSONForm.value(Version.self, from: bytes) else {
                throw StatusFileError("\(path) is not a status file of undercover")
            }
            guard version.schema == StatusDocument.currentSchema else { throw later(path, version.schema) }
            throw StatusFileError("\(path) is damaged: \(error)")
        }
    }

    private static func later(_ path: String, _ schema: Int) -> StatusFileError {
        StatusFileError(
            "\(path) has schema \(schema), and this release reads \(StatusDocument.currentSchema): use the daemon's release"
        )
    }

    private struct Version: Decodable {
        var schema: Int
    }

    private static func replace(_ path: String, with bytes: [UInt8]) throws {
        // The name is the process's own, and only one task of the daemon writes.
        let temporary = "\(path).\(getpid()).new"
        _ = unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw StatusFileError("cannot write \(temporary)", errno) }
        do {
            // The umask may have taken rights away that every reader needs.
            guard fchmod(descriptor, 0o644) == 0 else {
                throw StatusFileError("cannot make \(temporary) readable", errno)
            }
            try write(bytes, to: descriptor, temporary)
            close(descriptor)
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw StatusFileError("cannot replace \(path)", code)
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: CInt, _ path: String) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw StatusFileError("cannot write \(path)", errno) }
            done += count
        }
    }
}

public struct StatusFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }

    init(_ description: String, _ code: CInt) {
        self.description = "\(description): \(String(cString: strerror(code)))"
    }
}

extension StatusDocument {
    /// How old the daemon's last beat is when it is too old to be believed: three beats are missing, or it has stopped.
    /// Nothing while it is fresh.
    public func staleness(at now: Timestamp) -> Duration? {
        let age = now - daemon.beat
        if daemon.state == .stopped { return max(age, .zero) }
        return age.seconds > 3 * daemon.beatEvery ? age : nil
    }
}
