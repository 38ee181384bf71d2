internal import Journey
internal import Synchronization
internal import Threads

/// Looks names up on threads of its own, a bounded number at a time.
///
/// libcurl would start a thread for each lookup and, when the customer's patience runs out, wait for it on the loop:
/// one name server that hangs would hold every visit. Here a lookup that hangs holds one slot and nobody else, and one
/// name may have no more than a quarter of the slots. Safe to use from any task.
final class NameLookups: Sendable {
    enum Outcome: Sendable {
        /// `took`: from the moment that a slot was free to the resolver's answer.
        case found([IPAddress], took: Duration)
        case failed(LookupFailure, took: Duration)
        /// Patience ran out, counted from the moment that a slot was free.
        case timedOut
        /// No slot was free for as long as the patience: our own fault.
        case crowded
        case cancelled
    }

    private struct Waiter {
        let name: String
        let family: ExchangeRequest.AddressFamily
        let continuation: CheckedContinuation<Outcome, Never>
        var begun: SuspendingClock.Instant?
    }

    private struct State {
        var waiters: [UInt64: Waiter] = [:]
        var queue: [UInt64] = []
        /// Lookups going on by name, also those that nobody waits for any more.
        var going: [String: Int] = [:]
        var threads = 0
        var nextID: UInt64 = 0
    }

    private let limit: Int
    private let limitPerName: Int
    private let lookup: Transfer.Options.Lookup
    private let clock = SuspendingClock()
    private let state = Mutex(State())

    init(limit: Int, lookup: @escaping Transfer.Options.Lookup) {
        self.limit = max(limit, 1)
        limitPerName = max(limit / 4, 1)
        self.lookup = lookup
    }

    /// - Parameter patience: how long to wait for a slot, and then again how long for the answer.
    func addresses(
        of name: String, family: ExchangeRequest.AddressFamily, patience: Duration
    ) async -> Outcome {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let watch = Task {
            try await clock.sleep(for: patience, tolerance: .zero)
            while let rest = restOfPatience(id, patience) { try await clock.sleep(for: rest, tolerance: .zero) }
        }
        defer { watch.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(id, Waiter(name: name, family: family, continuation: continuation))
            }
        } onCancel: {
            settle(id, .cancelled)
        }
    }

    /// A task is marked as cancelled before its handler runs. So if the mark is not seen here, under the lock, the
    /// handler comes later and finds the waiter.
    private func enqueue(_ id: UInt64, _ waiter: Waiter) {
        let (cancelled, spawns) = state.withLock { state in
            if Task.isCancelled { return (true, false) }
            state.waiters[id] = waiter
            state.queue.append(id)
            guard state.threads < limit, state.going[waiter.name, default: 0] < limitPerName else {
                return (false, false)
            }
            state.threads += 1
            return (false, true)
        }
        if cancelled { waiter.continuation.resume(returning: .cancelled) }
        if spawns { spawn(for: id) }
    }

    private func spawn(for id: UInt64) {
        let thread = PlatformThread(named: "lookup", detached: true) { [self] in
            while let (id, name, family) = next() {
                let begun = clock.now
                let result = Result { () throws(LookupFailure) in try lookup(name, family) }
                let took = begun.duration(to: clock.now)
                state.withLock { state in
                    let left = (state.going[name] ?? 1) - 1
                    state.going[name] = left > 0 ? left : nil
                }
                switch result {
                case .success(let addresses) where addresses.isEmpty:
                    settle(id, .failed(LookupFailure("it has no address of the wanted kind"), took: took))
                case .success(let addresses): settle(id, .found(addresses, took: took))
                case .failure(let failure): settle(id, .failed(failure, took: took))
                }
            }
        }
        if thread == nil {
            state.withLock { $0.threads -= 1 }
            settle(id, .crowded)
        }
    }

    /// The next question that may be asked. Nil sends the thread home: whoever enqueues next starts another.
    private func next() -> (UInt64, String, ExchangeRequest.AddressFamily)? {
        state.withLock { state in
            var index = 0
            while index < state.queue.count {
                let id = state.queue[index]
                guard let waiter = state.waiters[id] else {
                    state.queue.remove(at: index)
                    continue
                }
                if state.going[waiter.name, default: 0] < limitPerName {
                    state.queue.remove(at: index)
                    state.going[waiter.name, default: 0] += 1
                    state.waiters[id]?.begun = clock.now
                    return (id, waiter.name, waiter.family)
                }
                index += 1
            }
            state.threads -= 1
            return nil
        }
    }

    private func settle(_ id: UInt64, _ outcome: Outcome) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        waiter?.continuation.resume(returning: outcome)
    }

    /// How much longer the waiter stays; nil once it has its answer, which may be that time is up.
    private func restOfPatience(_ id: UInt64, _ patience: Duration) -> Duration? {
        guard let waiter = state.withLock({ $0.waiters[id] }) else { return nil }
        guard let begun = waiter.begun else {
            settle(id, .crowded)
            return nil
        }
        let rest = patience - begun.duration(to: clock.now)
        if rest > .zero { return rest }
        settle(id, .timedOut)
        return nil
    }
}
