import Journey
import Logging
import ServiceLifecycle

/// Says that the daemon is stopping, as soon as it has been told to.
struct Farewell: Service {
    let notify: Notify
    /// How long visits under way may go on.
    let grace: Duration
    let logger: Logger

    func run() async throws {
        // Cancelled, it stops as well.
        try? await gracefulShutdown()
        notify.stopping()
        logger.notice("stopping: visits under way may still come to their end, within \(grace.forPeople)")
    }
}
