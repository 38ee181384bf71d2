internal import Hummingbird
internal import NIOCore

/// Who asks, and what they may.
struct Caller: Sendable, Hashable {
    var rights: Rights
    /// The process at the other end of the Unix socket; nothing for a browser.
    var peer: Peer?
    /// Root, or the user that the daemon runs as.
    var isOwner = false

    /// Each includes the ones before.
    enum Rights: Int, Sendable, Comparable {
        /// What the status file says to everybody: codes, counts and times.
        case status
        /// Findings, visits and pages.
        case evidence
        /// Visits and reloads.
        case acts

        static func < (left: Rights, right: Rights) -> Bool { left.rawValue < right.rawValue }
    }
}

struct CallerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// Set by the gate; until then nobody may anything.
    var caller = Caller(rights: .status, peer: nil)

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The longest probe file that `POST /api/v1/visit` may bring with it.
    var maxUploadSize: Int { 512 * 1024 }

    /// - Throws: `Refusal` when the caller may not.
    func require(_ rights: Caller.Rights) throws {
        guard caller.rights < rights else { return }
        if let peer = caller.peer {
            throw Refusal(
                .forbidden,
                "user \(peer.uid) may read the status only: become root, or join the group `\(Peer.group)` and log in again"
            )
        }
        throw Refusal(.forbidden, "the page only shows: use the `undercover` command on this machine for that")
    }
}

/// An answer that is not what was asked for, with what to do about it.
struct Refusal: Error {
    var status: HTTPResponse.Status
    var says: String

    init(_ status: HTTPResponse.Status, _ says: String) {
        self.status = status
        self.says = says
    }
}
