public import Journey
public import Ledger
public import Logging
public import ServiceLifecycle
internal import Synchronization

/// Watches the visits and waits in the ledger, opens and closes incidents by the alert rules, and puts what is to be told into
/// the outbox.
///
/// All that comes of looking at a visit is one transaction with the cursor's new place, so a crash at any moment neither
/// passes over a visit nor tells of it twice. A round keeps nothing in memory: where it stands is read from the ledger.
public actor AlertWatch: Service {
    public struct Options: Sendable {
        /// How often it looks although nobody has poked it.
        public var tick: Duration = .seconds(10)
        /// Visits looked at in one transaction.
        public var batch = 500

        public init() {}
    }

    private static let cursor = "alerts"

    private let ledger: Ledger
    private let timepiece: any Timepiece
    private let logger: Logger
    private let options: Options
    /// Called when there is something new in the outbox.
    private let notified: @Sendable () -> Void
    private nonisolated let bell = Bell()
    private nonisolated let stopping = Atomic<Bool>(false)
    private var list: Watchlist
    private var trouble: String?
    /// When the waits are to be looked at next by these rules, on the monotonic clock.
    private var waitsDue: Duration?
    /// Counts the configurations.
    private var generation = 0

    public init(
        _ configuration: Configuration, ledger: Ledger, timepiece: any Timepiece, logger: Logger,
        options: Options = Options(), notified: @escaping @Sendable () -> Void
    ) {
        list = Watchlist(configuration)
        self.ledger = ledger
        self.timepiece = timepiece
        self.logger = logger
        self.options = options
        self.notified = notified
    }

    /// To be called when a visit has been recorded. Costs next to nothing; may be called from anywhere, as often as one likes.
    public nonisolated func poke() { bell.ring() }

    /// Goes on by other rules. Incidents whose rule, probe or location is gone are closed, and whoever was told of them is
    /// told that.
    public func replace(_ configuration: Configuration) {
        list = Watchlist(configuration)
        generation += 1
        waitsDue = nil
        bell.ring()
    }

    public func run() async throws {
        await withGracefulShutdownHandler {
            while !stopping.load(ordering: .relaxed), !Task.isCancelled {
                let pause = await tryRound()
                await bell.wait(until: timepiece.monotonic() + pause, timepiece)
            }
        } onGracefulShutdown: {
            self.stopping.store(true, ordering: .relaxed)
            self.bell.ring()
        }
    }

    /// Looks at all that has happened since the last round. Returns when all of it is stored.
    /// - Returns: how long until something is due.
    @discardableResult
    func round() async throws -> Duration {
        let (list, generation) = (list, generation)
        let now = timepiece.now()
        var place = try await ledger.cursor(Self.cursor)
        // They are read to the last: those without a due time are what is to be remembered about open incidents.
        let timers = try await ledger.dueTimers(.distantFuture, limit: .max)
        let open = try await ledger.openIncidents().filter { $0.rule != StorageWatch.rule }
        var book = IncidentBook(open: open, timers: timers)
        for (key, incident) in book.open {
            guard let reason = list.whyGone(incident) else { continue }
            book.close(key, at: now, says: IncidentWords.dropped(incident, because: reason), now: now)
        }
        var waitEnded = false
        while true {
            let visits = try await ledger.visits(after: place, limit: options.batch)
            let causes = Set(book.open.values.compactMap(\.cause))
            for visit in visits {
                try await look(at: visit, list, &book, now)
                waitEnded = waitEnded || causes.contains(visit.id)
            }
            try await store(&book, place: visits.last?.place)
            place = visits.last?.place ?? place
            if visits.count < options.batch { break }
        }
        return try await lookAtWaits(list, generation, &book, timers, now, atOnce: waitEnded)
    }

    private func tryRound() async -> Duration {
        do {
            let pause = try await round()
            if trouble != nil { logger.notice("alert rules are looked at again") }
            trouble = nil
            return pause
        } catch {
            // Nothing is lost: the next round begins where the last one that was stored ended.
            if trouble != "\(error)" { logger.error("alert rules cannot be looked at: \(error)") }
            trouble = "\(error)"
            return options.tick
        }
    }

    private func store(_ book: inout IncidentBook, place: Int64?) async throws {
        if place == nil, book.isUnchanged { return }
        try await ledger.advance(
            cursor: Self.cursor, to: place, incidents: book.incidents, notifications: book.notifications, set: book.set,
            clear: book.clear)
        if !book.notifications.isEmpty { notified() }
        book.stored()
    }

    // MARK: - Visits

    private func look(at visit: VisitSummary, _ list: Watchlist, _ book: inout IncidentBook, _ now: Timestamp)
        async throws
    {
        let rules = list.rules(for: visit.subject).filter { rule in
            let key = IncidentBook.Key(rule: rule.name, subject: visit.subject)
            return !rule.isAboutWaits
                && IncidentMachine.concerns(visit.sight, rule: rule, isOpen: book.open[key] != nil)
        }
        guard let reach = rules.map(IncidentMachine.reach).max() else { return }
        let recent = try await recent(upTo: visit, known: reach).map(\.sight)
        for rule in rules {
            let key = IncidentBook.Key(rule: rule.name, subject: visit.subject)
            switch IncidentMachine.decide(rule, recent: recent, isOpen: book.open[key] != nil) {
            case .open(let count, let of):
                let whole = try await ledger.visit(visit.id)
                book.open(
                    key, cause: visit.id, at: visit.ended,
                    says: IncidentWords.opened(rule, visit.subject, count: count, of: of, visit: whole),
                    channels: list.channels(of: rule, for: visit.subject), now: now)
            case .recover:
                guard let incident = book.open[key] else { continue }
                book.close(
                    key, at: visit.ended, says: IncidentWords.recovered(incident, at: visit.ended), now: now)
            case nil:
                continue
            }
        }
    }

    /// The subject's visits stored up to this one, newest first, until so many of them are of known grade.
    private func recent(upTo visit: VisitSummary, known: Int) async throws -> [VisitSummary] {
        var limit = known + 8
        while true {
            let found = try await ledger.lastVisits(of: visit.subject, upTo: visit.place, limit: limit)
            if found.count < limit || found.count(where: { $0.grade != .unknown }) >= known {
                // The one just finished leads, even if it waited for days and others began after it.
                return [visit] + found.filter { $0.place != visit.place }.sorted { $0.place > $1.place }
            }
            limit *= 4
        }
    }

    // MARK: - Waits

    /// Looks at the waits whose promise has lapsed or will before the next tick, unless that was done a moment ago.
    private func lookAtWaits(
        _ list: Watchlist, _ generation: Int, _ book: inout IncidentBook, _ timers: [LedgerTimer], _ now: Timestamp,
        atOnce: Bool
    ) async throws -> Duration {
        let monotonic = timepiece.monotonic()
        if let waitsDue, waitsDue > monotonic, !atOnce { return waitsDue - monotonic }
        var watch = WaitWatch(timers: timers, now: now)
        if list.watchesWaits {
            for wait in try await ledger.overdue(at: now + options.tick * 2, limit: .max) {
                for rule in list.rules(for: wait.subject) where rule.isAboutWaits {
                    try await watch.look(at: wait, rule, list, ledger, &book)
                }
            }
        }
        watch.finish(list, &book)
        try await store(&book, place: nil)
        let pause = min(options.tick, watch.next.map { max($0 - now, .milliseconds(1)) } ?? options.tick)
        // Other rules, which came while this round went on by those before, have not looked yet.
        if generation == self.generation { waitsDue = monotonic + pause }
        return pause
    }
}

extension VisitSummary {
    var sight: IncidentMachine.Sight { IncidentMachine.Sight(grade: grade, late: late) }
}
