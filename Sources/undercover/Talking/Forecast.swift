import Daemon
import Journey
import Reporting

/// What a configuration will do, in words: visits, contacts with people, and what it leaves out.
struct Forecast {
    let configuration: Configuration

    init(_ configuration: Configuration) { self.configuration = configuration }

    var lines: [String] {
        var lines = [summary]
        lines += contacts
        let unseen = configuration.moments.filter { moment in
            !configuration.probes.contains { $0.touchpoints.contains { $0.name == moment } }
        }
        if !unseen.isEmpty { lines.append("Moments of truth that no probe visits: \(unseen.joined(separator: ", ")).") }
        let ownerless = configuration.probes.filter { $0.owner == nil }.map(\.name)
        if !ownerless.isEmpty && !configuration.owners.isEmpty {
            lines.append("Probes that nobody owns: \(ownerless.joined(separator: ", ")).")
        }
        return lines
    }

    private func series(_ probe: Probe) -> Int {
        probe.forEach.map { selector in configuration.locations.count(where: selector.selects) } ?? 1
    }

    private var summary: String {
        let probes = configuration.probes
        let all = probes.reduce(0) { $0 + series($1) }
        let scheduled = probes.filter { $0.schedule != nil && !$0.paused }
        let visits = scheduled.reduce(0.0) { $0 + Double(series($1)) * perDay($1) }
        let touchpoints = probes.flatMap(\.touchpoints).filter { !$0.always }
        let promised = touchpoints.count { $0.promise != nil || !$0.milestones.isEmpty }
        return
            "\(Phrases.many(probes.count, "probe")), \(all) series, \(Phrases.many(Int(visits < 10 ? visits.rounded(.up) : visits), "visit")) a day; "
            + "\(promised) of \(Phrases.many(touchpoints.count, "touchpoint")) with a promise of their own."
    }

    /// A contact is a visit that speaks to people.
    private var contacts: [String] {
        var visits = 0.0
        var handling = 0.0
        var idle: [String] = []
        for probe in configuration.probes where probe.touchpoints.contains(where: { $0.act.contactsPeople }) {
            idle.append(probe.name)
            guard probe.schedule != nil, !probe.paused else { continue }
            let perWeek = perDay(probe) * 7 * Double(series(probe))
            visits += perWeek
            let desk = probe.touchpoints.compactMap(\.act.desk).first
            let minutes = desk.flatMap { configuration.desks[$0] }?.handling.continuous.seconds ?? 600
            handling += perWeek * minutes / 60
        }
        guard !idle.isEmpty else { return ["No people are contacted."] }
        return [
            "\(rounded(visits)) contacts a week, \(rounded(handling)) min of staff time, once desks are performed.",
            "This release does not speak to people yet; not visited: \(idle.joined(separator: ", ")).",
        ]
    }

    private func perDay(_ probe: Probe) -> Double {
        switch probe.schedule?.rhythm {
        case nil: return 0
        case .every(let span): return 86_400 / max(span.continuous.seconds, 1)
        case .cron(let cron):
            // Counted over a week from a fixed day: close enough for a forecast.
            var at = Timestamp(seconds: 1_790_000_000)
            let end = at + .days(7)
            var runs = 0
            while let next = cron.next(after: at, in: .utc), next < end, runs < 100_000 {
                (runs, at) = (runs + 1, next)
            }
            return Double(runs) / 7
        }
    }

    private func rounded(_ value: Double) -> String {
        value < 10 ? String((value * 10).rounded() / 10) : String(Int(value.rounded()))
    }
}
