import Journey
import Synchronization
import Testing

struct TimepieceTests {
    @Test func manualTimeWakesSleepersInOrderOfDeadline() async throws {
        let time = ManualTimepiece(wall: .epoch)
        let woken = Record()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for minute in [3, 1, 2] {
                group.addTask {
                    try await time.sleep(until: .minutes(Int64(minute)))
                    woken.append(minute)
                }
            }
            try await time.waitForSleepers(3)
            #expect(time.nextDeadline == .minutes(1))
            for expected in 1...3 {
                #expect(time.advanceToNextDeadline())
                try await group.next()
                #expect(woken.minutes == Array(1...expected))
            }
        }
        #expect(!time.advanceToNextDeadline())
        #expect(time.now() == .epoch + .minutes(3))
    }

    @Test func aWallStepWakesNobody() async throws {
        let time = ManualTimepiece(wall: .epoch)
        let task = Task { try await time.sleep(for: .seconds(10)) }
        try await time.waitForSleepers(1)
        time.stepWall(by: .hours(5))
        #expect(time.sleeperCount == 1)
        #expect(time.monotonic() == .zero)
        #expect(time.now() == .epoch + .hours(5))
        time.advance(by: .seconds(10))
        try await task.value
    }

    @Test func aCancelledSleeperIsWokenAndForgotten() async throws {
        let time = ManualTimepiece(wall: .epoch)
        for _ in 0..<200 {
            let task = Task { try await time.sleep(for: .seconds(10)) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(time.sleeperCount == 0)
        let waiter = Task { try await time.waitForSleepers(1) }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
    }

    @Test func sleepingUntilThePastReturnsAtOnce() async throws {
        let time = ManualTimepiece(wall: .epoch)
        time.advance(by: .seconds(5))
        time.advance(by: .seconds(-5))
        try await time.sleep(until: .seconds(5))
        #expect(time.monotonic() == .seconds(5))
    }

    @Test func theMachinesClocksMoveForwards() async throws {
        let time = SystemTimepiece()
        let start = time.monotonic()
        let deadline = start + .milliseconds(2)
        try await time.sleep(until: deadline)
        #expect(time.monotonic() >= deadline)
        // Later than the day this was written, and not in another unit.
        #expect(time.now() > Timestamp(seconds: 1_767_225_600))
        #expect(time.now() < Timestamp(seconds: 32_503_680_000))
    }

    @Test func fastTimeRunsOnBothClocks() async throws {
        let start = Timestamp(seconds: 1_000_000)
        let time = FastTimepiece(speed: 1_000_000, start: start)
        try await time.sleep(until: .hours(1))
        #expect(time.monotonic() >= .hours(1))
        #expect(time.now() >= start + .hours(1))
    }

    @Test func aCancelledFastSleepThrows() async {
        let time = FastTimepiece(speed: 2)
        let task = Task { try await time.sleep(for: .hours(1)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

private final class Record: Sendable {
    private let list = Mutex<[Int]>([])

    var minutes: [Int] { list.withLock { $0 } }

    func append(_ minute: Int) {
        list.withLock { $0.append(minute) }
    }
}
