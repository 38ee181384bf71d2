import Foundation
import Synchronization
import Testing

@testable import Ledger

@Suite struct ReadingRoomTests {
    private final class Counts: Sendable {
        let threads = Mutex(Set<UInt>())
        let under = Atomic(0)
        let most = Atomic(0)
    }

    @Test func workOfAnyNumberOfTasksIsDoneOnAFewThreads() async throws {
        let room = ReadingRoom(places: 3)
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
        let room = ReadingRoom(places: 1)
        defer { room.close() }
        await #expect(throws: Trouble.self) { try await room.run { throw Trouble() } }
        #expect(try await room.run { 3 } == 3)
    }

    @Test func whatIsAskedOfAClosedRoomIsStillDone() async throws {
        let room = ReadingRoom(places: 2)
        #expect(try await room.run { 1 } == 1)
        room.close()
        room.close()
        #expect(try await room.run { 2 } == 2)
    }

    @Test func aTaskThatIsCancelledBeginsNothing() async throws {
        let room = ReadingRoom(places: 1)
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

    @Test func itsThreadsEndWhenItIsClosed() async throws {
        weak var left: ReadingRoom?
        do {
            let room = ReadingRoom(places: 2)
            left = room
            #expect(try await room.run { 1 } == 1)
            room.close()
        }
        // A thread that goes on keeps it.
        for _ in 0..<5000 where left != nil { try await Task.sleep(for: .milliseconds(2)) }
        #expect(left == nil)
    }
}
