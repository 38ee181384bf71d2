import Journey
import Ledger
import Logging
import ServiceLifecycle

/// Once an hour lets go of what is no longer kept; sums over it stay.
struct Housekeeping: Service {
    let ledger: Ledger
    /// What the configuration in force says of it.
    let storage: @Sendable () async -> Configuration.Storage
    let timepiece: any Timepiece
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var (last, isDoubted) = (timepiece.monotonic(), false)
            while !Task.isCancelled {
                do { try await timepiece.sleep(for: .hours(1)) } catch { return }
                let (now, monotonic) = (timepiece.now(), timepiece.monotonic())
                do {
                    let time = try await ledger.keepingTime(now: now, passed: monotonic - last)
                    last = monotonic
                    if time < now && !isDoubted { tellDoubt(ahead: now - time) }
                    isDoubted = time < now
                    try await tidy(time)
                } catch {
                    logger.error("cannot let go of old visits", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    private func tidy(_ time: Timestamp) async throws {
        let count = try await ledger.prune(Retention(now: time, keeping: await storage()))
        if count > 0 { logger.info("old visits have gone", metadata: ["visits": "\(count)"]) }
    }

    private func tellDoubt(ahead: Duration) {
        logger.warning(
            "the clock is far ahead of what was stored last: look whether it is right. Old visits are kept as if that time had not passed; if it was only that the daemon was not at work, they go once it has been for a week",
            metadata: ["by": "\(ahead.forPeople)"])
    }
}
