import DemoBusiness
import Foundation
import Glibc
import Journey
import Ledger
import Logging
import ServiceLifecycle
import Synchronization
import Testing
import Transfer

@testable import Shopping

@Suite("A shopper in trouble")
struct TroubleTests {
    private func page(_ path: String = "/", more: String = "expect: {status: 200}") -> String {
        "probe: page\nschedule: {every: 1m}\njourney:\n  - {touchpoint: Page, get: \"SITE\(path)\", \(more)}\n"
    }

    // MARK: Nothing twice

    private func asking(find: Bool) -> String {
        """
        probe: ask
        journey:
          - touchpoint: Ask
            post: SITE/api/tickets
            json: {text: "Dog? {{visit.mark}}"}
            expect: {status: 201}
            capture: {ticket: {jsonpath: "$..id"}}
            \(find ? "find: {get: SITE/api/tickets, query: {contains: '{{visit.mark}}'}}\n    find-within: 3m" : "")
          - {touchpoint: Seen, get: "SITE/api/tickets/{{ticket}}", expect: {status: 200}}
        """
    }

    /// What a daemon that was killed between an intent and its response leaves behind.
    private func killed(_ morning: Morning, find: Bool, sent: Bool) async throws -> Visit {
        let plan = try morning.plan([asking(find: find)])
        let series = try #require(plan.series.first)
        var shop = try await morning.premises.open(plan)
        try await morning.settle(shop)
        var generator = SystemRandomNumberGenerator()
        let id = VisitID.make(at: morning.clock.now(), using: &generator)
        var state = VisitState(
            id: id, probe: "ask", location: nil, persona: nil, vantage: "test", definition: series.probe.definition,
            slot: nil, due: morning.clock.now(), started: morning.clock.now(), mark: "UC-" + id.rawValue.suffix(12))
        state.sent = true
        state.intent = VisitState.Intent(touchpoint: 0, at: morning.clock.now())
        try await shop.ledger.commitIntent(state)
        if sent {
            let session = shop.transfer.session()
            var request = ExchangeRequest(method: "POST", url: shop.business.url + "/api/tickets")
            request.body = .bytes(Array(#"{"text":"Dog? \#(state.mark)"}"#.utf8), contentType: "application/json")
            request.reach = Reach(origins: [try #require(Origin(address: shop.business.url))])
            #expect(await session.perform(request).status == 201)
        }
        try await shop.close()
        let posts = { shop.business.received("/api/tickets").count { $0.method == "POST" } }
        let before = posts()
        shop = try await morning.premises.open(plan)
        try await morning.settle(shop)
        try await morning.pass(.seconds(300), step: .seconds(10), shop)
        try await shop.stop()
        #expect(posts() == before, "sent twice")
        #expect(try await shop.ledger.openVisits().isEmpty)
        let visit = try #require(try await shop.ledger.visit(id))
        try await shop.close()
        return visit
    }

    @Test("that was killed after an intent does not send again: what was sent is looked for", arguments: [true, false])
    func intentFound(sent: Bool) async throws {
        let visit = try await Morning.with { try await killed($0, find: true, sent: sent) }
        if sent {
            #expect(visit.unknown == nil)
            #expect(visit.touchpoints.map(\.name) == ["Ask", "Seen"])
        } else {
            #expect(visit.unknown == .outcomeUnknown)
        }
    }

    @Test(
        "whose daemon stops while something is being sent leaves the visit to the next one, which sends nothing again")
    func stoppedWhileSending() async throws {
        let probe = """
            probe: order
            schedule: {cron: '0 * * * *'}
            journey:
              - {touchpoint: Order, post: SITE/delay/600000, json: {text: "{{visit.mark}}"}, patience: 20m}
              - {touchpoint: Undo, delete: SITE/echo, always: true}
            """
        try await Morning.with { morning in
            var shop = try await morning.open([probe])
            morning.clock.advance(by: .seconds(3600))
            #expect(try await eventually { shop.business.hits == 1 })
            let under = try #require(try await shop.ledger.openVisits().first?.state)
            #expect(under.intent?.touchpoint == 0)
            #expect(under.sent, "another process would not know that housekeeping is owed")
            try await shop.close()
            #expect(shop.business.hits == 1)
            shop = try await morning.open([probe])
            try await morning.pass(.seconds(5), shop)
            try await shop.stop()
            let visit = try #require(try await shop.ledger.visit(under.id))
            #expect(visit.unknown == .outcomeUnknown)
            #expect(visit.touchpoints.map(\.name) == ["Undo"])
            #expect(shop.business.received("/delay/600000").count == 1)
            #expect(shop.business.received("/echo").count == 1)
            try await shop.close()
        }
    }

    @Test("that knows the outcome of what was sent knows it after a crash")
    func outcomeKept() async throws {
        let probe = """
            probe: order
            schedule: {cron: '0 * * * *'}
            journey:
              - {touchpoint: Order, post: SITE/api/tickets, json: {text: "{{visit.mark}}"}, capture: {ticket: {jsonpath: $.id}}}
              - {touchpoint: Slow, get: SITE/delay/600000, patience: 20m}
            """
        try await Morning.with { morning in
            let shop = try await morning.open([probe])
            morning.clock.advance(by: .seconds(3600))
            #expect(try await eventually { shop.business.received("/delay/600000").count == 1 })
            let under = try #require(try await shop.ledger.openVisits().first?.state)
            #expect(under.intent == nil)
            #expect(under.results.map(\.name) == ["Order"])
            #expect(under.captures["ticket"] != nil)
            try await shop.close()
        }
    }

    @Test("that was killed after an intent without a way to find it says that the outcome is not known")
    func intentLost() async throws {
        let visit = try await Morning.with { try await killed($0, find: false, sent: true) }
        #expect(visit.unknown == .outcomeUnknown)
        #expect(visit.grade == .unknown)
        #expect(visit.remark?.contains("UC-") == true)
    }

    // MARK: Stopping

    private func shutDown(_ path: String, grace: Duration) async throws -> Visit {
        try await Premises.with(timepiece: SystemTimepiece()) { premises in
            let ledger = try Ledger.open(at: premises.ledgerPath, as: .daemon)
            let transfer = try Transfer(options: Transfer.Options())
            let plan = try Shop.plan(
                [page(path).replacing("schedule: {every: 1m}\n", with: "")], business: premises.business)
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let shopper = Shopper(
                plan,
                means: Shopper.Means(
                    transfer: transfer, ledger: ledger, timepiece: SystemTimepiece(), secrets: [:], vantage: "test",
                    seed: 1, grace: grace),
                logger: logger)
            let group = ServiceGroup(services: [shopper], logger: logger)
            async let running: Void = group.run()
            _ = await shopper.visit(plan.series[0], settings: [:])
            #expect(try await eventually { premises.business.hits == 1 })
            await group.triggerGracefulShutdown()
            try await running
            let found = try #require(try await ledger.visits().first)
            let visit = try #require(try await ledger.visit(found.id))
            await transfer.shutdown()
            try ledger.close()
            return visit
        }
    }

    @Test("lets visits end within the grace period")
    func grace() async throws {
        #expect(try await shutDown("/delay/200", grace: .seconds(30)).grade == .satisfactory)
    }

    @Test("interrupts visits that take longer than the grace period")
    func interrupted() async throws {
        let visit = try await shutDown("/delay/600000", grace: .milliseconds(100))
        #expect(visit.grade == .unknown)
        #expect(visit.unknown == .interrupted)
    }

    // MARK: Own network

    @Test("whose own network is down judges nobody, and is blind until it is back")
    func blind() async throws {
        try await Morning.with { morning in
            let dark = try DarkPort()
            let probe = "probe: page\njourney:\n  - {touchpoint: Page, get: \"http://127.0.0.1:\(dark.port)/\"}\n"
            let shop = try await morning.open([probe], settings: "reference: [\"http://127.0.0.1:\(dark.port)/\"]")
            let visit = try await shop.visit("page")
            #expect(visit.unknown == .blind)
            #expect(visit.grade == .unknown)
            #expect(visit.findings.isEmpty)
            #expect(try await shop.ledger.blindSpans().contains { $0.reason == .network && $0.until == nil })
            await shop.shopper.lookAtNetwork()
            #expect(try await shop.ledger.blindSpans().contains { $0.reason == .network && $0.until == nil })
            dark.light()
            try await morning.pass(.seconds(2), shop)
            await shop.shopper.lookAtNetwork()
            let span = try #require(try await shop.ledger.blindSpans().first { $0.reason == .network })
            #expect(span.until == nil, "a port that says nothing is no reference")
            try await shop.shopper.replace(
                morning.plan([probe], settings: "reference: [\"\(shop.business.url)/\"]"))
            await shop.shopper.lookAtNetwork()
            let closed = try #require(try await shop.ledger.blindSpans().first { $0.reason == .network })
            #expect(try #require(closed.until) - closed.from >= .seconds(2))
            try await shop.close()
        }
    }

    @Test("whose references are taken away is blind no more, also where the ledger did not hear of it at once")
    func withoutReferences() async throws {
        let spans = Mutex<[BlindSpan]>([])
        let fails = Atomic(false)
        let dark = try DarkPort()
        let transfer = try Transfer()
        let network = OwnNetwork(
            references: ["http://127.0.0.1:\(dark.port)/"], transfer: transfer, timepiece: SystemTimepiece()
        ) { span in
            if fails.load(ordering: .relaxed) { throw CancellationError() }
            spans.withLock { $0.append(span) }
        }
        #expect(await !network.isWell())
        #expect(spans.withLock { $0.map { $0.until == nil } } == [true])
        fails.store(true, ordering: .relaxed)
        await network.replace(references: [])
        #expect(await network.isWell())
        #expect(spans.withLock { $0.count } == 1)
        fails.store(false, ordering: .relaxed)
        await network.lookAgainIfBlind()
        #expect(spans.withLock { $0.map { $0.until == nil } } == [true, false])
        // Taken away during a check, whose answer is about what counts no more.
        fails.store(false, ordering: .relaxed)
        let silent = try DarkPort()
        silent.light()
        await network.replace(references: ["http://127.0.0.1:\(silent.port)/"])
        async let check = network.isWell()
        #expect(try await eventually { await network.isChecking })
        await network.replace(references: [])
        #expect(await check)
        #expect(spans.withLock { $0.map { $0.until == nil } } == [true, false])
        await transfer.shutdown()
    }

    @Test("whose network is well judges a business that is down")
    func down() async throws {
        let dark = try DarkPort()
        let probe = "probe: page\njourney:\n  - {touchpoint: Page, get: \"http://127.0.0.1:\(dark.port)/\"}\n"
        try await Shop.with([probe], settings: "reference: [\"SITE/\"]") { shop in
            let visit = try await shop.visit("page")
            #expect(visit.grade == .bad)
            #expect(try await shop.ledger.blindSpans().allSatisfy { $0.reason != .network })
        }
    }

    // MARK: The ledger

    @Test("whose ledger cannot be written for a while loses nothing")
    func ledgerFails() async throws {
        try await Morning.with { morning in
            let path = morning.premises.ledgerPath
            let ask = """
                probe: ask
                schedule: {every: 1m}
                journey:
                  - touchpoint: Answer
                    get: SITE/api/tickets/1
                    until: {jsonpath: {$.status: answered}}
                    check-every: 30s
                    patience: 30m
                """
            let shop = try await morning.open([page(), ask])
            try await morning.pass(.seconds(5), shop)
            try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
            try await morning.pass(.seconds(180), shop)
            let made = shop.business.hits("/")
            #expect((3...4).contains(made), "visits go on being made")
            try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
            try await morning.pass(.seconds(60), shop)
            try await shop.stop()
            let kept = try await morning.visits("page", shop)
            #expect(kept.count == shop.business.hits("/"))
            #expect(Set(kept.compactMap(\.slot)).count == kept.count)
            #expect(try await shop.ledger.openVisits().map(\.state.probe) == ["ask"])
            try await shop.close()
        }
    }

    @Test("whose ledger is deleted as it stops stores the visit that is under way")
    func deletedWhileStopping() async throws {
        try await Premises.with(timepiece: SystemTimepiece()) { premises in
            let plan = try Shop.plan(
                [page("/delay/200").replacing("schedule: {every: 1m}\n", with: "")], business: premises.business)
            let shop = try await premises.open(plan)
            let visits = await shop.shopper.visit(plan.series[0], settings: [:])
            #expect(try await eventually { shop.business.hits == 1 })
            try FileManager.default.removeItem(atPath: premises.ledgerPath)
            try await shop.stop()
            var shown: VisitID?
            for await progress in visits { if case .finished(let visit) = progress { shown = visit.id } }
            #expect(try await shop.ledger.visit(try #require(shown)) != nil)
            try await shop.close()
        }
    }

    @Test("that is only asked makes no visit either when its ledger is a copy")
    func heldAndAsked() async throws {
        try await Premises.with(timepiece: SystemTimepiece()) { premises in
            let plan = try Shop.plan([page()], business: premises.business)
            let first = try Ledger.open(at: premises.ledgerPath, as: .daemon)
            try first.close()
            try FileManager.default.copyItem(atPath: premises.ledgerPath, toPath: premises.ledgerPath + ".copy")
            #expect(rename(premises.ledgerPath + ".copy", premises.ledgerPath) == 0)
            let ledger = try Ledger.open(at: premises.ledgerPath, as: .daemon)
            let transfer = try Transfer()
            var means = Shopper.Means(
                transfer: transfer, ledger: ledger, timepiece: SystemTimepiece(), secrets: [:], vantage: "test", seed: 1
            )
            means.onlyWhenAsked = true
            let shopper = Shopper(
                plan, means: means, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let running = Task { try await shopper.run() }
            var reasons: [String] = []
            for await progress in await shopper.visit(plan.series[0], settings: [:]) {
                if case .refused(let reason) = progress { reasons.append(reason) }
            }
            #expect(reasons.count == 1 && reasons[0].contains("adopt"))
            #expect(premises.business.hits == 0)
            running.cancel()
            try await running.value
            await transfer.shutdown()
            try ledger.close()
        }
    }

    @Test("whose ledger is a copy makes no visit")
    func held() async throws {
        try await Morning.with { morning in
            let path = morning.premises.ledgerPath
            var shop = try await morning.open([page()])
            try await morning.pass(.seconds(70), shop)
            try await shop.close()
            try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: path + ".copy", toPath: path)
            let hits = shop.business.hits
            shop = try await morning.open([page()])
            try await morning.pass(.seconds(180), shop)
            #expect(await shop.shopper.isHeld)
            await #expect(throws: Shop.Refused.self) { try await shop.visit("page") }
            try await shop.shopper.replace(morning.plan([page(), page().replacing("probe: page", with: "probe: new")]))
            try await morning.pass(.seconds(180), shop)
            #expect(shop.business.hits == hits)
            try await shop.close()
        }
    }
}

/// A port of loopback that nobody listens on, and that nobody else is given meanwhile.
final class DarkPort {
    let port: UInt16
    private let socket: Int32

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = socket
        // The address outlives both calls, and its length is its own.
        let bound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(bound)
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(socket) }

    /// Now somebody accepts, and says nothing.
    func light() { listen(socket, 8) }
}
