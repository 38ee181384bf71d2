import Journey
import Synchronization

/// Politeness: how many exchanges are in flight at one host, and how many begin in a second, across all probes.
///
/// The usual case, nobody waiting, takes no suspension.
final class Manners: Sendable {
    /// A shorter pause is left out: no server notices, and a timer costs more than it is worth. The starts that come after it
    /// still count from where this one should have been, so a second has at most those of 5 ms more than it may.
    private static let shortestPause = Duration.milliseconds(5)

    private let timepiece: any Timepiece
    private let state: Mutex<State>

    private struct State {
        var limits: Configuration.Politeness
        var hosts: [String: Host] = [:]
        /// Looked over when there are so many hosts: links lead to any number of them.
        var fewest = 1_000

        /// Forgets hosts that nobody is at and that may be asked again at once.
        mutating func forgetIdle(at now: Duration) {
            guard hosts.count > fewest else { return }
            hosts = hosts.filter { !$0.value.isIdle(at: now) }
            fewest = max(1_000, 2 * hosts.count)
        }
    }

    private struct Host {
        var inFlight = 0
        /// The earliest moment at which the next exchange may begin.
        var nextStart: Duration = .zero
        var queue: [CheckedContinuation<Void, Never>] = []

        func isIdle(at now: Duration) -> Bool { inFlight == 0 && queue.isEmpty && nextStart <= now }

        mutating func take(_ most: Int) -> Bool {
            guard inFlight < most else { return false }
            inFlight += 1
            return true
        }
    }

    init(_ limits: Configuration.Politeness, timepiece: any Timepiece) {
        self.timepiece = timepiece
        state = Mutex(State(limits: limits))
    }

    /// Takes other limits; whoever is at a host already counts on.
    func replace(_ limits: Configuration.Politeness) {
        let freed = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.limits = limits
            var freed: [CheckedContinuation<Void, Never>] = []
            for host in state.hosts.keys {
                while state.hosts[host]?.queue.isEmpty == false, state.hosts[host]?.take(limits.atOnce) == true {
                    if let next = state.hosts[host]?.queue.removeFirst() { freed.append(next) }
                }
            }
            return freed
        }
        for continuation in freed { continuation.resume() }
    }

    /// How many hosts are remembered.
    var hostCount: Int { state.withLock { $0.hosts.count } }

    /// Runs the exchange when the host may be asked again.
    func atHost<T: Sendable>(_ host: String, _ exchange: () async -> T) async -> T {
        await enter(host)
        let result = await exchange()
        leave(host)
        return result
    }

    private func enter(_ host: String) async {
        let hasPlace = state.withLock { $0.hosts[host, default: Host()].take($0.limits.atOnce) }
        if !hasPlace {
            await withCheckedContinuation { continuation in
                let free = state.withLock { state in
                    if state.hosts[host, default: Host()].take(state.limits.atOnce) { return true }
                    state.hosts[host, default: Host()].queue.append(continuation)
                    return false
                }
                if free { continuation.resume() }
            }
        }
        let now = timepiece.monotonic()
        let start = state.withLock { state in
            guard state.limits.perSecond > 0 else { return now }
            let start = max(now, state.hosts[host, default: Host()].nextStart)
            state.hosts[host, default: Host()].nextStart = start + .seconds(1 / state.limits.perSecond)
            return start
        }
        // A cancelled visit goes on at once: its exchange ends as cancelled.
        if start - now >= Self.shortestPause { try? await timepiece.sleep(until: start) }
    }

    private func leave(_ host: String) {
        let now = timepiece.monotonic()
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard var entry = state.hosts[host] else { return nil }
            if !entry.queue.isEmpty, entry.inFlight <= state.limits.atOnce {
                // The place goes straight to whoever has waited longest.
                let next = entry.queue.removeFirst()
                state.hosts[host] = entry
                return next
            }
            entry.inFlight -= 1
            state.hosts[host] = entry.isIdle(at: now) ? nil : entry
            state.forgetIdle(at: now)
            return nil
        }
        next?.resume()
    }
}
