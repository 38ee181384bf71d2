internal import CCurl
internal import Glibc
internal import Synchronization

/// Work handed to a loop's thread by any other, and the eventfd that wakes it.
final class Mailbox: Sendable {
    /// Is handed nil, on the poster's own thread, if the loop has ended: every piece of work is called once.
    typealias Work = @Sendable (LoopDriver?) -> Void

    private struct State {
        var work: [Work] = []
        var closed = false
        /// The loop waits for nothing but a wake.
        var isIdle = false
        /// The loop has been woken for what is waiting. When (nanoseconds of CLOCK_MONOTONIC):
        var woken = false
        var since: Int64 = 0
    }

    let wakeDescriptor: Int32
    private let state = Mutex(State())

    /// Nil when the process has no descriptor left.
    init?() {
        wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        if wakeDescriptor < 0 { return nil }
    }

    deinit { Glibc.close(wakeDescriptor) }

    /// How long work may lie. A wake costs as much as a small request.
    enum Urgency {
        case now
        /// Until the loop comes round: within a second.
        case soon
        /// Until other work is posted.
        case later
    }

    func post(_ urgency: Urgency = .now, _ work: @escaping Work) {
        let (accepted, wakes) = state.withLock { state in
            if state.closed { return (false, false) }
            state.work.append(work)
            // The loop takes all that is there, so it needs to be woken once.
            if state.woken || urgency == .later || urgency == .soon && !state.isIdle { return (true, false) }
            state.woken = true
            state.since = MonotonicClock.now()
            return (true, true)
        }
        if wakes { eventfd_write(wakeDescriptor, 1) }
        if !accepted { work(nil) }
    }

    /// Takes everything, and how long the loop took to wake. For the loop's thread.
    /// - Parameter rung: the descriptor is ready to be read.
    func take(rung: Bool) -> (work: [Work], waited: Int64) {
        let (work, since) = state.withLock { state -> ([Work], Int64?) in
            defer {
                state.work = []
                state.woken = false
                state.isIdle = false
            }
            return (state.work, state.woken ? state.since : nil)
        }
        if rung || since != nil {
            var count: eventfd_t = 0
            // Who wakes us may not have written yet: then it rings once more, for nothing. Whoever has posted since may have had
            // its ring read here: `rest`, before every wait, finds its work.
            eventfd_read(wakeDescriptor, &count)
        }
        return (work, since.map { MonotonicClock.now() - $0 } ?? 0)
    }

    /// Before the loop waits. For its thread.
    /// - Parameter isIdle: nothing is in flight, so that it may wait for long.
    /// - Returns: whether there is work already.
    func rest(isIdle: Bool) -> Bool {
        state.withLock { state in
            state.isIdle = isIdle
            return !state.work.isEmpty
        }
    }

    /// Ends it: the rest is handed nil, and so is whatever comes later.
    func close() {
        let rest = state.withLock { state in
            state.closed = true
            defer { state.work = [] }
            return state.work
        }
        for work in rest { work(nil) }
    }
}

/// The clock that libcurl measures with.
enum MonotonicClock {
    /// Nanoseconds of CLOCK_MONOTONIC.
    static func now() -> Int64 {
        var time = timespec()
        // Cannot fail: the clock is always there and the pointer is ours.
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
