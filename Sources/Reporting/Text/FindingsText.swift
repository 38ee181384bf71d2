public import Journey
internal import Ledger

/// Findings for a terminal: one card each, the worst harm first.
public enum FindingsText {
    public static func lines(
        _ findings: [FindingView], now: Timestamp, width: Int = 100, ink: Ink = .plain
    ) -> [String] {
        guard !findings.isEmpty else { return ["Nothing was found."] }
        let cards = findings.worstFirst.map { card($0, now: now, width: width, ink: ink) }
        return cards.joined(separator: [""]) + ["", summary(findings)]
    }

    static func summary(_ findings: [FindingView]) -> String {
        let standing = findings.filter { $0.state != .fixed }
        let defects = standing.count { $0.severity == .defect }
        var parts = [Phrases.many(defects, "defect")]
        let others = standing.count - defects
        if others > 0 { parts.append(Phrases.many(others, "suspect or trend", "suspects and trends")) }
        let fixed = findings.count - standing.count
        if fixed > 0 { parts.append("\(fixed) fixed") }
        let subjects = Set(findings.map(\.subject)).count
        return parts.joined(separator: ", ") + " at \(Phrases.many(subjects, "place"))"
    }

    static func card(_ finding: FindingView, now: Timestamp, width: Int, ink: Ink) -> [String] {
        let code = finding.code.shown(upTo: 60)
        let painted = finding.state == .fixed ? ink.green(code) : ink.severity(finding.severity, code)
        let state = finding.state == .open ? "" : "  \(finding.state.rawValue)"
        let place = [finding.subject.description, finding.touchpoint].filter { !$0.isEmpty }.joined(separator: " · ")
        var lines = ["\(painted)\(state)  \(ink.bold(place.shown(upTo: 120)))"]
        lines += finding.says.shown(over: 4, width: max(40, width - 2)).map { "  " + $0 }
        lines += evidence(finding.evidence, says: finding.says, width: width).map { "  " + ink.faint($0) }
        var life = "since \(Phrases.distance(finding.firstSeen, from: now)), on \(Phrases.many(finding.times, "visit"))"
        if let fixed = finding.fixed, finding.state == .fixed {
            life += ", fixed \(Phrases.distance(fixed, from: now))"
        } else if finding.times > 1 {
            life += ", last \(Phrases.distance(finding.lastSeen, from: now))"
        }
        if let owner = finding.owner { life += " · \(owner.shown(upTo: 40))" }
        lines.append("  " + ink.faint("\(life) · show \(finding.lastVisit.rawValue.shown(upTo: 40))"))
        return lines
    }

    /// Where it was seen, and the words that show it, unless the finding says them itself.
    static func evidence(_ evidence: Evidence, says: String, width: Int) -> [String] {
        var lines: [String] = []
        let room = max(40, width - 6)
        if let url = evidence.url {
            lines.append(url.shown(upTo: room) + (evidence.line.map { " line \($0)" } ?? ""))
        }
        let place = evidence.path.map { $0.shown(upTo: room) + ": " } ?? ""
        if let excerpt = evidence.excerpt, !excerpt.isEmpty, !says.contains(excerpt) {
            lines.append((place + "“\(excerpt.shown(upTo: max(20, room - place.columns)))”"))
        } else if let path = evidence.path {
            lines.append(path.shown(upTo: room))
        }
        return lines
    }
}
