internal import Synchronization

/// Time that moves only when told to: for tests.
///
/// A test starts the code under test, calls `waitForSleepers` so that it is known to be asleep, and advances. Safe to
/// use from any task.
public final class ManualTimepiece: Timepiece {
    private struct Sleeper {
        let order: UInt64
        let deadline: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Waiter {
        let count: Int
        let order: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var wall: Timestamp
        var monotonic = Duration.zero
        var sleepers: [Sleeper] = []
        var waiters: [Waiter] = []
        var nextOrder: UInt64 = 0

        mutating func takeOrder() -> UInt64 {
            nextOrder += 1
            return nextOrder
        }
    }

    private let state: Mutex<State>

    /// - Parameter wall: what the wall clock shows first. The monotonic clock starts at zero.
    public init(wall: Timestamp) {
        state = Mutex(State(wall: wall))
    }

    public func now() -> Timestamp {
        state.withLock { $0.wall }
    }

    public func monotonic() -> Duration {
        state.withLock { $0.monotonic }
    }

    /// How many tasks are asleep.
    public var sleeperCount: Int {
        state.withLock { $0.sleepers.count }
    }

    /// The monotonic time at which the next sleeper wakes.
    public var nextDeadline: Duration? {
        state.withLock { $0.sleepers.map(\.deadline).min() }
    }

    /// Lets time pass on both clocks and wakes whoever is due: by deadline, and in the order they fell asleep where
    /// the deadlines are equal. A negative duration counts as zero: the monotonic clock never goes back.
    public func advance(by duration: Duration) {
        let passed = max(duration, .zero)
        let due = state.withLock { state in
            state.monotonic += passed
            state.wall += passed
            let due = state.sleepers.filter { $0.deadline <= state.monotonic }
            state.sleepers.removeAll { $0.deadline <= state.monotonic }
            return due.sorted { ($0.deadline, $0.order) < ($1.deadline, $1.order) }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Advances both clocks to the next sleeper's deadline. False if nobody sleeps.
    @discardableResult
    public func advanceToNextDeadline() -> Bool {
        guard let deadline = nextDeadline else { return false }
        advance(by: deadline - monotonic())
        return true
    }

    /// Steps the wall clock alone, forwards or back, as an administrator, NTP or a suspended machine does.
    public func stepWall(by duration: Duration) {
        state.withLock { $0.wall += duration }
    }

    public func sleep(until deadline: Duration) async throws {
        let order = state.withLock { $0.takeOrder() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                fallAsleep(Sleeper(order: order, deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.sleepers.firstIndex { $0.order == order }.map { state.sleepers.remove(at: $0) }
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// The task is marked as cancelled before its handler runs. So if the mark is not seen here, under the lock, the
    /// handler comes later and finds the sleeper: none is missed.
    private func fallAsleep(_ sleeper: Sleeper) {
        let outcome: (now: Result<Void, any Error>?, ready: [Waiter]) = state.withLock { state in
            if Task.isCancelled { return (.failure(CancellationError()), []) }
            if sleeper.deadline <= state.monotonic { return (.success(()), []) }
            state.sleepers.append(sleeper)
            let count = state.sleepers.count
            let ready = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return (nil, ready)
        }
        if let now = outcome.now { sleeper.continuation.resume(with: now) }
        for waiter in outcome.ready { waiter.continuation.resume() }
    }

    /// Returns once at least `count` tasks are asleep.
    /// - Throws: `CancellationError` when cancelled first.
    public func waitForSleepers(_ count: Int) async throws {
        let order = state.withLock { $0.takeOrder() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let now: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.sleepers.count >= count { return .success(()) }
                    state.waiters.append(Waiter(count: count, order: order, continuation: continuation))
                    return nil
                }
                if let now { continuation.resume(with: now) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.order == order }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }
}
