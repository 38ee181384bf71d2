public import Journey
internal import Ledger

extension Answers {
    /// How all stands now.
    /// - Parameters:
    ///   - roster: what is visited. Without one, everything that was visited in the period.
    ///   - next: when each series is visited next, as far as the scheduler knows.
    public func status(
        pulse: StatusDocument.Pulse, roster: Roster?, next: [Subject: Timestamp] = [:],
        period: Duration = Answers.period
    ) async throws -> StatusDocument {
        let now = timepiece.now()
        let counts = try await ledger.counts(since: now - period).mapValues(\.counts)
        let last = try await ledger.lastVisits()
        let roster = roster ?? Roster(Set(counts.keys).union(last.keys).map { Roster.Series(subject: $0) })
        var facts = StatusFacts(now: now, since: now - period, pulse: pulse, roster: roster)
        facts.counts = counts
        facts.next = next
        facts.last = last.mapValues {
            StatusDocument.LastVisit(
                id: $0.id, started: $0.started, ended: $0.ended, grade: $0.grade, late: $0.late, unknown: $0.unknown)
        }
        facts.findings = try await openDefects()
        (facts.waiting, facts.overdue) = try await ledger.waitCounts(at: now)
        facts.waits = try await waits(roster)
        facts.incidents = try await ledger.openIncidents()
        facts.blind = try await ledger.blindSpans(since: now - period, limit: 100)
        let undelivered = try await ledger.undelivered(limit: .max)
        facts.pulse.undelivered = undelivered.count
        facts.pulse.undeliveredSince = undelivered.first?.created
        facts.pulse.notStoringSince = ledger.health?.failingSince
        facts.pulse.notStoringBecause = ledger.health?.error?.message
        return StatusDocument(facts)
    }

    private func openDefects() async throws -> [Subject: [String: Int]] {
        var filter = FindingFilter()
        filter.states = [.open, .regressed]
        filter.severities = [.defect]
        filter.limit = .max
        return try await ledger.findings(filter).reduce(into: [:]) {
            $0[$1.subject, default: [:]][$1.finding.code, default: 0] += 1
        }
    }
}
