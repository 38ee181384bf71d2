import Journey
import Ledger
import Logging
import ProbeFiles
import Shopping

/// Keeps the configuration in force: answers the acts of the API, and takes a new configuration only when it is right.
actor Steward: Acts {
    private let reader: ConfigurationReader
    private let shopper: Shopper
    private let ledger: Ledger
    private let logger: Logger
    private let notify: Notify
    private let taken: @Sendable (Configuration) async -> Void
    private(set) var configuration: Configuration
    /// Of the last reload, the start being one.
    private(set) var lastReload: (at: Timestamp, outcome: ReloadOutcome)
    private let timepiece: any Timepiece
    private var reloading: Task<ReloadOutcome, Never>?

    /// - Parameter taken: told of each configuration that has come into force.
    init(
        reader: ConfigurationReader, configuration: Configuration, shopper: Shopper, ledger: Ledger, notify: Notify,
        timepiece: any Timepiece, logger: Logger, taken: @escaping @Sendable (Configuration) async -> Void
    ) {
        self.reader = reader
        self.configuration = configuration
        self.shopper = shopper
        self.ledger = ledger
        self.notify = notify
        self.timepiece = timepiece
        self.logger = logger
        self.taken = taken
        lastReload = (timepiece.now(), ReloadOutcome(taken: true))
    }

    // MARK: - Visits

    func visit(_ wish: VisitWish, asOwner: Bool) async -> AsyncStream<VisitProgress> {
        do throws(WishRefused) {
            let series = try Wishes.series(for: wish, configuration: configuration, plan: await shopper.currentPlan)
            let isBrought = wish.source != nil || !wish.settings.isEmpty
            return await shopper.visit(series, settings: wish.settings, withSecrets: asOwner || !isBrought)
        } catch {
            return AsyncStream { stream in
                stream.yield(.refused(error.reason))
                stream.finish()
            }
        }
    }

    // MARK: - Reloading

    func backUp(to path: String) async -> String? {
        do {
            try await ledger.backUp(to: path)
            return nil
        } catch {
            return "\(error)"
        }
    }

    func difference() async -> ReloadOutcome { await compare(reader.read()).outcome }

    /// One after another: of two at once, the older configuration could come into force last.
    func reload(accept: Bool) async -> ReloadOutcome {
        let before = reloading
        let task = Task {
            _ = await before?.value
            return await self.takeNew(accept: accept)
        }
        reloading = task
        return await task.value
    }

    private func takeNew(accept: Bool) async -> ReloadOutcome {
        let read = reader.read()
        var (outcome, plan) = await compare(read)
        defer { lastReload = (timepiece.now(), outcome) }
        guard let configuration = read.configuration, let plan else {
            logger.error(
                "the new configuration is wrong; the old one stays in force",
                metadata: ["problems": "\(outcome.problems.count)"])
            for problem in outcome.problems { logger.error("\(problem)") }
            notify.status(
                "reload refused: \(outcome.problems.count) problems, see the journal; the old configuration is in force"
            )
            return outcome
        }
        if outcome.needsAccept && !accept {
            let before = await shopper.currentPlan.series.count
            outcome.problems.append(
                "this removes \(outcome.removed.count) of \(before) series; if that is meant: undercover reload --accept"
            )
            logger.error("\(outcome.problems.last ?? "")")
            notify.status("reload refused: it removes \(outcome.removed.count) of \(before) series")
            return outcome
        }
        do {
            try await shopper.replace(plan)
        } catch {
            outcome.problems.append("the ledger could not store the new definitions: \(error)")
            logger.error("\(outcome.problems.last ?? "")")
            return outcome
        }
        self.configuration = configuration
        await taken(configuration)
        outcome.taken = true
        logger.notice(
            "configuration taken",
            metadata: [
                "added": "\(outcome.added.count)", "removed": "\(outcome.removed.count)",
                "changed": "\(outcome.changed.count)",
            ])
        notify.status("\(plan.series.count) series under way")
        return outcome
    }

    private func compare(_ read: ConfigurationLoader.Outcome) async -> (outcome: ReloadOutcome, plan: Plan?) {
        var outcome = ReloadOutcome(taken: false)
        outcome.problems = read.problems.filter { $0.severity == .error }.map(\.description)
        guard let configuration = read.configuration else { return (outcome, nil) }
        let plan: Plan
        do throws(RouteError) {
            plan = try Plan(configuration)
        } catch {
            outcome.problems.append(error.description)
            return (outcome, nil)
        }
        let current = await shopper.currentPlan
        for series in plan.series {
            if let old = current[series.subject] {
                if old.probe.definition != series.probe.definition {
                    outcome.changed.append(series.subject.description)
                }
            } else {
                outcome.added.append(series.subject.description)
            }
        }
        for series in current.series where plan[series.subject] == nil {
            outcome.removed.append(series.subject.description)
        }
        outcome.needsAccept = current.series.count > 4 && outcome.removed.count * 2 > current.series.count
        outcome.cancelled = await shopper.underWay.filter { plan[$0] == nil }.map(\.description).sorted()
        return (outcome, plan)
    }
}
