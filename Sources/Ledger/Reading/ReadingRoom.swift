internal import Dispatch
internal import Foundation
internal import Synchronization

/// A few threads on which all reading is done, since it waits for the disk. libdispatch, whose queues GRDB would use, makes
/// another thread whenever more begins at once than it has threads awake, and keeps it: a busy daemon had thirty of them.
final class ReadingRoom: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var threads = 0
        var idle = 0
        var closed = false
    }

    private let places: Int
    private let state = Mutex(State())
    /// Rung once for each piece of work, and for each thread at the end.
    private let bell = DispatchSemaphore(value: 0)

    /// - Parameter places: threads at most; each is made when it is first needed.
    init(places: Int) {
        self.places = places
    }

    /// What `work` returns or throws. Work that has begun goes on to its end, whatever becomes of the task.
    /// - Throws: `CancellationError` for a task that is cancelled already.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            add { continuation.resume(with: Result(catching: work)) }
        }
    }

    private func add(_ work: @escaping @Sendable () -> Void) {
        enum Next { case ring, ringAndHire, doItHere }
        let next = state.withLock { state -> Next in
            if state.closed { return .doItHere }
            state.waiting.append(work)
            guard state.idle < state.waiting.count, state.threads < places else { return .ring }
            state.threads += 1
            return .ringAndHire
        }
        switch next {
        case .ring: bell.signal()
        case .ringAndHire:
            bell.signal()
            Thread { self.serve() }.start()
        case .doItHere: work()
        }
    }

    private func serve() {
        Thread.current.name = "ledger-reader"
        while true {
            state.withLock { $0.idle += 1 }
            bell.wait()
            let work = state.withLock { state -> (@Sendable () -> Void)? in
                state.idle -= 1
                return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
            guard let work else { return }
            work()
        }
    }

    /// Its threads end once all that waits is done; what comes later is done by whoever brings it.
    func close() {
        let threads = state.withLock { state in
            state.closed = true
            return state.threads
        }
        for _ in 0..<threads { bell.signal() }
    }
}
