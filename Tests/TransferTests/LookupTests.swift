import DemoBusiness
import Journey
import Synchronization
import Testing
import Transfer

/// A name server that answers or hangs as it is told.
private final class NameServer: Sendable {
    let asked = Mutex<[String: Int]>([:])
    private let most = Mutex((now: 0, ever: 0))
    private let released = Atomic(false)

    var mostAtOnce: Int { most.withLock { $0.ever } }

    func release() { released.store(true, ordering: .releasing) }

    func answer(_ name: String) throws(LookupFailure) -> [IPAddress] {
        asked.withLock { $0[name, default: 0] += 1 }
        most.withLock {
            $0.now += 1
            $0.ever = max($0.ever, $0.now)
        }
        defer { most.withLock { $0.now -= 1 } }
        if name.hasPrefix("hangs") {
            // As getaddrinfo does: the thread is held, whatever becomes of whoever asked.
            while !released.load(ordering: .acquiring) { usleepForTest(1000) }
        }
        if name.hasPrefix("slow") { usleepForTest(50_000) }
        if name.hasPrefix("unknown") { throw LookupFailure("Name or service not known") }
        if name.hasPrefix("empty") { return [] }
        return [try loopback("127.0.0.1")]
    }
}

@Suite("Names")
struct LookupTests {
    private func served(
        slots: Int = 32, _ body: (NameServer, DemoBusiness, Transfer) async throws -> Void
    ) async throws {
        let server = NameServer()
        var options = Transfer.Options()
        options.lookupsInFlight = slots
        options.lookup = { name, _ throws(LookupFailure) in try server.answer(name) }
        defer { server.release() }
        try await visiting(.init(), options) { hotel, transfer in try await body(server, hotel, transfer) }
    }

    @Test("A name is looked up once a session, and the time it took is told")
    func lookup() async throws {
        try await served { server, hotel, transfer in
            let session = transfer.session()
            let url = "http://slow.example:\(hotel.port)/echo"
            let first = await session.perform(get(url))
            #expect(first.status == 200)
            let phases = try #require(first.last?.phases)
            #expect(phases.lookup.map { $0 >= .milliseconds(45) } == true)
            #expect(phases.total >= .milliseconds(45))
            let second = await session.perform(get(url) { $0.unsafe = true })
            #expect(second.last?.phases.lookup == nil)
            _ = await transfer.session().perform(get(url))
            #expect(server.asked.withLock { $0 } == ["slow.example": 2])
        }
    }

    @Test("A name without an address is one clear failure", arguments: ["unknown.example", "empty.example"])
    func unknown(name: String) async throws {
        try await served { _, hotel, transfer in
            let result = await transfer.session().perform(get("http://\(name):\(hotel.port)/"))
            #expect(result.failure?.kind == .lookup)
            #expect(result.failure?.mayHaveBeenSent == false)
            #expect(result.failure?.message.contains(name) == true)
            #expect(result.hops.count == 1)
            #expect(result.last?.phases.connect == nil)
        }
    }

    @Test("The machine's own resolver knows what does not exist")
    func system() async throws {
        try await visiting { _, transfer in
            // Reserved never to exist (RFC 6761 §6.4); without a network it is not found either.
            let result = await transfer.session().perform(get("http://nowhere.invalid/"))
            #expect(result.failure?.kind == .lookup)
        }
    }

    @Test("localhost is this machine, without a lookup")
    func localhost() async throws {
        try await served { server, hotel, transfer in
            let result = await transfer.session().perform(get("http://localhost:\(hotel.port)/echo"))
            #expect(result.status == 200)
            #expect(result.last?.phases.lookup == nil)
            #expect(server.asked.withLock { $0.isEmpty })
        }
    }

    @Test("A name server that hangs costs those who ask it their patience, and nobody else anything")
    func hanging() async throws {
        try await served(slots: 8) { server, hotel, transfer in
            let port = hotel.port
            let url = hotel.url
            let (hung, healthy) = await withTaskGroup(of: (Bool, ExchangeResult).self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let result = await transfer.session().perform(
                            get("http://hangs.example:\(port)/\(number)") { $0.patience = .milliseconds(200) })
                        return (true, result)
                    }
                }
                for number in 0..<100 {
                    let at = number % 2 == 0 ? url : "http://good\(number).example:\(port)"
                    group.addTask { (false, await transfer.session().perform(get(at + "/echo"))) }
                }
                var results: ([ExchangeResult], [ExchangeResult]) = ([], [])
                for await (isHung, result) in group {
                    if isHung { results.0.append(result) } else { results.1.append(result) }
                }
                return results
            }
            #expect(healthy.allSatisfy { $0.status == 200 })
            // Two slots may hang over one name; the rest never got one, which is no fault of the business.
            #expect(hung.filter { $0.failure?.kind == .timeout }.count == 2)
            #expect(hung.filter { $0.failure?.kind == .own }.count == 18)
            #expect(hung.allSatisfy { $0.failure?.mayHaveBeenSent == false })
            #expect(server.mostAtOnce <= 8)
        }
    }

    @Test("Waiting for a slot is not the business's time")
    func slots() async throws {
        try await served(slots: 1) { _, hotel, transfer in
            let port = hotel.port
            let results = await withTaskGroup(of: ExchangeResult.self) { group in
                for number in 0..<4 {
                    group.addTask { await transfer.session().perform(get("http://slow\(number).example:\(port)/echo")) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.allSatisfy { $0.status == 200 })
            // One after the other: the last has waited 150 ms for its slot, and that does not show. Were it counted, two at
            // least would be above 140 ms; a machine that is busy with other tests may make one so.
            #expect(results.count { $0.last?.phases.lookup.map { $0 < .milliseconds(140) } == true } >= 3)
        }
    }

    @Test("A lookup can be given up")
    func cancelling() async throws {
        try await served { server, hotel, transfer in
            let port = hotel.port
            let task = Task { await transfer.session().perform(get("http://hangs.example:\(port)/")) }
            while server.asked.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(1)) }
            task.cancel()
            let result = await task.value
            #expect(result.failure?.kind == .cancelled)
            #expect(result.failure?.mayHaveBeenSent == false)
        }
    }
}
