import Foundation
import Glibc
import Synchronization

/// A business that counts. It reads each request whole, writes what may happen only once into its book, under the visit's mark, and
/// only then, by a seed, treats the customer well or badly.
///
/// | path | what |
/// |---|---|
/// | `/page` | a page on a connection that is kept, or is closed once the page is out, without a word |
/// | `/take/NAME?mark=` | counted |
/// | `/again/NAME?mark=` | counted; on a kept connection it is often closed in one's face, so that libcurl sends it again |
/// | `/order/NAME?mark=` | counted, and always answered well |
/// | `/find/NAME?mark=` | what has been counted; now and then an error |
/// | `/seen` | a page |
/// | `/answer` | 404 until `answer()` was called |
/// | `/slow/MS`, `/never` | answered after so many milliseconds; not answered |
/// | anything else | 404 |
final class Till: Sendable {
    /// One act of one visit.
    struct Act: Sendable, Hashable, CustomStringConvertible {
        var name: String
        var mark: String

        var description: String { "\(name) of \(mark)" }
    }

    struct Entry: Sendable {
        /// Requests whose head has come.
        var begun = 0
        /// Requests that have come to their last byte.
        var whole = 0
        /// Those that did not come on a connection of their own.
        var onKept = 0
        var bodies: Set<Int> = []
    }

    private struct State {
        var book: [Act: Entry] = [:]
        var requests = 0
        var connections: Set<Int32> = []
        var answers = false
        var closed = false
    }

    let port: UInt16
    private let listener: Int32
    private let seed: UInt64
    private let state = Mutex(State())

    var address: String { "http://127.0.0.1:\(port)" }
    var book: [Act: Entry] { state.withLock { $0.book } }
    var requests: Int { state.withLock { $0.requests } }

    /// Opens on a port of its own while the body runs.
    static func with<T>(seed: UInt64, _ body: (Till) async throws -> T) async throws -> T {
        let till = try Till(seed: seed)
        let result: Result<T, any Error>
        do { result = .success(try await body(till)) } catch { result = .failure(error) }
        till.close()
        return try result.get()
    }

    private init(seed: UInt64) throws {
        self.seed = seed
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        // The address outlives all three calls, and its length is its own.
        let open = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1024) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard open else { throw Child.Failed(description: "no port: \(String(cString: strerror(errno)))") }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                if connection < 0 {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    return
                }
                let isOpen = state.withLock { state in
                    if !state.closed { state.connections.insert(connection) }
                    return !state.closed
                }
                guard isOpen else {
                    Glibc.close(connection)
                    return
                }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    /// From now on what is asked for at `/answer` is there.
    func answer() { state.withLock { $0.answers = true } }

    private func close() {
        state.withLock { state in
            state.closed = true
            // Ends the reads of whoever serves; each closes its own.
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }

    // MARK: - A customer

    private func serve(_ connection: Int32) {
        let wire = Wire(connection)
        var served = 0
        while let request = wire.read(begun: { self.note($0, onKept: served > 0) }) {
            served += 1
            let treatment = note(whole: request, onKept: served > 1)
            if !wire.treat(treatment) { break }
        }
        state.withLock { state in
            state.connections.remove(connection)
            Glibc.close(connection)
        }
    }

    private func note(_ request: Request, onKept: Bool) {
        state.withLock { state in
            state.requests += 1
            guard let act = request.act else { return }
            state.book[act, default: Entry()].begun += 1
            if onKept { state.book[act, default: Entry()].onKept += 1 }
        }
    }

    /// Counts it, and decides.
    private func note(whole request: Request, onKept: Bool) -> Treatment {
        let (before, ordinal, answers) = state.withLock { state in
            let ordinal = state.requests
            guard let act = request.act else {
                let found = request.mark.flatMap { state.book[Act(name: request.name, mark: $0)] }
                return (found?.whole ?? 0, ordinal, state.answers)
            }
            let before = state.book[act]?.whole ?? 0
            state.book[act, default: Entry()].whole += 1
            state.book[act, default: Entry()].bodies.insert(request.body.count)
            return (before, ordinal, state.answers)
        }
        var chances = Chances(seed: seed ^ UInt64(ordinal) &* 0x9E37_79B9_7F4A_7C15)
        let dice = Int.random(in: 0..<100, using: &chances)
        let mark = request.mark ?? ""
        switch request.kind {
        case "page": return .answer(200, "A page.", thenCloses: dice < 40)
        case "seen": return .answer(200, "Seen.")
        case "answer": return answers ? .answer(200, "Yes.") : .answer(404, "Not yet.")
        case "find":
            if dice < 20 { return .answer(500, "Cannot look.") }
            return .answer(200, before > 0 ? #"{"ticket": "T-\#(mark)"}"# : #"{"tickets": 0}"#)
        case "slow": return .slowly(Int(request.name) ?? 0, 200, "At last.")
        case "never": return .never
        case "order": return .answer(201, #"{"ticket": "T-\#(mark)"}"#)
        case "again" where onKept && dice < 60: return .close
        case "again": return .answer(201, #"{"ticket": "T-\#(mark)"}"#)
        case "take": break
        default: return .answer(404, "Nothing here.")
        }
        switch dice {
        case ..<45: return .answer(201, #"{"ticket": "T-\#(mark)"}"#)
        case ..<60: return .slowly(.random(in: 50...250, using: &chances), 201, #"{"ticket": "T-\#(mark)"}"#)
        case ..<68: return .close
        case ..<76: return .reset
        case ..<84: return .half(.random(in: 5...120, using: &chances))
        case ..<92: return .never
        default:
            let elsewhere = "Location: \(request.target)&tempted=1\r\n"
            let challenge =
                "WWW-Authenticate: Basic realm=\"x\"\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\", qop=\"auth\"\r\n"
            return [
                .answer(307, "Elsewhere.", more: elsewhere), .answer(308, "Elsewhere.", more: elsewhere),
                .answer(401, "Who are you?", more: challenge), .answer(503, "Later.", more: "Retry-After: 0\r\n"),
                .answer(408, "Too slow.", thenCloses: true),
            ].randomElement(using: &chances) ?? .close
        }
    }
}

enum Treatment: Sendable {
    case answer(Int, String, more: String = "", thenCloses: Bool = false)
    /// After so many milliseconds.
    case slowly(Int, Int, String)
    case close
    /// An RST instead of a FIN.
    case reset
    /// So many bytes of an answer, then the end.
    case half(Int)
    /// Until the customer goes.
    case never
}

struct Request: Sendable {
    var method = ""
    var target = ""
    var body: [UInt8] = []

    var path: [Substring] { target.prefix { $0 != "?" }.split(separator: "/") }
    var kind: String { path.first.map(String.init) ?? "" }
    var name: String { path.dropFirst().first.map(String.init) ?? "" }
    var mark: String? {
        target.range(of: "mark=").map { String(target[$0.upperBound...].prefix { $0 != "&" }) }
    }
    /// What must happen once at most; nothing for what may happen again and again.
    var act: Till.Act? {
        guard ["take", "again", "order"].contains(kind), let mark else { return nil }
        return Till.Act(name: name, mark: mark)
    }
}
