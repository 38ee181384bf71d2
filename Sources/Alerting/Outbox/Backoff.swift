internal import Journey

/// How long a notification waits after a channel has not taken it: 5 s, doubled with every attempt up to 15 min, of which up to a
/// half is taken off so that those that failed together do not come back together. The same seed gives the same times.
struct Backoff: Sendable {
    static let first = Duration.seconds(5)
    static let longest = Duration.minutes(15)

    let seed: UInt64

    /// - Parameter attempts: made so far, the one that has just failed included.
    func pause(after attempts: Int, of notification: String) -> Duration {
        let doublings = min(max(attempts, 1), 16) - 1
        let whole = min(Self.first * (1 << doublings), Self.longest)
        let share = StableHash.value("\(notification)\n\(attempts)", seed: seed) % 1001
        return whole - whole / 2 * Int(share) / 1000
    }
}
