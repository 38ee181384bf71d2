import Glibc
import Journey
import Ledger
import Logging
import Reporting
import ServiceLifecycle
import Shopping
import Synchronization

/// Beats: tells the ledger that the daemon is alive, and writes the status file.
actor Heart: Service {
    static let every = Duration.seconds(2)

    private let ledger: Ledger
    private let shopper: Shopper
    private let steward: Steward
    private let directory: String
    private let timepiece: any Timepiece
    private let logger: Logger
    private let version: String
    private let started: Timestamp
    private(set) var document: StatusDocument?
    private var couldWrite = true
    private var failingSince: Timestamp?

    init(
        ledger: Ledger, shopper: Shopper, steward: Steward, directory: String, timepiece: any Timepiece, logger: Logger,
        version: String
    ) {
        self.ledger = ledger
        self.shopper = shopper
        self.steward = steward
        self.directory = directory
        self.timepiece = timepiece
        self.logger = logger
        self.version = version
        started = timepiece.now()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.beat()
                try? await self.timepiece.sleep(for: self.pause)
            }
        }
    }

    /// Ten thousand probes make a document of megabytes: it is written less often then.
    private var pause: Duration { (document?.probes.count ?? 0) > 2000 ? .seconds(10) : Self.every }

    private func beat() async {
        await noteStoring()
        await shopper.lookAtNetwork()
        do {
            let document = try await gather()
            self.document = document
            try StatusFile.write(document, in: directory)
            couldWrite = true
        } catch {
            if couldWrite { logger.error("cannot write the status file", metadata: ["error": "\(error)"]) }
            couldWrite = false
        }
    }

    /// How all stands now, as of the last beat.
    func current() async throws -> StatusDocument {
        if let document { return document }
        return try await gather()
    }

    /// While the ledger takes nothing, a blind span for storage is owed; it is told once storing works again.
    private func noteStoring() async {
        do {
            try await ledger.beat(timepiece.now())
            if let since = failingSince {
                failingSince = nil
                logger.notice("the ledger stores again", metadata: ["after": "\((timepiece.now() - since).forPeople)"])
                try await ledger.record(BlindSpan(from: since, until: timepiece.now(), reason: .storage))
            }
        } catch {
            if failingSince == nil {
                failingSince = timepiece.now()
                logger.critical(
                    "the ledger cannot store; visits are kept in memory as far as they fit",
                    metadata: ["error": "\(error)"])
            }
        }
    }

    private func gather() async throws -> StatusDocument {
        let outlook = await shopper.outlook
        let configuration = await steward.configuration
        let reload = await steward.lastReload
        var pulse = StatusDocument.Pulse(
            version: version, pid: Int(getpid()), state: .ready, started: started, beat: timepiece.now(),
            beatEvery: pause)
        pulse.reload = StatusDocument.Reload(
            at: reload.at, taken: reload.outcome.taken, problems: reload.outcome.problems.count)
        if await shopper.isHeld { pulse.state = .held }
        return try await Answers(ledger: ledger, timepiece: timepiece).status(
            pulse: pulse, roster: Roster(configuration), next: outlook.starts)
    }

    /// Leaves a status file behind that says that the daemon has stopped.
    func stopped() {
        guard let document else { return }
        try? StatusFile.write(StatusFile.stopped(document, at: timepiece.now()), in: directory)
    }
}
