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

    /// Between two looks, while anything is evaluated.
    private static let pause: DispatchTimeInterval = .milliseconds(250)

    private struct State: Sendable {
        var watched: [Int: Watched] = [:]
        var next = 0
        var isLooking = false
    }

    private static let state = Mutex(State())
    private static let queue = DispatchQueue(label: "undercover.xpath-watch")

    /// Runs one evaluation in a context, on this thread.
    static func during<Result>(_ context: xmlXPathContextPtr, _ evaluate: () -> Result) -> Result {
        var clock = clockid_t()
        guard pthread_getcpuclockid(pthread_self(), &clock) == 0 else { return evaluate() }
        let watched = Watched(context: context, clock: clock, start: nanoseconds(clock))
        let (ticket, begins) = state.withLock { state in
            state.next += 1
            state.watched[state.next] = watched
            defer { state.isLooking = true }
            return (state.next, !state.isLooking)
        }
        if begins { queue.asyncAfter(deadline: .now() + pause, execute: look) }
        defer { state.withLock { $0.watched[ticket] = nil } }
        return evaluate()
    }

    private static func look() {
        let goesOn = state.withLock { state in
            for watched in state.watched.values {
                let now = nanoseconds(watched.clock)
                // The evaluating thread only reads this one aligned word, again at each look, and either value is valid.
                if now > watched.start + limit { watched.context.pointee.opLimit = 1 }
            }
            state.isLooking = !state.watched.isEmpty
            return state.isLooking
        }
        if goesOn { queue.asyncAfter(deadline: .now() + pause, execute: look) }
    }

    private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
