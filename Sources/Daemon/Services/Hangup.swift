import ServiceLifecycle
import UnixSignals

/// SIGHUP reloads.
struct Hangup: Service {
    let steward: Steward
    let isOn: Bool

    init(steward: Steward, on isOn: Bool) {
        self.steward = steward
        self.isOn = isOn
    }

    func run() async throws {
        guard isOn else {
            try? await gracefulShutdown()
            return
        }
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            _ = await steward.reload(accept: false)
        }
    }
}
