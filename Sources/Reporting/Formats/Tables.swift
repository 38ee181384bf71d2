internal import Journey
internal import Ledger

extension CSV {
    public static func findings(_ findings: [FindingView]) -> String {
        text(
            [
                "fingerprint", "code", "severity", "state", "probe", "location", "touchpoint", "owner", "says", "url",
                "excerpt",
                "first_seen", "last_seen", "last_visit", "times",
            ],
            findings.worstFirst.lazy.map { finding in
                [
                    finding.fingerprint, finding.code, finding.severity.rawValue, finding.state.rawValue, finding.probe,
                    finding.location ?? "", finding.touchpoint, finding.owner ?? "", finding.says,
                    finding.evidence.url ?? "",
                    finding.evidence.excerpt ?? "", finding.firstSeen.iso8601, finding.lastSeen.iso8601,
                    finding.lastVisit.rawValue, String(finding.times),
                ]
            })
    }

    public static func visits(_ visits: [VisitSummaryView]) -> String {
        text(
            ["visit", "probe", "location", "started", "ended", "grade", "unknown", "late", "standards_broken"],
            visits.lazy.map { visit in
                [
                    visit.id.rawValue, visit.probe, visit.location ?? "", visit.started.iso8601,
                    visit.ended?.iso8601 ?? "",
                    visit.grade?.rawValue ?? "", visit.unknown?.rawValue ?? "", String(visit.late),
                    visit.brokenStandards.map(Phrases.standard).joined(separator: "; "),
                ]
            })
    }

    public static func status(_ document: StatusDocument) -> String {
        text(
            [
                "probe", "location", "owner", "standing", "bad", "mediocre", "satisfactory", "delighted", "unknown",
                "last_visit",
                "last_started", "last_grade", "last_late", "next",
            ],
            document.probes.lazy.map { series in
                let standing = series.standing
                let counts = [
                    standing.bad, standing.mediocre, standing.satisfactory, standing.delighted, standing.unknown,
                ]
                return [series.probe, series.location ?? "", series.owner ?? "", standing.score.map { "\($0)" } ?? ""]
                    + counts.map(String.init) + [
                        series.last?.id.rawValue ?? "", series.last?.started.iso8601 ?? "",
                        series.last?.grade.rawValue ?? "",
                        series.last.map { String($0.late) } ?? "", series.next?.iso8601 ?? "",
                    ]
            })
    }
}
