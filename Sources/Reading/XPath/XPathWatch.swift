import CLibXML2
import Dispatch
import Foundation
import Synchronization

/// Ends evaluations that take too much processor time.
///
/// libxml2 counts the nodes that it steps over (`opLimit`) but neither the comparisons by which it keeps a set free of
/// doubles nor the texts that it puts together: a query within the limit was seen to run for 18 s. So an evaluation
/// that has used its time finds its limit of steps at nothing when libxml2 next looks, which it does all the time.
enum XPathWatch {
    /// Nanoseconds of the evaluating thread's processor time.
    private static let limit: UInt64 = 1_000_000_000

    // Safe although a pointer is not Sendable: it is touched only under the lock below, and an evaluation takes its own
    // out before it frees its context.
    private struct Watched: @unchecked Sendable {
        let context: xmlXPathContextPtr
        let clock: clockid_t
        let start: UInt64
    }

    private struct State: Sendable {
        var watched: [Int: Watched] = [:]
        var next = 0
    }

    private static let state = Mutex(State())
    private static let queue = DispatchQueue(label: "undercover.xpath-watch")

    /// Runs one evaluation in a context, on this thread.
    static func during<Result>(_ context: xmlXPathContextPtr, _ evaluate: () -> Result) -> Result {
        var clock = clockid_t()
        guard pthread_getcpuclockid(pthread_self(), &clock) == 0 else { return evaluate() }
        let watched = Watched(context: context, clock: clock, start: nanoseconds(clock))
        let ticket = state.withLock {
            $0.next += 1
            $0.watched[$0.next] = watched
            return $0.next
        }
        let look = DispatchWorkItem { self.look(at: ticket) }
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(limit)), execute: look)
        defer {
            look.cancel()
            state.withLock { $0.watched[ticket] = nil }
        }
        return evaluate()
    }

    private static func look(at ticket: Int) {
        let left: UInt64? = state.withLock {
            guard let watched = $0.watched[ticket] else { return nil }
            let now = nanoseconds(watched.clock)
            let used = now > watched.start ? now - watched.start : 0
            guard used >= limit else { return limit - used }
            // The evaluating thread only reads this one aligned word, again at each look, and either value is valid.
            watched.context.pointee.opLimit = 1
            return nil
        }
        guard let left else { return }
        // A busy machine: the thread has not had its time yet.
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(max(left, 10_000_000)))) { look(at: ticket) }
    }

    private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
