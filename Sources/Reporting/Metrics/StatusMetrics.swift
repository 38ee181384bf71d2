internal import Journey

/// The status document as metrics: `status.prom` for node_exporter's textfile collector, and `/metrics`.
///
/// Labels are bounded by the configuration and by closed sets of words: nothing seen on a visit makes a new series, but for
/// the codes of mistakes.
public enum StatusMetrics {
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    public static func text(_ document: StatusDocument) -> String {
        var page = Exposition()
        daemon(document, &page)
        standings(document, &page)
        visits(document, &page)
        troubles(document, &page)
        return page.text
    }

    private static func daemon(_ document: StatusDocument, _ page: inout Exposition) {
        let pulse = document.daemon
        page.gauge("undercover_info", "Always 1; which release runs.", [.init([("version", pulse.version)], 1)])
        page.gauge(
            "undercover_state", "1 for the state the daemon is in, 0 for the others.",
            StatusDocument.State.allCases.map { .init([("state", $0.rawValue)], $0 == pulse.state ? 1 : 0) })
        page.gauge("undercover_start_timestamp_seconds", "When the daemon started.", pulse.started.unixSeconds)
        page.gauge("undercover_beat_timestamp_seconds", "When the daemon was last seen alive.", pulse.beat.unixSeconds)
        page.gauge(
            "undercover_reload_taken", "1 when the last configuration was taken, 0 when it was refused.",
            pulse.reload.map { $0.taken ? 1 : 0 })
        page.gauge("undercover_reload_timestamp_seconds", "When it was last reloaded.", pulse.reload?.at.unixSeconds)
        page.gauge(
            "undercover_reload_problems", "Problems of the last configuration.",
            pulse.reload.map { Double($0.problems) })
        page.gauge(
            "undercover_storing", "1 while the ledger takes what is stored.", pulse.notStoringSince == nil ? 1 : 0)
        page.gauge(
            "undercover_undelivered_notifications", "Notifications that no channel has taken yet.",
            Double(pulse.undelivered))
    }

    private static func standings(_ document: StatusDocument, _ page: inout Exposition) {
        let help = "from -100 to 100 over the period; absent under 12 graded visits."
        page.gauge("undercover_business_standing", "How the business stands, \(help)", document.business.score)
        page.gauge(
            "undercover_location_standing", "How a location stands, \(help)",
            document.locations.compactMap { place in
                place.standing.score.map { .init([("location", place.location)], $0) }
            })
        page.gauge(
            "undercover_owner_standing", "How an owner's probes stand, \(help)",
            document.owners.compactMap { owner in owner.standing.score.map { .init([("owner", owner.owner)], $0) } })
        page.gauge(
            "undercover_standing", "How a probe stands at a location, \(help)", samples(document) { $0.standing.score })
    }

    private static func visits(_ document: StatusDocument, _ page: inout Exposition) {
        page.gauge(
            "undercover_visits", "Visits of the period by grade.",
            document.probes.lazy.flatMap { series in
                let standing = series.standing
                let counts = [
                    (Grade.bad, standing.bad), (.mediocre, standing.mediocre), (.satisfactory, standing.satisfactory),
                    (.delighted, standing.delighted), (.unknown, standing.unknown),
                ]
                return counts.map { grade, count in
                    Exposition.Sample(labels(series.subject) + [("grade", grade.rawValue)], Double(count))
                }
            })
        page.gauge(
            "undercover_last_visit_grade", "0 bad, 1 mediocre, 2 satisfactory, 3 delighted, -1 unknown.",
            samples(document) { $0.last.map { Double($0.grade.rank ?? -1) } })
        page.gauge(
            "undercover_last_visit_late", "1 when a promise was not kept on the last visit.",
            samples(document) { $0.last.map { $0.late ? 1 : 0 } })
        page.gauge(
            "undercover_last_visit_timestamp_seconds", "When the last visit ended.",
            samples(document) { $0.last?.ended.unixSeconds })
        page.gauge(
            "undercover_next_visit_timestamp_seconds", "When the next visit starts.",
            samples(document) { $0.next?.unixSeconds })
        page.gauge("undercover_paused", "1 for a probe that is paused.", samples(document) { $0.paused ? 1 : 0 })
    }

    private static func troubles(_ document: StatusDocument, _ page: inout Exposition) {
        page.gauge(
            "undercover_open_findings", "Open defects by code.",
            document.probes.lazy.flatMap { series in
                series.findings.sorted { $0.key < $1.key }.map { code, count in
                    Exposition.Sample(labels(series.subject) + [("code", code)], Double(count))
                }
            })
        page.gauge("undercover_waits", "Visits that wait for somebody's answer.", Double(document.waiting))
        page.gauge(
            "undercover_waits_overdue", "Waits whose promise has lapsed.",
            Double(document.overdue))
        let rules = Dictionary(grouping: document.incidents, by: \.rule).sorted { $0.key < $1.key }
        page.gauge("undercover_incidents", "Open incidents.", Double(document.incidents.count))
        page.gauge(
            "undercover_rule_incidents", "Open incidents of an alert rule.",
            rules.map { .init([("rule", $0.key)], Double($0.value.count)) })
        page.gauge(
            "undercover_blind", "1 while the shopper cannot see, for this reason.",
            BlindSpan.Reason.allCases.map { reason in
                let lasts = document.blind.contains { $0.reason == reason && $0.until == nil }
                return .init([("reason", reason.rawValue)], lasts ? 1 : 0)
            })
    }

    private static func samples(
        _ document: StatusDocument, _ value: @escaping (StatusDocument.Series) -> Double?
    ) -> some Sequence<Exposition.Sample> {
        document.probes.lazy.compactMap { series in value(series).map { Exposition.Sample(labels(series.subject), $0) }
        }
    }

    private static func labels(_ subject: Subject) -> [(String, String)] {
        [("probe", subject.probe), ("location", subject.location ?? "")]
    }
}

extension Timestamp {
    fileprivate var unixSeconds: Double { Double(microseconds) / 1_000_000 }
}
