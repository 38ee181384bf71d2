internal import Glibc

/// The file of a Unix socket.
struct SocketPlace: Sendable {
    let path: String

    /// Makes way for a new socket: one that a dead daemon left is removed, a live one is left alone.
    /// - Throws: `StatusPageError`.
    func clear() throws(StatusPageError) {
        guard path.utf8.count < SocketPlace.longest else {
            throw StatusPageError(
                "the socket's path \(path) is too long (\(path.utf8.count) bytes of at most \(SocketPlace.longest - 1)): set a shorter runtime directory"
            )
        }
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw StatusPageError("cannot look at \(path)", errno) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw StatusPageError("\(path) is there and is no socket: remove it, or set another runtime directory")
        }
        if let listener = listener() {
            let who = listener.process.map { "another daemon, process \($0)," } ?? "another daemon"
            throw StatusPageError("\(who) listens at \(path): end that one first, or set another runtime directory")
        }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw StatusPageError("cannot remove \(path), which a daemon left that has died", errno)
        }
    }

    /// Whether its file has been removed, and another could be made.
    var isGone: Bool {
        let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return access(path, F_OK) != 0 && errno == ENOENT && access(directory, W_OK) == 0
    }

    /// Lets every user connect: what they may is decided by who they are.
    func open() throws(StatusPageError) {
        guard chmod(path, 0o666) == 0 else { throw StatusPageError("cannot open \(path) to all users", errno) }
    }

    /// Afterwards nobody waits at a door that nobody opens.
    func remove() { unlink(path) }

    private struct Listener {
        /// As far as the kernel tells.
        var process: pid_t?
    }

    /// Nothing when nobody listens.
    private func listener() -> Listener? {
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return Listener(process: nil) }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let outcome = withUnsafePointer(to: address) { pointer in
            // A sockaddr_un is a sockaddr of the family that it names.
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // A full backlog (EAGAIN) is somebody alive; only a refusal is nobody.
        if outcome != 0 { return errno == ECONNREFUSED ? nil : Listener(process: nil) }
        return Listener(process: Peer.process(descriptor))
    }

    /// Bytes of `sun_path`, the end's zero included (unix(7)).
    static let longest = 108
}

public struct StatusPageError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }

    init(_ description: String, _ code: CInt) {
        self.description = "\(description): \(String(cString: strerror(code)))"
    }
}
