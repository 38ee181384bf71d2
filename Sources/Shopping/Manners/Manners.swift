import Journey
import Synchronization

/// Politeness: how many exchanges are in flight at one host, and how many begin in a second, across all probes.
///
/// The usual case, nobody waiting, takes no suspension.
final class Manners: Sendable {
    /// A shorter pause is left out: no server notices, and a timer costs more than it is worth. The starts that come after it
    /// still count from where this one should have been, so no second has more of them than it may.
    private static let shortestPause = Duration.milliseconds(1)

    private let limits: Configuration.Politeness
    private let timepiece: any Timepiece
    private let hosts = Mutex<[String: Host]>([:])

    private struct Host {
        var inFlight = 0
        /// The earliest moment at which the next exchange may begin.
        var nextStart: Duration = .zero
        var queue: [CheckedContinuation<Void, Never>] = []

        mutating func take(_ most: Int) -> Bool {
            guard inFlight < most else { return false }
            inFlight += 1
            return true
        }
    }

    init(_ limits: Configuration.Politeness, timepiece: any Timepiece) {
        self.limits = limits
        self.timepiece = timepiece
    }

    /// Runs the exchange when the host may be asked again.
    func atHost<T: Sendable>(_ host: String, _ exchange: () async -> T) async -> T {
        await enter(host)
        let result = await exchange()
        leave(host)
        return result
    }

    private func enter(_ host: String) async {
        if hosts.withLock({ $0[host, default: Host()].take(limits.atOnce) }) == false {
            await withCheckedContinuation { continuation in
                let free = hosts.withLock { hosts in
                    if hosts[host, default: Host()].take(limits.atOnce) { return true }
                    hosts[host, default: Host()].queue.append(continuation)
                    return false
                }
                if free { continuation.resume() }
            }
        }
        guard limits.perSecond > 0 else { return }
        let now = timepiece.monotonic()
        let start = hosts.withLock { hosts in
            let start = max(now, hosts[host, default: Host()].nextStart)
            hosts[host, default: Host()].nextStart = start + .seconds(1 / limits.perSecond)
            return start
        }
        // A cancelled visit goes on at once: its exchange ends as cancelled.
        if start - now >= Self.shortestPause { try? await timepiece.sleep(until: start) }
    }

    private func leave(_ host: String) {
        let next = hosts.withLock { hosts -> CheckedContinuation<Void, Never>? in
            guard var entry = hosts[host] else { return nil }
            if !entry.queue.isEmpty {
                // The place goes straight to whoever has waited longest.
                let next = entry.queue.removeFirst()
                hosts[host] = entry
                return next
            }
            entry.inFlight -= 1
            let idle = entry.inFlight == 0 && (limits.perSecond <= 0 || entry.nextStart <= timepiece.monotonic())
            hosts[host] = idle ? nil : entry
            return nil
        }
        next?.resume()
    }
}
