import FoundationEssentials
import Synchronization

/// A clock that stands still until it is told to go on.
final class TestClock: Sendable {
    private let time: Mutex<Date>

    /// 3 May 2026, noon UTC, unless told otherwise.
    init(_ seconds: Double = 1_777_809_600) { time = Mutex(Date(timeIntervalSince1970: seconds)) }

    var now: Date { time.withLock { $0 } }

    func advance(seconds: Double) { time.withLock { $0.addTimeInterval(seconds) } }
}
