internal import Glibc

/// How much of a processor the calling thread uses, looked at some fifty times a second.
///
/// Processor time and not the time that went by: on a crowded machine a thread is held up without having much to do.
struct ThreadLoad {
    private static let window: Int64 = 20_000_000

    private var since = MonotonicClock.now()
    private var used: Int64 = 0

    /// - Parameter now: nanoseconds of CLOCK_MONOTONIC.
    /// - Returns: 0…1; nil until the window is over.
    mutating func share(at now: Int64) -> Double? {
        let passed = now - since
        guard passed >= Self.window else { return nil }
        let used = MonotonicClock.now(CLOCK_THREAD_CPUTIME_ID)
        defer { (since, self.used) = (now, used) }
        return Double(used - self.used) / Double(passed)
    }
}
