import DemoBusiness
import Journey
import Ledger
import Testing

@testable import Shopping

@Suite("The scheduler")
struct SchedulingTests {
    private func page(_ name: String, _ schedule: String, path: String = "/", more: String = "") -> String {
        "probe: \(name)\nschedule: \(schedule)\n\(more)\njourney:\n  - {touchpoint: Home, get: \"SITE\(path)\", expect: {status: 200}}\n"
    }

    @Test("begins each series once for each slot, also over a restart")
    func slots() async throws {
        try await Morning.with { morning in
            let probes = [page("minutely", "{every: 1m}"), page("fifth", "{cron: '*/5 * * * *'}")]
            var shop = try await morning.open(probes)
            try await morning.pass(.seconds(620), shop)
            try await shop.close()
            shop = try await morning.open(probes)
            try await morning.pass(.seconds(620), shop)
            try await shop.stop()
            let minutely = try await morning.visits("minutely", shop).compactMap(\.slot)
            let first = try #require(minutely.first)
            #expect(minutely == Array(first..<first + Int64(minutely.count)))
            #expect((20...21).contains(minutely.count))
            let fifth = try await morning.visits("fifth", shop)
            #expect(fifth.compactMap(\.slot) == (1...4).map { Morning.eight.seconds + 300 * $0 })
            for visit in fifth {
                #expect(visit.started - Timestamp(seconds: visit.slot ?? 0) < .seconds(1.1))
            }
            try await shop.close()
        }
    }

    @Test("makes up the missed start of a daily probe once, of an hourly one not")
    func missed() async throws {
        try await Morning.with { morning in
            let probes = [page("daily", "{cron: '0 6 * * *'}"), page("hourly", "{every: 1h}")]
            var shop = try await morning.open(probes)
            try await morning.pass(.seconds(23 * 3600), step: .seconds(600), shop)
            try await shop.stop()
            #expect(try await morning.visits("daily", shop).count == 1)
            try await shop.close()

            morning.clock.advance(by: .seconds(3 * 86400))
            shop = try await morning.open(probes)
            let back = morning.clock.now()
            try await morning.pass(.seconds(20 * 60), step: .seconds(10), shop)
            try await shop.stop()
            let daily = try await morning.visits("daily", shop).filter { $0.started >= back }
            #expect(daily.count == 1)
            #expect(daily.first?.slot == Morning.eight.seconds + 4 * 86400 - 2 * 3600)
            #expect(try await morning.visits("hourly", shop).count { $0.started >= back } <= 1)
            let blind = try await shop.ledger.blindSpans()
            #expect(blind.contains { $0.reason == .down && ($0.until ?? .distantPast) - $0.from > .seconds(2 * 86400) })
            try await shop.close()
        }
    }

    @Test("takes personas in turn, and begins no second visit of one while the first still waits")
    func overlaps() async throws {
        let probe = """
            probe: ask
            persona: [zoe, otto]
            schedule: {every: 1m}
            journey:
              - {touchpoint: Ask, post: SITE/api/tickets, json: {text: Dog?, name: "{{persona.id}}"}, expect: {status: 201}, capture: {ticket: {jsonpath: $.id}}}
              - touchpoint: Answer
                get: "SITE/api/tickets/{{ticket}}"
                until: {jsonpath: {$.status: answered}}
                check-every: 30s
                promise: 20m
                patience: 30m
            """
        let settings =
            "personas: {zoe: {name: Zoë, email: z@customer.example}, otto: {name: Otto, email: o@customer.example}}"
        try await Morning.with { morning in
            let shop = try await morning.open([probe], settings: settings)
            try await morning.pass(.seconds(300), step: .seconds(5), shop)
            let names = { shop.business.received("/api/tickets").map { String(decoding: $0.body, as: UTF8.self) } }
            #expect(names().count == 2)
            #expect(names().count { $0.contains("otto") } == 1)
            try await morning.pass(.seconds(600), step: .seconds(5), shop)
            #expect(names().count == 4)
            #expect(names().count { $0.contains("otto") } == 2)
            try await shop.close()
        }
    }

    @Test("holds visits back beyond so many at once, and catches up")
    func atOnce() async throws {
        try await Morning.with { morning in
            let probes = (0..<6).map { page("p\($0)", "{cron: '* * * * *'}", path: "/delay/20") }
            let shop = try await morning.open(
                probes, settings: "politeness: {at-once: 100, per-second: 10000, visits-at-once: 2}")
            morning.clock.advance(by: .seconds(60))
            var most = 0
            var heldBack = 0
            _ = try await eventually {
                let outlook = await shop.shopper.outlook
                most = max(most, outlook.underWay)
                heldBack = max(heldBack, outlook.heldBack)
                if let next = morning.clock.nextDeadline, next - morning.clock.monotonic() < .milliseconds(5) {
                    morning.clock.advanceToNextDeadline()
                }
                return shop.business.hits == 6 && outlook.underWay == 0
            }
            #expect(most == 2)
            #expect(heldBack == 4)
            try await shop.stop()
            for index in 0..<6 { #expect(try await morning.visits("p\(index)", shop).count == 1) }
            try await shop.close()
        }
    }

    @Test("bursts at no step of the clock, forwards or back, and records the span", arguments: [Int64(2), -2])
    func clockSteps(days: Int64) async throws {
        try await Morning.with { morning in
            let probes = [page("daily", "{cron: '0 6 * * *'}"), page("minutely", "{every: 1m}")]
            let shop = try await morning.open(probes)
            try await morning.pass(.seconds(180), shop)
            let hits = shop.business.hits
            morning.clock.stepWall(by: .seconds(days * 86400))
            try await morning.pass(.seconds(180), shop)
            #expect((3...4).contains(shop.business.hits - hits), "three minutely ones, and one daily at most")
            try await morning.pass(.seconds(900), step: .seconds(5), shop)
            try await shop.stop()
            #expect(try await morning.visits("daily", shop).count <= 1)
            let slots = try await morning.visits("minutely", shop).compactMap(\.slot)
            #expect(Set(slots).count == slots.count)
            #expect((20...21).contains(slots.count))
            let span = try #require(try await shop.ledger.blindSpans().first { $0.reason == .clock })
            #expect(try #require(span.until) - span.from >= (days > 0 ? .seconds(2 * 86400 - 2) : .zero))
            try await shop.close()
        }
    }

    @Test("a reload adds, changes and removes series, also one that is held back")
    func reload() async throws {
        try await Morning.with { morning in
            let shop = try await morning.open([page("goes", "{every: 1m}"), page("changes", "{every: 1m}")])
            try await morning.pass(.seconds(120), shop)
            let before = shop.business.hits
            #expect((3...4).contains(before))
            try await shop.shopper.replace(
                morning.plan([
                    page("changes", "{cron: '0 * * * *'}", path: "/rooms"),
                    page("comes", "{every: 30s}", path: "/about"),
                ]))
            try await morning.pass(.seconds(300), shop)
            #expect(shop.business.hits("/") == before)
            #expect(shop.business.hits("/rooms") == 0)
            #expect((9...11).contains(shop.business.hits("/about")))
            try await morning.pass(.seconds(3600), step: .seconds(15), shop)
            #expect(shop.business.hits("/rooms") == 1)
            try await shop.close()
        }
    }

    @Test("a host is asked by so many at once, and so often a second")
    func manners() async throws {
        let clock = ManualTimepiece(wall: Morning.eight)
        var limits = Configuration.Politeness()
        limits.atOnce = 2
        limits.perSecond = 4
        let manners = Manners(limits, timepiece: clock)
        let (doors, opener) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<6 {
                group.addTask { await manners.atHost("a.example") { _ = opener.yield(index) } }
            }
            group.addTask { await manners.atHost("b.example") { _ = opener.yield(100) } }
            var seen = 0
            var other = false
            var waited = Duration.zero
            for await index in doors {
                if index == 100 { other = true } else { seen += 1 }
                if seen == 6 && other { break }
                if seen > 0 && seen < 6 && other {
                    // Each further one only when a quarter of a second has passed.
                    try await clock.waitForSleepers(1)
                    clock.advance(by: .milliseconds(250))
                    waited += .milliseconds(250)
                }
            }
            #expect(waited >= .milliseconds(1250))
            try await group.waitForAll()
        }
    }

    @Test("other limits let in who waited, and count who is there already")
    func mannersOfAReload() async throws {
        var limits = Configuration.Politeness()
        limits.atOnce = 1
        limits.perSecond = 0
        let manners = Manners(limits, timepiece: ManualTimepiece(wall: Morning.eight))
        let (inside, tellInside) = AsyncStream.makeStream(of: Int.self)
        let (leave, tellLeave) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<3 {
                group.addTask {
                    await manners.atHost("a.example") {
                        tellInside.yield(index)
                        for await _ in leave { break }
                    }
                }
            }
            var arrivals = inside.makeAsyncIterator()
            _ = await arrivals.next()
            limits.atOnce = 2
            manners.replace(limits)
            _ = await arrivals.next()
            limits.atOnce = 1
            manners.replace(limits)
            // Two are inside where one may be now: the first to leave gives its place to nobody.
            tellLeave.yield()
            tellLeave.yield()
            _ = await arrivals.next()
            tellLeave.yield()
            try await group.waitForAll()
        }
        #expect(manners.hostCount == 0)
    }

    @Test("hosts that were asked once are not remembered for ever")
    func mannersForget() async throws {
        var limits = Configuration.Politeness()
        limits.perSecond = 1
        let clock = ManualTimepiece(wall: Morning.eight)
        let manners = Manners(limits, timepiece: clock)
        for index in 0..<5_000 {
            await manners.atHost("\(index).example") {}
            clock.advance(by: .milliseconds(100))
        }
        #expect(manners.hostCount < 1_100)
    }
}
