import Journey
import Ledger
import Synchronization
import Testing

@testable import Alerting

@Suite struct OutboxTests {
    private let house: House
    private let ledger: Ledger

    init() throws {
        house = try House()
        ledger = try house.open()
    }

    /// So many incidents open, one a subject; with the letter `G`, those that are open are over.
    private func put(_ count: Int, _ letter: Character = "L", notify: [String] = ["boss"]) async throws {
        var configuration = try makeConfiguration(makeRule(.late(count: 1, of: 1), notify: notify))
        configuration.locations = (0..<count).map { Location(id: "shop-\($0)") }
        for location in configuration.locations {
            let subject = Subject(probe: "contact", location: location.id)
            try await ledger.record(letter, subject, minute: letter == "L" ? 1 : 2)
        }
        try await house.watch(configuration, ledger).round()
    }

    private func running(_ outbox: Outbox, _ body: () async throws -> Void) async throws {
        let service = Task { try await outbox.run() }
        defer { service.cancel() }
        try await body()
        service.cancel()
        try await service.value
    }

    /// Lets time pass until it is so.
    private func inTime(_ condition: () async throws -> Bool) async throws {
        try await eventually {
            if try await condition() { return true }
            house.timepiece.advance(by: .seconds(20))
            return false
        }
    }

    @Test func whatIsTakenLeavesTheOutbox() async throws {
        try await put(3)
        let courier = NotedCourier()
        try await running(house.outbox(ledger, ["boss": courier])) {
            try await eventually { try await ledger.undelivered().isEmpty }
        }
        #expect(Set(courier.handed.map(\.id)).count == 3)
        #expect(courier.handed.count == 3)
    }

    @Test func aPokeIsEnough() async throws {
        let courier = NotedCourier()
        let outbox = house.outbox(ledger, ["boss": courier])
        try await running(outbox) {
            try await house.timepiece.waitForSleepers(1)
            try await put(1)
            outbox.poke()
            try await eventually { courier.handed.count == 1 }
        }
    }

    @Test func whatIsNotTakenIsTriedAgainUntilItIs() async throws {
        try await put(1)
        let courier = NotedCourier { _, count in
            if count < 12 { throw DeliveryError("not now") }
        }
        try await running(house.outbox(ledger, ["boss": courier])) {
            try await inTime { try await ledger.undelivered().isEmpty }
        }
        #expect(courier.handed.count == 12)
        #expect(Set(courier.handed.map(\.id)).count == 1)
        #expect(courier.handed.map(\.attempts) == Array(0..<12))
        #expect(courier.handed.last?.lastError == "not now")
    }

    @Test func aRestartGoesOnWhereItWas() async throws {
        try await put(1)
        let first = NotedCourier { _, _ in throw DeliveryError("not now") }
        try await running(house.outbox(ledger, ["boss": first])) {
            try await eventually { try await ledger.undelivered().first?.attempts == 1 }
        }
        try ledger.close()
        let second = try house.open()
        let courier = NotedCourier()
        try await running(house.outbox(second, ["boss": courier])) {
            try await house.timepiece.waitForSleepers(1)
            #expect(courier.handed.isEmpty)
            try await inTime { try await second.undelivered().isEmpty }
        }
        #expect(courier.handed.map(\.id) == first.handed.map(\.id))
        try second.close()
    }

    /// Its next attempt was written by a clock that was hours fast, and has been set right since.
    @Test func aClockSetBackHoldsNothingUp() async throws {
        try await put(1)
        let id = try #require(try await ledger.undelivered().first).id
        try await ledger.failed(id, error: "not now", nextAttempt: house.timepiece.now() + .hours(3))
        let courier = NotedCourier()
        try await running(house.outbox(ledger, ["boss": courier])) {
            try await eventually { try await ledger.undelivered().isEmpty }
        }
        #expect(courier.handed.map(\.id) == [id])
    }

    /// The incident is committed and nothing has been told: whoever comes next tells it.
    @Test func whatACrashLeftIsDelivered() async throws {
        try await put(2)
        try ledger.close()
        let second = try house.open()
        let courier = NotedCourier()
        try await running(house.outbox(second, ["boss": courier])) {
            try await eventually { try await second.undelivered().isEmpty }
        }
        #expect(courier.handed.count == 2)
        try second.close()
    }

    /// The channel took it, and the process ended before it knew: it comes again, with the same key.
    @Test func aDeliveryCutShortComesAgainWithTheSameKey() async throws {
        try await put(1)
        let first = NotedCourier { _, _ in try await Task.sleep(for: .seconds(600)) }
        try await running(house.outbox(ledger, ["boss": first])) {
            try await eventually { first.handed.count == 1 }
        }
        #expect(try await ledger.undelivered().map(\.attempts) == [0])
        let second = NotedCourier()
        try await running(house.outbox(ledger, ["boss": second])) {
            try await eventually { try await ledger.undelivered().isEmpty }
        }
        #expect(second.handed.map(\.id) == first.handed.map(\.id))
    }

    @Test func aRecoveryIsNotToldBeforeItsBreachIsTaken() async throws {
        let gate = Atomic<Bool>(false)
        let courier = NotedCourier { notification, _ in
            guard notification.incident.state == .open else { return }
            while !gate.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(2)) }
        }
        let outbox = house.outbox(ledger, ["boss": courier])
        try await running(outbox) {
            try await put(1)
            outbox.poke()
            try await eventually { courier.handed.count == 1 }
            try await put(1, "G")
            outbox.poke()
            try await house.timepiece.waitForSleepers(1)
            #expect(courier.says == ["shop-0 open"])
            gate.store(true, ordering: .relaxed)
            try await eventually { try await ledger.undelivered().isEmpty }
        }
        #expect(courier.says == ["shop-0 open", "shop-0 recovered"])
        #expect(courier.handed.map(\.sequence) == [1, 2])
    }

    @Test func aBreachNotToldBeforeTheRecoveryIsReplacedByWhatTellsBoth() async throws {
        try await put(2)
        try await put(2, "G")
        let courier = NotedCourier()
        try await running(house.outbox(ledger, ["boss": courier])) {
            try await eventually { try await ledger.undelivered().isEmpty }
        }
        #expect(courier.says.sorted() == ["shop-0 recovered", "shop-1 recovered"])
        for notification in courier.handed {
            #expect(notification.incident.says.hasPrefix("Recovered after 60 s: contact at shop-"))
            #expect(notification.incident.says.contains("was late"))
        }
    }

    @Test func whatIsPermanentIsGivenUpAndStaysToBeSeen() async throws {
        try await put(1)
        let courier = NotedCourier { notification, _ in
            if notification.sequence == 1 { throw DeliveryError("the address is wrong", permanent: true) }
        }
        let outbox = house.outbox(ledger, ["boss": courier])
        try await running(outbox) {
            try await eventually { try await ledger.undelivered().first?.nextAttempt == .distantFuture }
            // Those after it are told without it.
            try await put(1, "G")
            outbox.poke()
            try await eventually { courier.handed.count == 2 }
            try await eventually { try await ledger.undelivered().count == 1 }
        }
        let left = try #require(try await ledger.undelivered().first)
        #expect(left.sequence == 1)
        #expect(left.lastError == "the address is wrong")
    }

    @Test func anotherConfigurationGivesWhatWasGivenUpAnotherChance() async throws {
        try await put(1)
        let outbox = house.outbox(ledger, [:])
        let courier = NotedCourier()
        try await running(outbox) {
            try await eventually { try await ledger.undelivered().first?.nextAttempt == .distantFuture }
            #expect(try await ledger.undelivered().first?.lastError?.contains("no channel `boss`") == true)
            await outbox.replace(["boss": courier])
            try await eventually { try await ledger.undelivered().isEmpty }
        }
        #expect(courier.handed.count == 1)
    }

    @Test func aBreachGivenUpIsNotToldAfterItsRecovery() async throws {
        try await put(1)
        let outbox = house.outbox(ledger, [:])
        try await running(outbox) {
            try await eventually { try await ledger.undelivered().first?.nextAttempt == .distantFuture }
            try await put(1, "G")
            let courier = NotedCourier()
            await outbox.replace(["boss": courier])
            try await eventually { courier.handed.count == 1 }
            try await eventually { try await ledger.undelivered().count == 1 }
            #expect(courier.says == ["shop-0 recovered"])
        }
    }

    @Test func aChannelThatHangsHoldsUpNobodyElse() async throws {
        try await put(300, notify: ["slow", "quick"])
        let slow = NotedCourier { _, _ in try await Task.sleep(for: .seconds(600)) }
        let quick = NotedCourier()
        try await running(house.outbox(ledger, ["slow": slow, "quick": quick])) {
            try await eventually { quick.handed.count == 300 }
            #expect(slow.handed.count == 2)
        }
        #expect(slow.mostAtOnce == 2)
    }

    @Test func manyAreDeliveredAFewAtATime() async throws {
        try await put(40)
        let courier = NotedCourier { _, _ in await Task.yield() }
        try await running(house.outbox(ledger, ["boss": courier])) {
            try await eventually { try await ledger.undelivered().isEmpty }
        }
        #expect(courier.handed.count == 40)
        #expect(Set(courier.handed.map(\.id)).count == 40)
        #expect(courier.mostAtOnce <= 2)
    }
}
