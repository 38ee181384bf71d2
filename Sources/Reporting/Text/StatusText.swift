public import Journey

/// The status document for a terminal: how the business stands, what is late, what the daemon itself suffers from.
public enum StatusText {
    /// - Parameter most: probes listed at most, the worst first.
    public static func lines(
        _ document: StatusDocument, now: Timestamp, most: Int = 40, ink: Ink = .plain
    ) -> [String] {
        var lines: [String] = []
        lines += warnings(document, now: now).map { ink.red("! \($0)") }
        let period = (document.written - document.since).forPeople
        let figure = ink.bold(Phrases.standing(document.business))
        lines.append(
            "Standing over \(period): \(paint(document.business, figure, ink)) · \(Phrases.counts(document.business))")
        for owner in document.owners where owner.standing.graded > 0 {
            lines.append(
                "  \(owner.owner.shown(upTo: 40)): \(Phrases.standing(owner.standing)) · \(Phrases.counts(owner.standing))"
            )
        }
        if !document.findings.isEmpty {
            let codes = document.findings.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
            lines.append(
                "Open findings: " + codes.map { "\($0.key.shown(upTo: 60)) \($0.value)" }.joined(separator: ", "))
        }
        lines += section("Incidents", document.incidents.map { incident($0, now: now) }, ink)
        lines += section("Waits", document.waits.prefix(most).map { wait($0, now: now, ink: ink) }, ink)
        let blind = document.blind.filter { $0.until == nil }
        lines += section(
            "Blind now", blind.map { "\($0.reason.rawValue) since \(Phrases.distance($0.from, from: now))" }, ink)
        if !document.probes.isEmpty { lines += [""] + probes(document, now: now, most: most, ink: ink) }
        return lines
    }

    /// What makes the rest doubtful.
    public static func warnings(_ document: StatusDocument, now: Timestamp) -> [String] {
        let pulse = document.daemon
        var warnings: [String] = []
        if let age = document.staleness(at: now) {
            warnings.append(
                pulse.state == .stopped
                    ? "the daemon was stopped \(age.forPeople) ago; this is how things stood then"
                    : "stale: the daemon has given no sign of life for \(age.forPeople) (process \(pulse.pid))")
        }
        if pulse.state == .held {
            warnings.append("held: the ledger was copied or restored; nobody is contacted until `undercover adopt`")
        }
        if let reload = pulse.reload, !reload.taken {
            warnings.append(
                "the configuration was refused \(Phrases.distance(reload.at, from: now)) (\(Phrases.many(reload.problems, "problem")));"
                    + " the one before is in use: see `undercover check`")
        }
        if let since = pulse.notStoringSince {
            warnings.append(
                "nothing can be stored since \(Phrases.distance(since, from: now)): "
                    + (pulse.notStoringBecause?.shown(upTo: 400) ?? "the journal says why, and what to do")
            )
        }
        if let since = pulse.undeliveredSince, pulse.undelivered > 0, (now - since).seconds > 60 {
            warnings.append(
                "\(Phrases.many(pulse.undelivered, "notification")) undelivered, the oldest made \(Phrases.distance(since, from: now))"
            )
        }
        return warnings
    }

    private static func section(_ title: String, _ items: [String], _ ink: Ink) -> [String] {
        items.isEmpty ? [] : [ink.bold(title)] + items.map { "  " + $0 }
    }

    private static func incident(_ incident: StatusDocument.OpenIncident, now: Timestamp) -> String {
        "\(incident.rule.shown(upTo: 60)): \(incident.subject.description.shown(upTo: 100)), opened \(Phrases.distance(incident.opened, from: now))"
    }

    private static func wait(_ wait: StatusDocument.Wait, now: Timestamp, ink: Ink) -> String {
        let place = [wait.subject.description, wait.touchpoint ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
            .shown(upTo: 120)
        let left = Phrases.left(wait, now: now)
        let isOverdue = wait.promised.map { $0 < now } ?? false
        return "\(place): \(isOverdue ? ink.red(left) : left), waiting for \((now - wait.since).forPeople)"
    }

    private static func probes(_ document: StatusDocument, now: Timestamp, most: Int, ink: Ink) -> [String] {
        var table = Table(
            ["", "probe", "location", "standing", "visits", "last", "", "next", "findings"], right: [3, 4])
        let sorted = document.probes.worstFirst
        for series in sorted.prefix(most) {
            let paint: (String) -> String = { ink.grade(series.last?.grade, $0) }
            table.add([
                .init(series.last?.grade.sign ?? " ", paint), .init(series.probe.shown(upTo: 40), ink.bold),
                .init((series.location ?? "").shown(upTo: 30)),
                .init(Phrases.figure(series.standing), { self.paint(series.standing, $0, ink) }),
                .init(String(series.standing.graded + series.standing.unknown)),
                .init(last(series), paint),
                .init(series.last.map { Phrases.distance($0.started, from: now) } ?? ""),
                .init(series.paused ? "paused" : series.next.map { Phrases.distance($0, from: now) } ?? ""),
                .init(codes(series.findings)),
            ])
        }
        let left = sorted.count - most
        return table.lines(ink) + (left > 0 ? ["and \(left) that stand better"] : [])
    }

    private static func last(_ series: StatusDocument.Series) -> String {
        guard let last = series.last else { return "not visited yet" }
        if let reason = last.unknown { return "unknown: \(reason.rawValue)" }
        return last.grade.rawValue + (last.late ? ", late" : "")
    }

    private static func codes(_ findings: [String: Int]) -> String {
        findings.sorted { $0.key < $1.key }.map { $1 == 1 ? $0 : "\($0) \($1)" }.joined(separator: ", ").shown(upTo: 80)
    }

    private static func paint(_ standing: StandingView, _ text: String, _ ink: Ink) -> String {
        guard let score = standing.score else { return text }
        return ink.grade(score >= 50 ? .satisfactory : score >= 0 ? .mediocre : .bad, text)
    }
}

extension [StatusDocument.Series] {
    /// By the last visit's grade, then by the figure, then by name.
    public var worstFirst: [StatusDocument.Series] {
        func weight(_ series: StatusDocument.Series) -> (Int, Double, String, String) {
            let rank = series.last.map { $0.grade.rank ?? 2 } ?? 4
            return (rank, series.standing.score ?? 100, series.probe, series.location ?? "")
        }
        return map { (weight($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
