internal import Journey
internal import Ledger

/// One look at the waits that are overdue, or soon will be.
///
/// For each rule and wait there is a timer in the ledger that says when the promise, and the rule's share of it again, lapses.
struct WaitWatch {
    static let prefix = "overdue/"

    /// When something is to be looked at next, if that is before the next tick.
    private(set) var next: Timestamp?
    private let now: Timestamp
    private let timers: [String: LedgerTimer]
    private var present: Set<String> = []
    private var overdue: [IncidentBook.Key: Int] = [:]

    init(timers: [LedgerTimer], now: Timestamp) {
        self.now = now
        self.timers = Dictionary(
            timers.filter { $0.key.hasPrefix(Self.prefix) }.map { ($0.key, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    mutating func look(
        at wait: OpenWait, _ rule: AlertRule, _ list: Watchlist, _ ledger: Ledger, _ book: inout IncidentBook
    ) async throws {
        guard let promised = wait.overdueAt, case .overdue(let share) = rule.condition else { return }
        let key = "\(Self.prefix)\(rule.name)/\(wait.visit)"
        let payload = "\(promised.microseconds) \(share)"
        let lapse: Timestamp
        if let timer = timers[key], timer.payload == payload {
            lapse = timer.due
        } else {
            guard let state = try await Self.state(wait, ledger), let held = state.wait else { return }
            lapse =
                list.promise(of: state)?.term.lapse(since: held.since, promised: promised, again: share)
                ?? promised + (promised - held.since) * share
            book.set(LedgerTimer(key: key, due: lapse, payload: payload))
        }
        present.insert(key)
        guard lapse <= now else {
            next = min(next ?? lapse, lapse)
            return
        }
        let incident = IncidentBook.Key(rule: rule.name, subject: wait.subject)
        if case .open = IncidentMachine.decide(overdue: 1, isOpen: book.open[incident] != nil) {
            guard let state = try await Self.state(wait, ledger), let held = state.wait else { return }
            // The answer may have come in time, and our next look will find it: only a look after the promise makes it certain.
            guard held.lastLookWithout >= promised else {
                next = min(next ?? .distantFuture, now + .seconds(1))
                return
            }
            let promise = list.promise(of: state)
            let says = IncidentWords.overdue(
                wait.subject, touchpoint: promise?.touchpoint,
                promise: promise?.term.text ?? (promised - held.since).forPeople, waited: lapse - held.since)
            book.open(
                incident, cause: wait.visit, at: lapse, after: try await Self.earlier(incident, wait, lapse, ledger),
                says: says,
                channels: list.channels(of: rule, for: wait.subject), now: now)
        }
        overdue[incident, default: 0] += 1
    }

    /// Closes the incidents whose waits have ended, and takes back the timers of waits that are no more.
    func finish(_ list: Watchlist, _ book: inout IncidentBook) {
        for (key, incident) in book.open where list.rule(key.rule, concerning: key.subject)?.isAboutWaits == true {
            guard IncidentMachine.decide(overdue: overdue[key] ?? 0, isOpen: true) == .recover else { continue }
            book.close(key, at: now, says: IncidentWords.recovered(incident, at: now), now: now)
        }
        for key in timers.keys where !present.contains(key) { book.clear(key) }
    }

    /// Those that a reload has closed while the wait went on. A visit cannot open an incident twice: it is looked at once.
    private static func earlier(
        _ key: IncidentBook.Key, _ wait: OpenWait, _ lapse: Timestamp, _ ledger: Ledger
    ) async throws -> Set<String> {
        var filter = IncidentFilter()
        filter.rule = key.rule
        filter.cause = wait.visit
        filter.limit = .max
        let incidents = try await ledger.incidents(filter)
        return Set(incidents.filter { $0.subject == key.subject && $0.opened == lapse }.map(\.id))
    }

    /// Nothing when the wait has ended since, or was saved by a later release.
    private static func state(_ wait: OpenWait, _ ledger: Ledger) async throws -> VisitState? {
        do {
            guard let open = try await ledger.openVisit(wait.visit), open.state.wait?.promised == wait.overdueAt else {
                return nil
            }
            return open.state
        } catch let error as LedgerError where error.kind == .newer {
            return nil
        }
    }
}
