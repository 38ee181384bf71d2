import Foundation
import Glibc
import Journey
import Ledger
import Logging
import Reporting
import ServiceLifecycle
import StatusPage

/// What somebody says on the daemon's socket. With a blank line it is said as it is; otherwise the first line is the
/// request's and the rest its body.
func fuzzSocket(_ bytes: [UInt8]) {
    guard let door = Door.shared else { preconditionFailure("the socket cannot be opened") }
    let answer = door.ask(bytes.contains(blankLine) ? bytes + goodbye : request(bytes))
    precondition(!answer.starts(with: "HTTP/1.1 500".utf8), String(decoding: answer.prefix(2000), as: UTF8.self))
}

private let blankLine = Array("\r\n\r\n".utf8)
/// After it the daemon closes the connection, if what came before left it listening.
private let goodbye = Array("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)

private func request(_ bytes: [UInt8]) -> [UInt8] {
    let parts = bytes.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false)
    let body = parts.count > 1 ? Array(parts[1]) : []
    let head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: \(body.count)\r\n\r\n"
    return Array(parts.first ?? []) + Array(head.utf8) + body
}

/// The real status page over a real ledger with two visits, on a socket below the temporary directory.
private struct Door {
    static let shared = Door()

    private let path = NSTemporaryDirectory() + "socket"

    private init?() {
        let timepiece = ManualTimepiece(wall: Timestamp(seconds: 1_795_550_400))
        var logger = Logger(label: "fuzz")
        logger.logLevel = .critical
        guard
            let ledger = try? Ledger.open(
                at: NSTemporaryDirectory() + "ledger.sqlite", as: .daemon, timepiece: timepiece)
        else { return nil }
        let answers = Answers(ledger: ledger, timepiece: timepiece)
        let pulse = StatusDocument.Pulse(
            version: "0", pid: 1, state: .ready, started: timepiece.now(), beat: timepiece.now(),
            beatEvery: .seconds(10))
        let isOpen = DispatchSemaphore(value: 0)
        let page = try? StatusPage(
            answers: answers, acts: NoActs(), places: .init(socket: path, page: nil), business: "Hotel",
            timepiece: timepiece, logger: logger, status: { try await answers.status(pulse: pulse, roster: nil) },
            running: { _ in isOpen.signal() })
        guard let page else { return nil }
        let group = ServiceGroup(services: [page], logger: logger)
        Task.detached {
            for visit in [visit("01JDAAAA", .satisfactory), visit("01JDBBBB", .bad)] { try await ledger.record(visit) }
            try await group.run()
        }
        guard isOpen.wait(timeout: .now() + 20) == .success else { return nil }
    }

    /// Says all of it and listens until the other side closes, or says nothing for a moment.
    func ask(_ bytes: [UInt8]) -> [UInt8] {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
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
        precondition(outcome == 0, "nobody is at the socket any more: \(String(cString: strerror(errno)))")
        _ = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&poller, 1, 100) > 0 {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { break }
            answer += buffer[..<count]
        }
        return answer
    }
}

private func visit(_ id: String, _ grade: Grade) -> Visit {
    let started = Timestamp(seconds: 1_795_550_000)
    var home = TouchpointResult(name: "Home", index: 0, housekeeping: false, grade: grade, started: started)
    home.took = .milliseconds(1200)
    let finding = Finding(
        code: "late", severity: .defect, touchpoint: "Home", owner: "web", says: "late",
        evidence: Evidence(url: "http://hotel.example/", excerpt: "a", path: "b", line: 3), rule: "late",
        ruleVersion: 1,
        identity: "")
    return Visit(
        id: VisitID(rawValue: id), probe: "rooms", location: "oslo", persona: "Zoë", vantage: "here", definition: "d",
        ruleSet: 1, slot: nil, due: started, started: started, ended: started + .milliseconds(1200), grade: grade,
        touchpoints: [home], findings: grade == .bad ? [finding] : [])
}

/// Takes every wish and does nothing.
private struct NoActs: Acts {
    func visit(_ wish: VisitWish, asOwner: Bool) async -> AsyncStream<VisitProgress> {
        AsyncStream { continuation in
            continuation.yield(.refused("\(wish.probe) \(wish.settings)"))
            continuation.finish()
        }
    }

    func reload(accept: Bool) async -> ReloadOutcome { ReloadOutcome(taken: accept) }
    func difference() async -> ReloadOutcome { ReloadOutcome(taken: false) }
    func backUp(to path: String) async -> String? { "there is no room" }
}
