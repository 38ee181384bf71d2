internal import Dispatch
internal import Synchronization

/// A few threads of its own for work that waits for a disk, done in the order in which it falls due.
///
/// libdispatch makes another thread whenever more begins at once than it has threads awake, and keeps it: a busy daemon had
/// thirty of them for three connections to its ledger.
public final class Workroom: Sendable {
    private struct Work: Sendable {
        var due: ContinuousClock.Instant
        var body: @Sendable () -> Void
    }

    private struct State {
        /// What falls due first comes first.
        var waiting: [Work] = []
        var threads = 0
        /// Of these, the ones that wait and have not been rung for.
        var idle = 0
        var closed = false
    }

    /// In bytes: as Swift's own threads have, since anything may be done here. Memory is only what has been used.
    private static let stack = 8 << 20

    private let name: String
    private let places: Int
    private let state = Mutex(State())
    /// Rung once for each idle thread that is needed.
    private let bell = MonotonicSemaphore()

    /// - Parameters:
    ///   - name: of its threads, for whoever looks at the process.
    ///   - places: threads at most; each is made when it is first needed. With one, one thing is done at a time.
    public init(named name: String, places: Int) {
        self.name = name
        self.places = places
    }

    /// What `work` returns or throws. Work that has begun goes on to its end, whatever becomes of the task.
    /// - Throws: `CancellationError` for a task that is cancelled already.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            add { continuation.resume(with: Result(catching: work)) }
        }
    }

    /// Returns once `work` is done, and all before it is begun. Blocks; never to be called from the room's own threads.
    public func wait(for work: @escaping @Sendable () -> Void) {
        let done = DispatchSemaphore(value: 0)
        add {
            work()
            done.signal()
        }
        done.wait()
    }

    /// - Parameter delay: until it falls due; at once when the room is closed before. For rooms of one: where others are idle, it may
    ///   have to wait for the one that looks at the clock.
    public func add(after delay: Duration = .zero, _ work: @escaping @Sendable () -> Void) {
        enum Next { case leaveIt, ring, hire, doItHere }
        let due = ContinuousClock.now + delay
        let next = state.withLock { state -> Next in
            if state.closed { return .doItHere }
            let place = state.waiting.lastIndex { $0.due <= due }.map { $0 + 1 } ?? 0
            state.waiting.insert(Work(due: due, body: work), at: place)
            if state.idle > 0 {
                state.idle -= 1
                return .ring
            }
            guard state.threads < places else { return .leaveIt }
            state.threads += 1
            return .hire
        }
        switch next {
        case .leaveIt: break
        case .ring: bell.signal()
        case .hire:
            let thread = PlatformThread(named: name, detached: true, stack: Self.stack) { self.serve(mayWait: true) }
            if thread == nil {
                // The machine has no thread to give: whoever brings work is one, for as long as there is some.
                serve(mayWait: false)
            }
        case .doItHere: work()
        }
    }

    /// As one of the threads, which is counted already.
    private func serve(mayWait: Bool) {
        while true {
            let now = ContinuousClock.now
            let (work, due, isOver) = state.withLock {
                state -> ((@Sendable () -> Void)?, ContinuousClock.Instant?, Bool) in
                let first = state.waiting.first
                if let first, first.due <= now || state.closed || !mayWait {
                    state.waiting.removeFirst()
                    return (first.body, nil, false)
                }
                if state.closed || !mayWait {
                    state.threads -= 1
                    return (nil, nil, true)
                }
                state.idle += 1
                return (nil, first?.due, false)
            }
            if isOver { return }
            if let work { work() } else { rest(until: due) }
        }
    }

    private func rest(until due: ContinuousClock.Instant?) {
        guard let due else { return bell.wait() }
        if bell.wait(atMost: max(.zero, ContinuousClock.now.duration(to: due))) { return }
        let isRung = state.withLock { state in
            guard state.idle > 0 else { return true }
            state.idle -= 1
            return false
        }
        // Somebody has counted on this one in the meantime.
        if isRung { bell.wait() }
    }

    /// Its threads end once all that waits is done; what comes later is done by whoever brings it.
    public func close() {
        let idle = state.withLock { state in
            state.closed = true
            defer { state.idle = 0 }
            return state.idle
        }
        for _ in 0..<idle { bell.signal() }
    }
}
