/// Where time comes from. Everything that waits or asks for the time is handed one, so that tests and the demo can
/// bring their own.
public protocol Timepiece: Sendable {
    /// The wall clock: cron, calendars and whatever people read. It may step, forwards or back.
    func now() -> Timestamp

    /// Time since an arbitrary start. It never steps, and stands still while the machine sleeps (CLOCK_MONOTONIC).
    func monotonic() -> Duration

    /// Returns when `monotonic()` has reached the deadline; at once if it already has.
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func sleep(until deadline: Duration) async throws
}

extension Timepiece {
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try await sleep(until: monotonic() + duration)
    }
}
