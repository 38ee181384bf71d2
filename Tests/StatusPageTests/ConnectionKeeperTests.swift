import Foundation
import Glibc
import NIOCore
import Synchronization
import Testing

@testable import StatusPage

/// Somebody who asks and asks and takes no answer would keep a place for ever.
@Suite(.timeLimit(.minutes(10)))
struct ConnectionKeeperTests {
    private let house: House

    init() throws { house = try House() }

    @Test func whoDoesNotReadAnAnswerIsLetGo() async throws {
        defer { house.tearDown() }
        var limits = ConnectionKeeper.Limits()
        limits.writing = .milliseconds(200)
        try await house.open(keeping: limits) { (socket, page) async throws in
            for client in [socket, page] {
                let deaf = try Deaf(client)
                while !deaf.hasBeenLeft { try await Task.sleep(for: .milliseconds(20)) }
                #expect(try await client.get("/healthz").body == "ok\n")
            }
        }
    }

    @Test func aStopDoesNotWaitForWhoDoesNotRead() async throws {
        defer { house.tearDown() }
        var limits = ConnectionKeeper.Limits()
        (limits.writing, limits.stopping) = (.hours(24), .milliseconds(100))
        let deaf = Mutex<[Deaf]>([])
        // Returns once the page has stopped.
        try await house.open(keeping: limits) { (socket, page) async throws in
            // Until their answers no longer fit into what the kernel holds for them, so that each has one that waits.
            let one = try Deaf(socket)
            let other = try Deaf(page)
            while one.received < 50_000 || other.received < 50_000 { try await Task.sleep(for: .milliseconds(20)) }
            deaf.withLock { $0 = [one, other] }
        }
        while !deaf.withLock({ $0.allSatisfy(\.hasBeenLeft) }) { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test func oneUserHasSoManyConnectionsAndNoMoreButRootAndTheDaemonsOwnHaveAll() {
        let guests = Guests(ownUser: 998)
        for _ in 0..<2 { #expect(guests.enter(1000, atMost: 2)) }
        #expect(!guests.enter(1000, atMost: 2) && guests.enter(1001, atMost: 2))
        for user in [0, 998] as [uid_t] { for _ in 0..<100 { #expect(guests.enter(user, atMost: 2)) } }
        guests.leave(1000)
        #expect(guests.enter(1000, atMost: 2) && !guests.enter(1000, atMost: 2))
    }
}

/// Asks until nobody listens any more, and reads nothing.
private final class Deaf: Sendable {
    private let descriptor: CInt

    init(_ client: Client) throws {
        descriptor = try client.connected()
        let questions = Array(String(repeating: "GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 3000).utf8)
        var sent = 0
        while sent < questions.count {
            let count = questions[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count <= 0 { break }
            sent += count
        }
    }

    /// The other end is closed.
    var hasBeenLeft: Bool {
        var poll = pollfd(fd: descriptor, events: 0, revents: 0)
        return Glibc.poll(&poll, 1, 0) > 0 && Int32(poll.revents) & Int32(POLLHUP | POLLERR) != 0
    }

    /// Bytes of answers that nobody has read.
    var received: Int {
        var count: CInt = 0
        return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    deinit { close(descriptor) }
}
