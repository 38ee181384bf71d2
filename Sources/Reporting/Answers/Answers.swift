public import Journey
public import Ledger

/// What can be asked, answered from the ledger: by the HTTP API, and by commands when no daemon runs.
public struct Answers: Sendable {
    public let ledger: Ledger
    let timepiece: any Timepiece

    /// How far back standings look: four whole weeks, so that every weekday counts alike.
    public static let period = Duration.days(28)

    public init(ledger: Ledger, timepiece: any Timepiece = SystemTimepiece()) {
        self.ledger = ledger
        self.timepiece = timepiece
    }

    /// - Throws: `LedgerError`, as all of these.
    public func findings(_ filter: FindingFilter) async throws -> [FindingView] {
        try await ledger.findings(filter).map(FindingView.init).worstFirst
    }

    /// Whether there has ever been a visit of this probe, or at this location: nothing to tell of another is no good news.
    public func hasVisited(probe: String?, location: String?) async throws -> Bool {
        try await ledger.hasVisited(probe: probe, location: location)
    }

    /// Newest first.
    public func visits(_ filter: VisitFilter) async throws -> [VisitSummaryView] {
        try await ledger.visits(filter).map(VisitSummaryView.init)
    }

    /// Those under way, newest first; of the filter, probe, location, times and limit count.
    public func openVisits(_ filter: VisitFilter = VisitFilter()) async throws -> [VisitSummaryView] {
        let now = timepiece.now()
        let visits = try await ledger.openVisits().reversed().lazy.filter { open in
            (filter.probe.map { $0 == open.state.probe } ?? true)
                && (filter.location.map { $0 == open.state.location } ?? true)
                && (filter.since.map { $0 <= open.state.started } ?? true)
                && (filter.until.map { $0 > open.state.started } ?? true)
        }
        return visits.prefix(filter.limit).map { VisitSummaryView($0, now: now) }
    }

    public func visit(_ id: VisitID) async throws -> VisitView? {
        try await ledger.visit(id).map(VisitView.init)
    }

    /// Whether it is under way or waits.
    public func isOpen(_ id: VisitID) async throws -> Bool {
        try await ledger.openVisit(id) != nil
    }

    public func incidents(_ filter: IncidentFilter) async throws -> [IncidentView] {
        try await ledger.incidents(filter).map(IncidentView.init)
    }

    /// Visits that wait for an answer; what is overdue first, then what is promised soonest.
    /// - Parameter roster: knows the touchpoints' names.
    public func waits(_ roster: Roster = Roster(), limit: Int = 200) async throws -> [StatusDocument.Wait] {
        try await details(of: ledger.openWaits(limit: limit), roster)
    }

    func details(of waits: some Sequence<OpenWait>, _ roster: Roster) async throws -> [StatusDocument.Wait] {
        let names = Dictionary(
            roster.series.map { ($0.subject, $0.touchpoints) }, uniquingKeysWith: { first, _ in first })
        let now = timepiece.now()
        var found: [StatusDocument.Wait] = []
        for open in waits {
            // It may have ended since it was listed, or be between two waits.
            guard let state = try await ledger.openVisit(open.visit)?.state, let wait = state.wait else { continue }
            let touchpoints = names[open.subject] ?? []
            found.append(
                StatusDocument.Wait(
                    visit: open.visit, subject: open.subject,
                    touchpoint: touchpoints.indices.contains(state.position) ? touchpoints[state.position] : nil,
                    since: wait.since, promised: wait.promised, givesUp: wait.givesUp, now: now))
        }
        return found
    }
}
