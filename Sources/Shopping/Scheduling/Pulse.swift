import Synchronization

/// When the scheduler last went round, for the watchdog: a stuck scheduler stops it.
public final class Pulse: Sendable {
    private let last = Atomic<Int64>(.min)

    public init() {}

    func beat(_ monotonic: Duration) { last.store(monotonic.microsecondsOfPulse, ordering: .relaxed) }

    /// On the timepiece's monotonic clock; nothing before the first round.
    public var lastBeat: Duration? {
        let value = last.load(ordering: .relaxed)
        return value == .min ? nil : .microseconds(value)
    }
}

extension Duration {
    fileprivate var microsecondsOfPulse: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
