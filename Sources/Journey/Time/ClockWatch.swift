/// Watches the wall clock against the monotonic one: a step or a suspended machine is noticed, and intervals can run on
/// a time that neither disturbs.
public struct ClockWatch: Sendable, Hashable {
    private let start: Timestamp
    /// Wall minus monotonic time, at the last look.
    private var difference: Timestamp

    /// Slewing (at most 500 ppm, adjtimex(2)) moves the wall clock by 30 ms a minute: looks may be half an hour apart.
    private static let threshold = Duration.seconds(1)

    public init(wall: Timestamp, monotonic: Duration) {
        start = wall - monotonic
        difference = start
    }

    /// By how much the wall clock has stepped since the last look, if by a second or more. A step forwards may also be
    /// the time for which the machine was suspended.
    public mutating func step(wall: Timestamp, monotonic: Duration) -> Duration? {
        let current = wall - monotonic
        let step = current - difference
        difference = current
        return abs(step.microseconds) >= ClockWatch.threshold.microseconds ? step : nil
    }

    /// The wall clock as it would be had it only moved evenly since the watch began.
    public func steady(monotonic: Duration) -> Timestamp {
        start + monotonic
    }
}
