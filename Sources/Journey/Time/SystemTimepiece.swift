internal import Glibc

/// The machine's own clocks.
public struct SystemTimepiece: Timepiece {
    public init() {}

    public func now() -> Timestamp {
        let (seconds, nanoseconds) = read(CLOCK_REALTIME)
        return Timestamp(microseconds: seconds * 1_000_000 + nanoseconds / 1000)
    }

    public func monotonic() -> Duration {
        let (seconds, nanoseconds) = read(CLOCK_MONOTONIC)
        return .seconds(seconds) + .nanoseconds(nanoseconds)
    }

    public func sleep(until deadline: Duration) async throws {
        try Task.checkCancellation()
        // The suspending clock is CLOCK_MONOTONIC. Asked again, because a timer may fire a little early; a day at a
        // time, because the runtime's timers count nanoseconds in 64 bits.
        while case let rest = deadline - monotonic(), rest > .zero {
            try await Task.sleep(for: min(rest, Duration.days(1)), tolerance: .zero, clock: .suspending)
        }
    }

    private func read(_ clock: clockid_t) -> (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        // Cannot fail: both clocks are always there and the pointer is ours.
        clock_gettime(clock, &time)
        return (Int64(time.tv_sec), Int64(time.tv_nsec))
    }
}

/// Time that runs faster than the machine's, both on the wall and monotonic: for the demo.
public struct FastTimepiece: Timepiece {
    private let speed: Double
    private let system = SystemTimepiece()
    private let wallStart: Timestamp
    private let monotonicStart: Duration

    /// - Parameters:
    ///   - speed: seconds shown for each second that passes, 0.001…1,000,000 (others are brought into that range).
    ///   - start: what the wall clock shows first; the machine's time if nil.
    public init(speed: Double, start: Timestamp? = nil) {
        self.speed = speed.isNaN ? 1 : min(max(speed, 0.001), 1_000_000)
        wallStart = start ?? system.now()
        monotonicStart = system.monotonic()
    }

    public func now() -> Timestamp {
        wallStart + monotonic()
    }

    public func monotonic() -> Duration {
        (system.monotonic() - monotonicStart) * speed
    }

    public func sleep(until deadline: Duration) async throws {
        try Task.checkCancellation()
        while case let rest = deadline - monotonic(), rest > .zero {
            // At least a microsecond, so that rounding cannot make this spin.
            try await system.sleep(for: max(rest / speed, .microseconds(1)))
        }
    }
}
