internal import Glibc
internal import NIOCore

/// The process at the other end of a Unix socket, as the kernel knows it (unix(7), SO_PEERCRED; SO_PEERGROUPS since Linux 4.13):
/// what it was when it connected, whatever it says or becomes.
struct Peer: Sendable, Hashable {
    var pid: Int32
    var uid: uid_t
    var groups: Set<gid_t>

    /// Its members read evidence and act.
    static let group = "undercover"

    /// - Parameters:
    ///   - ownUser: the daemon's own.
    ///   - groupID: of the group `undercover`, if the machine has one.
    func rights(ownUser: uid_t, groupID: gid_t?) -> Caller.Rights {
        if uid == 0 || uid == ownUser { return .acts }
        if let groupID, groups.contains(groupID) { return .acts }
        return .status
    }

    /// Asks the user database, which may block: once, at the start.
    static func groupID(named name: String = Peer.group) -> gid_t? {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        // Room for the names of the members; a group with more than fits is taken as none.
        var buffer = [CChar](repeating: 0, count: 64 * 1024)
        guard getgrnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.gr_gid
    }
}

extension Peer {
    /// The process that listens at the other end of a connected Unix socket, as the kernel knows it.
    static func process(_ descriptor: CInt) -> pid_t? {
        var credentials = Credentials(pid: 0, uid: 0, gid: 0)
        var size = socklen_t(MemoryLayout<Credentials>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return nil }
        return credentials.pid
    }

    static func user(_ options: any SocketOptionProvider) -> EventLoopFuture<uid_t> {
        let credentials: EventLoopFuture<Credentials> = options.unsafeGetSocketOption(
            level: SocketOptionLevel(SOL_SOCKET), name: SocketOptionName(SO_PEERCRED))
        return credentials.map(\.uid)
    }
}

extension Channel {
    /// - Throws: when the channel is no Unix socket, or the kernel does not say.
    func peer() async throws -> Peer {
        guard let options = self as? any SocketOptionProvider else { throw PeerError() }
        let credentials: Credentials = try await options.unsafeGetSocketOption(
            level: SocketOptionLevel(SOL_SOCKET), name: SocketOptionName(SO_PEERCRED)
        ).get()
        return Peer(
            pid: credentials.pid, uid: credentials.uid, groups: Set([credentials.gid]).union(await peerGroups(options)))
    }

    /// A process with more groups than there is room for is taken as having none but its own.
    private func peerGroups(_ options: any SocketOptionProvider) async -> Set<gid_t> {
        let name = SocketOptionName(59)  // SO_PEERGROUPS, which Glibc's headers do not all have
        let list: InlineArray<1024, gid_t>? = try? await options.unsafeGetSocketOption(
            level: SocketOptionLevel(SOL_SOCKET), name: name
        ).get()
        guard let list else { return [] }
        // How many the kernel filled in is not told. What it left is zero (NIO clears it), and so is the group root, which counts
        // for nothing here.
        return Set((0..<list.count).lazy.map { list[$0] }.filter { $0 != 0 })
    }
}

/// `struct ucred` of socket(7), which Glibc shows only with _GNU_SOURCE: three 32-bit numbers.
private struct Credentials: Sendable {
    var pid: Int32
    var uid: uid_t
    var gid: gid_t
}

struct PeerError: Error {}
