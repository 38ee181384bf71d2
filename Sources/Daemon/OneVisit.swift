import Foundation
import Glibc
public import Journey
import Ledger
public import Logging
import Shopping
import Transfer

/// One visit with no daemon: the same shopper, asked once.
public enum OneVisit {
    /// Makes the visit, or as much of it as `wait` allows; what waits then is left in the ledger for the daemon.
    /// - Parameters:
    ///   - directory: of the configuration; nothing for none.
    ///   - progress: told of each step.
    /// - Throws: `StartError` when there is no ledger to write in, or the configuration is wrong.
    public static func make(
        _ wish: VisitWish, directory: String?, environment: [String: String], wait: Duration, logger: Logger,
        progress: @escaping @Sendable (VisitProgress) -> Void
    ) async throws {
        var configuration = Configuration()
        if let directory {
            let read = ConfigurationReader(directory: directory, overrides: wish.settings).read()
            guard let found = read.configuration else {
                throw StartError("the configuration in \(directory) cannot be used", problems: read.problems)
            }
            configuration = found
        }
        let plan: Plan
        let series: Series
        do {
            plan = try Plan(configuration)
            series = try Wishes.series(for: wish, configuration: configuration, plan: plan)
        } catch let refused as WishRefused {
            progress(.refused(refused.reason))
            return
        }
        let secrets = Secrets.read(configuration.secrets, directory: directory, environment: environment)
        guard secrets.problems.isEmpty else { throw StartError(secrets.problems.joined(separator: "\n")) }
        let paths = Paths(
            configuration: directory, storage: configuration.storage, environment: environment,
            exists: { access($0, F_OK) == 0 })
        let ledger: Ledger
        var ledgerOptions = LedgerOptions()
        ledgerOptions.isAlive = false
        do { ledger = try Ledger.open(at: paths.ledger, as: .daemon, options: ledgerOptions) } catch {
            throw StartError("\(error)")
        }
        let transfer: Transfer
        do { transfer = try Transfer() } catch {
            try? ledger.close()
            throw StartError("\(error)")
        }
        var means = Shopper.Means(
            transfer: transfer, ledger: ledger, timepiece: SystemTimepiece(), secrets: secrets.values,
            vantage: "command",
            seed: try await ledger.seed())
        means.directory = directory
        means.grace = .zero
        means.onlyWhenAsked = true
        let shopper = Shopper(plan, means: means, logger: logger)
        await withTaskGroup { group in
            group.addTask { try? await shopper.run() }
            await follow(await shopper.visit(series, settings: wish.settings), wait: wait, progress: progress)
            group.cancelAll()
        }
        await transfer.shutdown()
        try ledger.close()
    }

    /// Passes progress on until the visit is over, or waits for longer than is waited.
    private static func follow(
        _ stream: AsyncStream<VisitProgress>, wait: Duration, progress: @escaping @Sendable (VisitProgress) -> Void
    ) async {
        await withTaskGroup { group in
            group.addTask {
                let clock = ContinuousClock()
                var waitingSince: ContinuousClock.Instant?
                for await step in stream {
                    progress(step)
                    if case .waiting(_, let nextLook, _) = step {
                        let since = waitingSince ?? clock.now
                        waitingSince = since
                        let left = wait - (clock.now - since)
                        if nextLook - SystemTimepiece().now() > left { return }
                    } else {
                        waitingSince = nil
                    }
                }
            }
            await group.waitForAll()
        }
    }
}
