import Journey
import Ledger
import ServiceLifecycle
import Synchronization
import Testing

@testable import Alerting

@Suite struct WatchServiceTests {
    private let house: House
    private let ledger: Ledger

    init() throws {
        house = try House()
        ledger = try house.open()
    }

    @Test func aPokeIsEnough() async throws {
        let pokes = Atomic<Int>(0)
        let watch = AlertWatch(
            try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger: ledger, timepiece: house.timepiece,
            logger: quiet
        ) { pokes.add(1, ordering: .relaxed) }
        let service = Task { try await watch.run() }
        try await house.timepiece.waitForSleepers(1)
        try await ledger.record("L", minute: 1)
        watch.poke()
        try await eventually { try await ledger.openIncidents().count == 1 }
        try await eventually { pokes.load(ordering: .relaxed) == 1 }
        service.cancel()
        try await service.value
    }

    @Test func withoutAPokeTheTickIs() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger)
        let service = Task { try await watch.run() }
        try await house.timepiece.waitForSleepers(1)
        try await ledger.record("L", minute: 1)
        house.timepiece.advance(by: .seconds(10))
        try await eventually { try await ledger.openIncidents().count == 1 }
        service.cancel()
        try await service.value
    }

    @Test func bothServicesStopWhenAsked() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger)
        let group = ServiceGroup(services: [watch, house.outbox(ledger, [:])], logger: quiet)
        let running = Task { try await group.run() }
        try await house.timepiece.waitForSleepers(2)
        await group.triggerGracefulShutdown()
        try await running.value
    }

    @Test func aLedgerInTroubleIsTriedAgain() async throws {
        try ledger.close()
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger)
        let service = Task { try await watch.run() }
        for _ in 0..<3 {
            try await house.timepiece.waitForSleepers(1)
            house.timepiece.advance(by: .seconds(10))
        }
        service.cancel()
        try await service.value
    }
}
