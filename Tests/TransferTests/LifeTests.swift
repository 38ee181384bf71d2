import DemoBusiness
import Journey
import Synchronization
import Testing
import Transfer

@Suite("Beginnings and ends")
struct LifeTests {
    @Test(
        "An exchange can be cancelled at any moment", arguments: ["/bad/silence", "/bad/drip?every=5", "/bad/endless"])
    func cancelling(path: String) async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url + path
            let session = transfer.session()
            let task = Task { await session.perform(get(url) { $0.sizeLimit = .max }) }
            while hotel.hits == 0 { try await Task.sleep(for: .milliseconds(1)) }
            let clock = ContinuousClock()
            let before = clock.now
            task.cancel()
            let result = await task.value
            #expect(result.failure?.kind == .cancelled)
            #expect(result.failure?.mayHaveBeenSent == true)
            #expect(before.duration(to: clock.now) < .seconds(30))
            #expect(await session.perform(get(hotel.url + "/echo")).status == 200)
        }
    }

    @Test("One that was cancelled before it began does not begin")
    func cancelledBefore() async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return await transfer.session().perform(get(url + "/echo"))
            }
            task.cancel()
            #expect(await task.value.failure?.kind == .cancelled)
            #expect(hotel.hits == 0)
        }
    }

    @Test("Cancelled at random moments, each ends, and what is left works")
    func cancelledAtRandom() async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url
            await withTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let task = Task { await transfer.session().perform(get(url + "/redirect/2")) }
                        for _ in 0..<(number % 20) { await Task.yield() }
                        task.cancel()
                        let result = await task.value
                        #expect(result.failure == nil || result.failure?.kind == .cancelled)
                    }
                }
            }
            #expect(await transfer.session().perform(get(url + "/echo")).status == 200)
            for _ in 0..<2000 where transfer.loopStatus().contains(where: { $0.inFlight > 0 }) {
                try await Task.sleep(for: .milliseconds(1))
            }
            #expect(transfer.loopStatus().allSatisfy { $0.inFlight == 0 })
        }
    }

    @Test("Shutting down ends a hundred exchanges in flight, and later ones at once")
    func shutdown() async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url
            let session = transfer.session()
            let results = await withTaskGroup(of: ExchangeResult.self) { group in
                for _ in 0..<50 {
                    group.addTask { await transfer.session().perform(get(url + "/bad/silence")) }
                    group.addTask { await session.perform(get(url + "/bad/drip?every=5")) }
                }
                while hotel.hits < 100 { try? await Task.sleep(for: .milliseconds(1)) }
                await transfer.shutdown()
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count == 100)
            #expect(results.allSatisfy { $0.failure?.kind == .cancelled })
            #expect(await session.perform(get(url)).failure?.kind == .cancelled)
            #expect(await session.cookies().isEmpty)
            await transfer.shutdown()
        }
    }

    @Test("Closing a session ends its exchanges and no other's", arguments: [1, 2])
    func closing(threads: Int) async throws {
        var options = Transfer.Options()
        options.threads = threads
        try await visiting(.init(), options) { hotel, transfer in
            let url = hotel.url
            let session = transfer.session()
            async let ended = session.perform(get(url + "/bad/silence") { $0.patience = .seconds(300) })
            async let other = transfer.session().perform(get(url + "/bad/silence") { $0.patience = .seconds(300) })
            async let untouched = transfer.session().perform(get(url + "/delay/100"))
            while hotel.hits < 3 { try await Task.sleep(for: .milliseconds(1)) }
            let clock = ContinuousClock()
            let asked = clock.now
            session.close()
            #expect(await ended.failure?.kind == .cancelled)
            #expect(clock.now - asked < .seconds(60))
            #expect(await untouched.status == 200)
            await transfer.shutdown()
            #expect(await other.failure?.kind == .cancelled)
        }
    }

    @Test("A closed session can still be used")
    func closed() async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url
            let session = transfer.session()
            session.close()
            // It can still be used; it shares nothing.
            #expect(await session.perform(get(url + "/echo")).status == 200)
        }
    }

    @Test("No more than so many are in flight; the others wait, and their time does not run")
    func inFlight() async throws {
        var options = Transfer.Options()
        options.threads = 1
        options.inFlight = 2
        try await visiting(.init(), options) { hotel, transfer in
            let url = hotel.url
            let results = await withTaskGroup(of: ExchangeResult.self) { group in
                for _ in 0..<6 { group.addTask { await transfer.session().perform(get(url + "/delay/60")) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.allSatisfy { $0.status == 200 })
            // The last have waited 120 ms for their turn.
            let starts = results.map(\.startedAt).sorted()
            let last = try #require(starts.last)
            #expect(last - starts[0] >= .milliseconds(100))
        }
    }

    @Test("Many at once, on few threads")
    func many() async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url
            let good = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<300 {
                    group.addTask { await transfer.session().perform(get(url + "/delay/20")).status == 200 }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(good == 300)
        }
    }

    @Test("A streamed body is handed over as it comes, in order")
    func streaming() async throws {
        try await visiting { hotel, transfer in
            let received = Mutex((bytes: 0, calls: 0))
            let request = get(hotel.url + "/bytes/500000") { $0.patience = .seconds(300) }
            let result = await transfer.session().stream(request, buffer: 20_000) { chunk in
                // Slower than the server: it has to wait, and nothing is lost.
                await Task.yield()
                received.withLock { $0 = ($0.bytes + chunk.count, $0.calls + 1) }
            }
            #expect(result.status == 200)
            #expect(result.body.isEmpty)
            #expect(received.withLock { $0.bytes } == 500_000)
            #expect(received.withLock { $0.calls } > 1)
        }
    }

    @Test("The first chunk of an answer without an end comes before its end")
    func streamingForEver() async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url
            let received = Atomic(0)
            let task = Task {
                await transfer.session().stream(get(url + "/bad/drip?every=5")) { chunk in
                    received.add(chunk.count, ordering: .relaxed)
                }
            }
            while received.load(ordering: .relaxed) < 3 { try await Task.sleep(for: .milliseconds(1)) }
            task.cancel()
            #expect(await task.value.failure?.kind == .cancelled)
        }
    }

    @Test("A slow reader fills no memory: the server waits")
    func backpressure() async throws {
        try await visiting { hotel, transfer in
            let url = hotel.url
            let largest = Atomic(0)
            let task = Task {
                await transfer.session().stream(get(url + "/bad/endless"), buffer: 100_000) { chunk in
                    if chunk.count > largest.load(ordering: .relaxed) { largest.store(chunk.count, ordering: .relaxed) }
                    try? await Task.sleep(for: .milliseconds(5))
                }
            }
            // By then the server would have sent many times the buffer.
            while largest.load(ordering: .relaxed) < 50_000 { try await Task.sleep(for: .milliseconds(5)) }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            _ = await task.value
            #expect(largest.load(ordering: .relaxed) <= 100_000 + 2 * 16_384)
        }
    }

    @Test("An error's body is not streamed but told")
    func streamedError() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().stream(get(hotel.url + "/status/503")) { _ in
                Issue.record("An error was streamed.")
            }
            #expect(result.status == 503)
            #expect(result.text.contains("503"))
        }
    }

    @Test("A stream to nowhere ends too")
    func streamedFailure() async throws {
        try await visiting { _, transfer in
            let session = transfer.session()
            #expect(await session.stream(get("http://127.0.0.1:1/")) { _ in }.failure?.kind == .connect)
            #expect(await session.stream(get("nonsense")) { _ in }.failure?.kind == .unusable)
            await transfer.shutdown()
            #expect(await session.stream(get("http://127.0.0.1:1/")) { _ in }.failure?.kind == .cancelled)
        }
    }

    @Test("The lag of an exchange is told, and so is how the loops are doing")
    func lag() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/echo"))
            #expect(result.lag >= .zero)
            let status = transfer.loopStatus()
            #expect(status.contains { $0.longestHold > .zero })
            #expect(transfer.loopStatus().count == status.count)
        }
    }

    @Test("libcurl says which it is")
    func version() {
        #expect(Transfer.libcurlVersion.split(separator: ".").count >= 2)
    }
}
