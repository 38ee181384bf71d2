/// The sentences by which people are told of incidents.
public enum IncidentWords {
    /// `contact at hamburg was late in 2 of the last 3 visits (First reply: 26 h against a promised 4 h)`.
    /// - Parameter visit: the one that caused it; nothing when it is not known in full.
    public static func opened(
        _ rule: AlertRule, _ subject: Subject, count: Int, of: Int, visit: Visit?
    ) -> String {
        let how: String
        let detail: String?
        switch rule.condition {
        case .late:
            how = "was late"
            detail = visit.flatMap(lateness)
        case .bad:
            how = "was bad"
            detail = visit.flatMap(badness)
        case .overdue:
            how = "is overdue"
            detail = nil
        }
        let often = of > 1 ? " in \(count) of the last \(of) visits" : ""
        return shown("\(subject) \(how)\(often)" + (detail.map { " (\($0))" } ?? ""))
    }

    /// `contact at hamburg is overdue: First reply has not come after 6 h, against a promised 4 h of care`.
    public static func overdue(_ subject: Subject, touchpoint: String?, promise: String, waited: Duration) -> String {
        shown(
            "\(subject) is overdue: \(touchpoint ?? "an answer") has not come after \(waited.forPeople), "
                + "against a promised \(promise)")
    }

    public static func recovered(_ incident: Incident, at closed: Timestamp) -> String {
        "Recovered after \((closed - incident.opened).forPeople): \(incident.says)"
    }

    /// - Parameter reason: `the rule is no longer in the configuration`.
    public static func dropped(_ incident: Incident, because reason: String) -> String {
        "Closed without having recovered, since \(reason): \(incident.says)"
    }

    private static func lateness(_ visit: Visit) -> String? {
        guard let late = visit.touchpoints.first(where: { $0.late && !$0.housekeeping }) else { return nil }
        let promise = late.promise.map { ", against a promised \($0)" } ?? ""
        guard let took = late.took else { return "\(late.name): nothing came\(promise)" }
        return "\(late.name): \(late.about ? "about " : "")\(took.forPeople)"
            + (late.promise.map { " against a promised \($0)" } ?? "")
    }

    private static func badness(_ visit: Visit) -> String? {
        if let standard = visit.brokenStandards.first {
            return "broken standard: never \(standard.never)" + (standard.at.map { " at \($0)" } ?? "")
        }
        guard let bad = visit.touchpoints.first(where: { $0.grade == .bad && !$0.housekeeping }) else { return nil }
        let finding = visit.findings.first { $0.touchpoint == bad.name && $0.severity == .defect }
        return finding.map { "\(bad.name): \($0.says)" } ?? bad.name
    }

    /// What a page said may stand in it, so nothing in it can move a cursor or forge a line.
    private static func shown(_ text: String) -> String { text.escapedForDisplay(maxLength: 400) }
}
