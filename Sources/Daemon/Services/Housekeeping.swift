import Journey
import Ledger
import Logging
import ServiceLifecycle

/// Once an hour lets go of what is no longer kept; sums over it stay.
struct Housekeeping: Service {
    let ledger: Ledger
    let steward: Steward
    let timepiece: any Timepiece
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await timepiece.sleep(for: .hours(1)) } catch { return }
                await tidy()
            }
        }
    }

    private func tidy() async {
        do {
            let kept = await steward.configuration.storage
            let count = try await ledger.prune(Retention(now: timepiece.now(), keeping: kept))
            if count > 0 { logger.info("old visits have gone", metadata: ["visits": "\(count)"]) }
        } catch {
            logger.error("cannot let go of old visits", metadata: ["error": "\(error)"])
        }
    }
}
