import FaultDisk
import Journey
import Ledger
import Synchronization
import Testing

@testable import Alerting

/// A ledger whose disk takes nothing, as long as a test wants.
@Suite struct StorageWatchTests {
    private let house: House
    private let disk = FaultDisk()
    private let ledger: Ledger
    private let memory = NotedMemory()

    init() throws {
        house = try House()
        ledger = try house.open(disk)
    }

    private func watch(_ couriers: [String: any Courier]) -> StorageWatch {
        StorageWatch(ledger: ledger, couriers: couriers, memory: memory, timepiece: house.timepiece, logger: quiet) {}
    }

    /// - Returns: what the ledger says about it.
    private func breakDisk() async throws -> LedgerError {
        disk.fault = .readOnly
        return try #require(await #expect(throws: LedgerError.self) { try await ledger.beat(start + .seconds(1)) })
    }

    @Test func whoeverWasToldPastTheOutboxIsToldTheEndThroughIt() async throws {
        let courier = NotedCourier()
        let watch = watch(["boss": courier])
        await watch.note(try await breakDisk(), since: start)
        try await eventually { courier.handed.count == 1 }
        disk.fault = nil
        // Gone from the configuration since.
        await watch.replace(["other": NotedCourier()])
        await watch.note(nil, since: nil)
        #expect(try await ledger.told() == ["boss: - recovered", "other: - recovered"])
        #expect(try await ledger.incidents().map(\.state) == [.recovered])
        #expect(await watch.incident == nil)
        #expect(memory.notes.isEmpty)
    }

    /// The beat of the daemon waits for what is waited for here.
    @Test(.timeLimit(.minutes(1))) func aDeliveryUnderWayHoldsNobodyUpAndIsToldTheEndAfterIt() async throws {
        let gate = Atomic<Bool>(false)
        let slow = NotedCourier { _, _ in
            while !gate.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(2)) }
        }
        let quick = NotedCourier()
        let watch = watch(["slow": slow, "quick": quick])
        await watch.note(try await breakDisk(), since: start)
        try await eventually { slow.handed.count == 1 && quick.handed.count == 1 }
        disk.fault = nil
        await watch.note(nil, since: nil)
        #expect(await watch.incident == nil)
        #expect(try await ledger.incidents().map(\.state) == [.recovered])
        #expect(try await ledger.told() == ["quick: - recovered"])
        #expect(memory.notes.map(\.channels) == [["slow"]])
        gate.store(true, ordering: .relaxed)
        try await eventually {
            await watch.note(nil, since: nil)
            return try await ledger.told() == ["quick: - recovered", "slow: - recovered"]
        }
        #expect(memory.notes.isEmpty)
    }

    @Test func aRestartDuringTheTroubleForgetsNobodyAndTellsNobodyTwice() async throws {
        let first = NotedCourier()
        let before = watch(["boss": first])
        let trouble = try await breakDisk()
        await before.note(trouble, since: start)
        try await eventually { memory.notes.first?.channels == ["boss"] }
        // Another process, to which nobody has said yet that all is well.
        let second = NotedCourier()
        let after = watch(["boss": second, "other": NotedCourier { _, _ in throw DeliveryError("not now") }])
        try await after.takeUp()
        house.timepiece.advance(by: .hours(1))
        await after.note(trouble, since: house.timepiece.now())
        #expect(await after.incident?.opened == start)
        disk.fault = nil
        await after.note(nil, since: nil)
        #expect(try await ledger.incidents().map(\.opened) == [start])
        #expect(try await ledger.told().contains("boss: - recovered"))
        #expect(second.handed.isEmpty)
        #expect(memory.notes.allSatisfy { $0.incident.state == .recovered })
    }

    /// It ended between the row and the removal of what was kept, or while a channel still had the breach.
    @Test func whatIsOwedAfterTheEndIsToldAfterARestart() async throws {
        let id = StableHash.hex("\(StorageWatch.rule)\n\(start.microseconds)")
        var over = Incident(
            id: id, rule: StorageWatch.rule, subject: StorageWatch.subject, state: .open, opened: start, cause: nil,
            says: "Trouble.")
        let open = over
        over.state = .recovered
        over.closed = start + .hours(1)
        try await ledger.advance(cursor: "storage", to: nil, incidents: [over])
        memory.set([StorageNote(incident: open, channels: ["boss"])])
        let watch = watch([:])
        try await watch.takeUp()
        await watch.note(nil, since: nil)
        #expect(try await ledger.incidents() == [over])
        #expect(try await ledger.undelivered().map(\.incident) == [over])
        #expect(memory.notes.isEmpty)
    }

    @Test func whatIsNoNoteOfOursIsNotBelieved() async throws {
        let foreign = Incident(
            id: "0123456789abcdef", rule: "late", subject: hamburg, state: .open, opened: start, cause: nil, says: "No."
        )
        memory.set([StorageNote(incident: foreign, channels: ["boss"])])
        let watch = watch([:])
        try await watch.takeUp()
        #expect(await watch.incident == nil)
        await watch.note(nil, since: nil)
        #expect(try await ledger.incidents().isEmpty)
        #expect(memory.notes.isEmpty)
    }

    @Test func aMemoryThatTakesNothingHoldsUpNothing() async throws {
        memory.fail()
        let courier = NotedCourier()
        let watch = watch(["boss": courier])
        await watch.note(try await breakDisk(), since: start)
        try await eventually { courier.handed.count == 1 }
        disk.fault = nil
        await watch.note(nil, since: nil)
        #expect(try await ledger.told() == ["boss: - recovered"])
    }

    @Test func aClockSetBackDoesNotKeepAChannelFromBeingAskedAgain() async throws {
        let courier = NotedCourier { _, count in
            if count == 1 { throw DeliveryError("not now") }
        }
        let watch = watch(["boss": courier])
        let trouble = try await breakDisk()
        await watch.note(trouble, since: start)
        try await eventually { courier.handed.count == 1 }
        house.timepiece.stepWall(by: .zero - .hours(3))
        house.timepiece.advance(by: .seconds(30))
        try await eventually {
            await watch.note(trouble, since: start)
            return courier.handed.count == 2
        }
        try await eventually { memory.notes.first?.channels == ["boss"] }
    }
}

/// What a process keeps for the next one, without a file.
private final class NotedMemory: StorageMemory {
    private struct Full: Error {}

    private let state = Mutex<(notes: [StorageNote], fails: Bool)>(([], false))

    var notes: [StorageNote] { state.withLock { $0.notes } }

    func set(_ notes: [StorageNote]) { state.withLock { $0.notes = notes } }
    func fail() { state.withLock { $0.fails = true } }
    func recall() async -> [StorageNote] { notes }

    func keep(_ notes: [StorageNote]) async throws {
        try state.withLock { state in
            if state.fails { throw Full() }
            state.notes = notes
        }
    }
}
