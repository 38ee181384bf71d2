import Alerting
import Delivery
import Glibc
public import Journey
import Ledger
public import Logging
import ProbeFiles
import Reporting
import ServiceLifecycle
import Shopping
import StatusPage
import Threads
import Transfer
import UnixSignals

/// The daemon: composes the rooms into one group of services and runs them until it is told to stop.
public struct Daemon: Sendable {
    public static let version = "0.1.0"

    public var options: Options

    public struct Options: Sendable {
        public var configuration: String
        public var overrides: [String: String] = [:]
        public var environment: [String: String]
        public var timepiece: any Timepiece = SystemTimepiece()
        /// How long visits under way may go on once the daemon is to stop.
        public var grace: Duration = .seconds(10)
        /// How long it waits for a command that is just reading the ledger to let go of it.
        public var ledgerPatience: Duration = .seconds(5)
        /// SIGTERM and SIGINT stop it, SIGHUP reloads.
        public var handlesSignals = true
        /// SIGHUP stops it too, as a closed terminal means for what is run in it.
        public var stopsOnHangup = false
        /// For trying the watchdog: the scheduler hangs after so long.
        public var stuckAfter: Duration?
        /// Called after a visit has been stored, most often on the ledger's own thread: must be brief.
        public var recorded: @Sendable (Visit) -> Void = { _ in }
        /// Of the ledger; tests bring their own (`LedgerOptions`).
        package var machine: String?
        package var fileSystem: String?

        public init(configuration: String, environment: [String: String]) {
            self.configuration = configuration
            self.environment = environment
        }
    }

    public init(_ options: Options) { self.options = options }

    /// Returns when the daemon has stopped in good order.
    /// - Throws: `StartError` when it cannot start.
    public func run(logger: Logger) async throws {
        let reader = ConfigurationReader(directory: options.configuration, overrides: options.overrides)
        let (configuration, plan) = try read(reader, logger: logger)
        let paths = Paths(
            configuration: options.configuration, storage: configuration.storage, environment: options.environment,
            exists: { access($0, F_OK) == 0 })
        let secrets = Secrets.read(
            configuration.secrets, directory: options.configuration, environment: options.environment)
        guard secrets.problems.isEmpty else { throw StartError(secrets.problems.joined(separator: "\n")) }
        try Descriptors.raiseLimit()
        try Directories.make(runtime: paths.runtime)
        // Before anything is done: another one at work here would be disturbed.
        do { try StatusPage.makeWay(at: paths.socket) } catch { throw StartError("\(error)") }

        let timepiece = options.timepiece
        let ledger: Ledger
        do {
            var ledgerOptions = LedgerOptions()
            ledgerOptions.release = Self.version
            ledgerOptions.machine = options.machine
            ledgerOptions.fileSystem = options.fileSystem
            ledgerOptions.pagesAtMost = Int64(configuration.storage.pagesAtMost)
            ledger = try await open(paths.ledger, options: ledgerOptions, logger: logger)
        } catch {
            throw StartError("\(error)")
        }
        let transfer: Transfer
        do {
            var transferOptions = Transfer.Options()
            transferOptions.timepiece = timepiece
            transfer = try Transfer(options: transferOptions)
        } catch {
            try? ledger.close()
            throw StartError("\(error)")
        }
        do {
            try await serve(
                reader: reader, configuration: configuration, plan: plan, paths: paths, secrets: secrets.values,
                ledger: ledger,
                transfer: transfer, logger: logger)
        } catch {
            await transfer.shutdown()
            close(ledger, logger: logger)
            throw error
        }
        await transfer.shutdown()
        close(ledger, logger: logger)
    }

    /// Nothing is lost when it says what has become of its file, and the daemon has ended in good order.
    private func close(_ ledger: Ledger, logger: Logger) {
        do { try ledger.close() } catch { logger.critical("\(error)") }
    }

    private func open(_ path: String, options ledgerOptions: LedgerOptions, logger: Logger) async throws -> Ledger {
        let clock = ContinuousClock()
        let end = clock.now + options.ledgerPatience
        var hasSaid = false
        while true {
            do {
                return try Ledger.open(at: path, as: .daemon, timepiece: options.timepiece, options: ledgerOptions)
            } catch let error as LedgerError where error.kind == .inUse && clock.now < end {
                if !hasSaid { logger.notice("waiting for the ledger", metadata: ["error": "\(error)"]) }
                hasSaid = true
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func read(_ reader: ConfigurationReader, logger: Logger) throws -> (Configuration, Plan) {
        let (configuration, problems) = reader.read()
        for problem in problems where problem.severity == .warning { logger.warning("\(problem)") }
        guard let configuration else {
            throw StartError("the configuration in \(options.configuration) cannot be used", problems: problems)
        }
        do throws(RouteError) {
            if configuration.probes.isEmpty {
                logger.warning("there are no probes in \(options.configuration): nothing will be visited")
            }
            return (configuration, try Plan(configuration))
        } catch {
            throw StartError(error.description)
        }
    }

    private func serve(
        reader: ConfigurationReader, configuration: Configuration, plan: Plan, paths: Paths, secrets: [String: String],
        ledger: Ledger, transfer: Transfer, logger: Logger
    ) async throws {
        let timepiece = options.timepiece
        let notify = Notify(environment: options.environment)
        let seed = try await ledger.seed()
        // A copy tells nobody: the other one may have.
        let isHeld = try await ledger.isHeld()
        let couriersOf = { @Sendable (configuration: Configuration) in
            isHeld ? [:] : Channels.couriers(for: configuration, transfer: transfer, secrets: secrets)
        }
        let couriers = couriersOf(configuration)
        let outbox = Outbox(
            ledger: ledger, couriers: couriers,
            timepiece: timepiece, seed: seed, logger: logger)
        let alerts = AlertWatch(configuration, ledger: ledger, timepiece: timepiece, logger: logger) { outbox.poke() }
        let statusRoom = Workroom(named: "status-file", places: 1)
        let storage = StorageWatch(
            ledger: ledger, couriers: couriers,
            memory: isHeld ? nil : StorageFile(in: paths.runtime, ledger: ledger.path, room: statusRoom),
            timepiece: timepiece, logger: logger
        ) { outbox.poke() }
        try await storage.takeUp()
        let recorded = options.recorded
        var means = Shopper.Means(
            transfer: transfer, ledger: ledger, timepiece: timepiece, secrets: secrets, vantage: Self.hostName,
            seed: seed)
        means.directory = options.configuration
        means.grace = options.grace
        if let length = options.stuckAfter { means.timepiece = StuckTimepiece(timepiece, after: length) }
        means.waiting = { alerts.poke() }
        means.recorded = { visit in
            alerts.poke()
            recorded(visit)
        }
        let shopper = Shopper(plan, means: means, logger: logger)
        let steward = Steward(
            reader: reader, configuration: configuration, shopper: shopper, ledger: ledger, notify: notify,
            timepiece: timepiece,
            logger: logger
        ) { configuration in
            await alerts.replace(configuration)
            let couriers = couriersOf(configuration)
            await outbox.replace(couriers)
            await storage.replace(couriers)
        }
        let heart = Heart(
            ledger: ledger, shopper: shopper, steward: steward, storage: storage, directory: paths.runtime,
            room: statusRoom, timepiece: timepiece, logger: logger, version: Self.version)
        let page = try StatusPage(
            answers: Answers(ledger: ledger, timepiece: timepiece), acts: steward,
            places: StatusPage.Places(socket: paths.socket, page: StatusPage.Address(configuration.addresses.page)),
            business: configuration.business.name, timepiece: timepiece, logger: logger,
            status: { try await heart.current() },
            running: { door in
                // Whoever waits for readiness may ask at once.
                if case .socket = door { notify.ready("\(plan.series.count) series under way") }
            })
        // The last one is stopped first: it is said that all stop, visits come to their end, then alerts see them, then they are told.
        var services: [any Service] = [heart, page]
        services += [
            Watchdog(notify: notify, pulse: shopper.pulse, environment: options.environment),
            Hangup(steward: steward, on: options.handlesSignals && !options.stopsOnHangup),
            Housekeeping(
                ledger: ledger, storage: { await steward.configuration.storage }, timepiece: timepiece, logger: logger),
            StandstillWatch(ledger: ledger, timepiece: timepiece, logger: logger),
        ]
        if !isHeld { services += [outbox, alerts] }
        services += [shopper, Farewell(notify: notify, grace: options.grace, logger: logger)]
        var group = ServiceGroupConfiguration(
            services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }, logger: logger)
        if options.handlesSignals {
            group.gracefulShutdownSignals = options.stopsOnHangup ? [.sigterm, .sigint, .sighup] : [.sigterm, .sigint]
        }
        logger.notice(
            "undercover \(Self.version) is at work",
            metadata: ["series": "\(plan.series.count)", "ledger": "\(paths.ledger)", "socket": "\(paths.socket)"])
        try await ServiceGroup(configuration: group).run()
        await heart.stopped()
        logger.notice("undercover has stopped")
    }

    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "here" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
