import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Threads

@Suite struct WorkroomTests {
    private final class Counts: Sendable {
        let threads = Mutex(Set<UInt>())
        let under = Atomic(0)
        let most = Atomic(0)
        let done = Atomic(0)
    }

    @Test func workOfAnyNumberOfTasksIsDoneOnAFewThreads() async throws {
        let room = Workroom(named: "room", places: 3)
        defer { room.close() }
        let counts = Counts()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await room.run {
                        counts.most.max(counts.under.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
                        counts.threads.withLock { _ = $0.insert(UInt(pthread_self())) }
                        usleep(100)
                        counts.under.subtract(1, ordering: .relaxed)
                        return number
                    }
                }
            }
            let sum = try await group.reduce(0, +)
            #expect(sum == 199 * 200 / 2)
        }
        let threads = counts.threads.withLock { $0.count }
        #expect((1...3).contains(threads))
        let atOnce = counts.most.load(ordering: .relaxed)
        #expect((1...3).contains(atOnce))
    }

    @Test func whatFailsIsThrownToWhoAsked() async throws {
        struct Trouble: Error {}
        let room = Workroom(named: "room", places: 1)
        defer { room.close() }
        await #expect(throws: Trouble.self) { try await room.run { throw Trouble() } }
        #expect(try await room.run { 3 } == 3)
    }

    @Test func whatIsAskedOfAClosedRoomIsStillDone() async throws {
        let room = Workroom(named: "room", places: 2)
        #expect(try await room.run { 1 } == 1)
        room.close()
        room.close()
        #expect(try await room.run { 2 } == 2)
    }

    @Test func aTaskThatIsCancelledBeginsNothing() async throws {
        let room = Workroom(named: "room", places: 1)
        defer { room.close() }
        let counts = Counts()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            _ = try await room.run { counts.under.add(1, ordering: .relaxed) }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let begun = counts.under.load(ordering: .relaxed)
        #expect(begun == 0)
    }

    @Test func inARoomOfOneWorkIsDoneOneByOneInTheOrderInWhichItFallsDue() {
        let room = Workroom(named: "room", places: 1)
        defer { room.close() }
        let done = Mutex<[Int]>([])
        let told = DispatchSemaphore(value: 0)
        room.add(after: .milliseconds(40)) {
            done.withLock { $0.append(3) }
            told.signal()
        }
        room.add(after: .milliseconds(20)) { done.withLock { $0.append(2) } }
        room.add { done.withLock { $0.append(0) } }
        room.add { done.withLock { $0.append(1) } }
        #expect(told.wait(timeout: .now() + 30) == .success)
        let order = done.withLock { $0 }
        #expect(order == [0, 1, 2, 3])
    }

    @Test func workIsNeitherForgottenNorDoneTwiceHoweverItArrives() async {
        let room = Workroom(named: "room", places: 1)
        let counts = Counts()
        await withTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    for turn in 0..<500 {
                        let delay: Duration = .microseconds((number * turn) % 3 * 300)
                        room.add(after: delay) {
                            counts.most.max(counts.under.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
                            counts.done.add(1, ordering: .relaxed)
                            counts.under.subtract(1, ordering: .relaxed)
                        }
                        if turn % 50 == number { try? await Task.sleep(for: .microseconds(500)) }
                    }
                }
            }
        }
        let rest = DispatchSemaphore(value: 0)
        room.add(after: .milliseconds(1)) { rest.signal() }
        #expect(rest.wait(timeout: .now() + 30) == .success)
        let (done, most) = (counts.done.load(ordering: .relaxed), counts.most.load(ordering: .relaxed))
        #expect(done == 4000)
        #expect(most == 1)
        room.close()
    }

    @Test func whoWaitsForWorkComesBackWhenItIsDone() {
        let room = Workroom(named: "room", places: 1)
        let counts = Counts()
        room.add { usleep(2_000) }
        room.wait { counts.done.add(1, ordering: .relaxed) }
        let before = counts.done.load(ordering: .relaxed)
        #expect(before == 1)
        room.close()
        room.wait { counts.done.add(1, ordering: .relaxed) }
        let after = counts.done.load(ordering: .relaxed)
        #expect(after == 2)
    }

    @Test func whatIsNotYetDueIsDoneWhenTheRoomIsClosed() {
        let room = Workroom(named: "room", places: 1)
        let told = DispatchSemaphore(value: 0)
        room.add(after: .seconds(3600)) { told.signal() }
        room.close()
        #expect(told.wait(timeout: .now() + 30) == .success)
    }

    @Test func itsThreadsEndWhenItIsClosed() async throws {
        weak var left: Workroom?
        do {
            let room = Workroom(named: "room", places: 2)
            left = room
            #expect(try await room.run { 1 } == 1)
            room.close()
        }
        // A thread that goes on keeps it.
        for _ in 0..<5000 where left != nil { try await Task.sleep(for: .milliseconds(2)) }
        #expect(left == nil)
    }
}
