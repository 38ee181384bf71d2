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
        /// When the first piece now waiting was posted (nanoseconds of CLOCK_MONOTONIC).
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

    func post(_ work: @escaping Work) {
        let (accepted, wakes) = state.withLock { state in
            if state.closed { return (false, false) }
            let first = state.work.isEmpty
            if first { state.since = MonotonicClock.now() }
            state.work.append(work)
            return (true, first)
        }
        // The loop takes all that is there, so only the first piece needs to wake it.
        if wakes { eventfd_write(wakeDescriptor, 1) }
        if !accepted { work(nil) }
    }

    /// Takes everything, and how long the oldest piece has waited. For the loop's thread.
    func take() -> (work: [Work], waited: Int64) {
        var count: eventfd_t = 0
        eventfd_read(wakeDescriptor, &count)
        return state.withLock { state in
            defer { state.work = [] }
            return (state.work, state.work.isEmpty ? 0 : MonotonicClock.now() - state.since)
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
