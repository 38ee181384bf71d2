import Alerting
import Glibc
import Journey
import Ledger
import Logging
import Reporting
import ServiceLifecycle
import Shopping
import Synchronization
import Threads

/// Beats: tells the ledger that the daemon is alive, and writes the status file.
actor Heart: Service {
    static let every = Duration.seconds(2)

    private let ledger: Ledger
    private let shopper: Shopper
    private let steward: Steward
    private let storage: StorageWatch
    private let directory: String
    private let timepiece: any Timepiece
    private let logger: Logger
    private let version: String
    private let started: Timestamp
    private(set) var document: StatusDocument?
    /// A disk that hangs holds nothing but this.
    private let room: Workroom
    private var couldWrite = true
    private var couldRead = true
    private var failingSince: Timestamp?
    private var failure: LedgerError?
    private var seenRenewal: Timestamp?

    init(
        ledger: Ledger, shopper: Shopper, steward: Steward, storage: StorageWatch, directory: String, room: Workroom,
        timepiece: any Timepiece, logger: Logger, version: String
    ) {
        self.ledger = ledger
        self.shopper = shopper
        self.steward = steward
        self.storage = storage
        self.directory = directory
        self.room = room
        self.timepiece = timepiece
        self.logger = logger
        self.version = version
        started = timepiece.now()
    }

    deinit {
        room.close()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.beat()
                try? await self.timepiece.sleep(for: self.pause)
            }
        }
    }

    /// Ten thousand probes make a document of megabytes: a second for each thousand, so that writing it takes a fiftieth of a core.
    private var pause: Duration { max(Self.every, .seconds((document?.probes.count ?? 0) / 1000)) }

    private func beat() async {
        await noteStoring()
        await shopper.lookAtNetwork()
        let document: StatusDocument
        do {
            document = try await gather()
            couldRead = true
        } catch is CancellationError {
            return
        } catch {
            if couldRead {
                logger.error("the ledger cannot be read; what is shown is as it was", metadata: ["error": "\(error)"])
            }
            couldRead = false
            document = await remembered()
        }
        self.document = document
        do {
            try await write(document)
            couldWrite = true
        } catch is CancellationError {
            return
        } catch {
            if couldWrite { logger.error("cannot write the status file", metadata: ["error": "\(error)"]) }
            couldWrite = false
        }
    }

    /// Somebody may remove the runtime directory; without it nobody could be told anything any more.
    private func write(_ document: StatusDocument) async throws {
        try await room.run { [directory, logger] in
            if access(directory, F_OK) != 0, errno == ENOENT {
                try Directories.make(runtime: directory)
                logger.warning(
                    "the runtime directory was removed, and has been made anew", metadata: ["path": "\(directory)"])
            }
            try StatusFile.write(document, in: directory)
        }
    }

    /// How all stands now, as of the last beat.
    func current() async throws -> StatusDocument {
        if let document { return document }
        return try await gather()
    }

    /// While the ledger takes nothing, a blind span for storage is owed; it is told once storing works again.
    private func noteStoring() async {
        let now = timepiece.now()
        do {
            try await ledger.beat(now)
        } catch {
            let failed = error as? LedgerError
            failingSince = min(failingSince ?? now, ledger.health?.failingSince ?? now)
            failure = failed ?? ledger.health?.error
            await storage.note(failure, since: failingSince)
            return
        }
        if failingSince != nil { await shopper.storeAgain() }
        // Over before it could be seen: it is told all the same, and ends with the next beat.
        if let renewed = ledger.health?.renewed, renewed.at != seenRenewal {
            seenRenewal = renewed.at
            failingSince = min(failingSince ?? renewed.at, renewed.at)
            await storage.note(renewed.error, since: failingSince)
            return
        }
        // A small thing may find room where a visit does not.
        if let health = ledger.health, let since = health.failingSince {
            failingSince = min(failingSince ?? now, since)
            failure = health.error
            await storage.note(failure, since: failingSince)
        } else if await shopper.outlook.unstored > 0, failingSince != nil {
            return
        } else if let since = failingSince {
            do {
                try await ledger.record(BlindSpan(from: since, until: now, reason: .storage))
            } catch {
                return  // owed until the next beat
            }
            failingSince = nil
            await storage.note(ledger.knownDamage, since: now)
        } else {
            await storage.note(ledger.knownDamage, since: now)
        }
    }

    /// How all stood when the ledger could still be read, and the daemon's own state now.
    private func remembered() async -> StatusDocument {
        let now = timepiece.now()
        var pulse = await pulse()
        pulse.notStoringSince = failingSince
        pulse.notStoringBecause = failure?.message
        let facts = StatusFacts(
            now: now, since: now - Answers.period, pulse: pulse, roster: Roster(await steward.configuration))
        var document = document ?? StatusDocument(facts)
        pulse.undelivered = document.daemon.undelivered
        pulse.undeliveredSince = document.daemon.undeliveredSince
        document.daemon = pulse
        document.written = now
        await show(&document)
        return document
    }

    /// The incident of storage may have no row yet.
    private func show(_ document: inout StatusDocument) async {
        document.incidents.removeAll { $0.rule == StorageWatch.rule }
        if let incident = await storage.incident, incident.state == .open {
            document.incidents.append(StatusDocument.OpenIncident(incident))
        }
    }

    private func gather() async throws -> StatusDocument {
        let outlook = await shopper.outlook
        let configuration = await steward.configuration
        var document = try await Answers(ledger: ledger, timepiece: timepiece).status(
            pulse: await pulse(), roster: Roster(configuration), next: outlook.starts)
        document.daemon.notStoringSince = document.daemon.notStoringSince ?? failingSince
        document.daemon.notStoringBecause =
            document.daemon.notStoringSince.flatMap { _ in document.daemon.notStoringBecause ?? failure?.message }
        await show(&document)
        return document
    }

    private func pulse() async -> StatusDocument.Pulse {
        let reload = await steward.lastReload
        var pulse = StatusDocument.Pulse(
            version: version, pid: Int(getpid()), state: .ready, started: started, beat: timepiece.now(),
            beatEvery: pause)
        pulse.reload = StatusDocument.Reload(
            at: reload.at, taken: reload.outcome.taken, problems: reload.outcome.problems.count)
        if await shopper.isHeld { pulse.state = .held }
        return pulse
    }

    /// Leaves a status file behind that says that the daemon has stopped.
    func stopped() {
        guard let document else { return }
        try? StatusFile.write(StatusFile.stopped(document, at: timepiece.now()), in: directory)
    }
}
