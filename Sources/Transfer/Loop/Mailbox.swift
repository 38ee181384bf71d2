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

    /// - Parameter urgent: false for what can wait until something urgent is posted.
    func post(urgent: Bool = true, _ work: @escaping Work) {
        let (accepted, wakes) = state.withLock { state in
            if state.closed { return (false, false) }
            state.work.append(work)
            // The loop takes all that is there, so it needs to be woken once.
            if !urgent || state.woken { return (true, false) }
            state.woken = true
            state.since = MonotonicClock.now()
            return (true, true)
        }
        if wakes { eventfd_write(wakeDescriptor, 1) }
        if !accepted { work(nil) }
    }

    /// Takes everything, and how long the oldest piece has waited. For the loop's thread.
    func take() -> (work: [Work], waited: Int64) {
        var count: eventfd_t = 0
        eventfd_read(wakeDescriptor, &count)
        return state.withLock { state in
            defer {
                state.work = []
                state.woken = false
            }
            return (state.work, state.woken ? MonotonicClock.now() - state.since : 0)
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
