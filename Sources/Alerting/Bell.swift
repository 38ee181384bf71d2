internal import Journey
internal import Synchronization

/// Wakes a service's loop before its time. Rung while nobody waits, it is heard by the next who does.
final class Bell: Sendable {
    private struct State {
        var rung = false
        var sleeper: Task<Void, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        let sleeper = state.withLock { state in
            state.rung = true
            return state.sleeper
        }
        sleeper?.cancel()
    }

    /// Returns when the bell is rung, the deadline on the monotonic clock has come, or the task is cancelled. For one waiter.
    func wait(until deadline: Duration, _ timepiece: any Timepiece) async {
        let sleep = Task {
            do { try await timepiece.sleep(until: deadline) } catch {}  // woken early
        }
        let rung = state.withLock { state in
            if !state.rung { state.sleeper = sleep }
            return state.rung
        }
        if rung { sleep.cancel() }
        await withTaskCancellationHandler {
            await sleep.value
        } onCancel: {
            sleep.cancel()
        }
        // Whoever waited looks at everything after this, so a ring up to here has been heard.
        state.withLock { state in
            state.sleeper = nil
            state.rung = false
        }
    }
}
