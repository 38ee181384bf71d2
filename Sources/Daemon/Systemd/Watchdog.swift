import Journey
import ServiceLifecycle
import Shopping

/// Feeds systemd's watchdog while the scheduler's own pulse beats: a scheduler that is stuck lets it starve, and systemd
/// restarts the daemon.
struct Watchdog: Service {
    let notify: Notify
    let pulse: Pulse
    /// `$WATCHDOG_USEC`: systemd's patience. Nothing: no watchdog is wanted.
    let patience: Duration?

    init(notify: Notify, pulse: Pulse, environment: [String: String]) {
        self.notify = notify
        self.pulse = pulse
        patience = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.map { .microseconds($0) }
    }

    func run() async throws {
        guard let patience, patience > .zero else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown { await feed(every: patience / 4) }
    }

    private func feed(every pause: Duration) async {
        // Real time, whatever the daemon's own timepiece: systemd counts by it.
        let timepiece = SystemTimepiece()
        var fed: Duration?
        while !Task.isCancelled {
            if let beat = pulse.lastBeat, beat != fed {
                notify.feedWatchdog()
                fed = beat
            }
            do { try await timepiece.sleep(for: pause) } catch { return }
        }
    }
}
