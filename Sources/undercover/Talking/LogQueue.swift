import Dispatch
import Synchronization

/// Lines of the log on their way to standard error, in order, on a thread of their own: a pipe that nobody empties must not hold up
/// whoever has something to say.
enum LogQueue {
    private struct State {
        var bytes = 0
        var lost = 0
    }

    private static let queue = DispatchQueue(label: "undercover.log")
    private static let state = Mutex(State())
    /// Bytes that wait, at most; beyond, lines are counted and not kept.
    private static let most = 1_000_000

    static func add(_ line: String) {
        let size = line.utf8.count
        let isTaken = state.withLock { state in
            guard state.bytes + size <= most else {
                state.lost += 1
                return false
            }
            state.bytes += size
            return true
        }
        guard isTaken else { return }
        queue.async {
            Output.error(line)
            let lost = state.withLock { state in
                state.bytes -= size
                defer { if state.bytes == 0 { state.lost = 0 } }
                return state.bytes == 0 ? state.lost : 0
            }
            if lost > 0 { Output.error("\(lost) lines of the log are missing here: nobody read them in time") }
        }
    }

    /// Waits until all is out, for two seconds at most.
    static func flush() {
        let done = DispatchSemaphore(value: 0)
        queue.async { done.signal() }
        _ = done.wait(timeout: .now() + 2)
    }
}
