internal import Journey

/// What `visit` says at the end: in at most ten lines what a first-time customer meets there, the worst harm first.
public enum VerdictText {
    public static let mostLines = 10

    public static func lines(_ visit: VisitView, width: Int = 100, ink: Ink = .plain) -> [String] {
        var head = "\(ink.bold(visit.subject.description.shown(upTo: 100))): "
        head += ink.grade(visit.grade, "\(visit.grade.sign) \(visit.grade.rawValue)") + " in \(visit.took.forPeople)"
        var lines = [head]
        if let reason = visit.unknown {
            lines.append("  " + Phrases.unknown(reason) + (visit.remark.map { ": " + $0.shown(upTo: 200) } ?? ""))
        }
        let tail = self.tail(visit, width: width, ink: ink)
        let harms = self.harms(visit)
        let room = mostLines - lines.count - tail.count
        // One line less when what is left out has to be told.
        let shown = harms.count <= room ? harms[...] : harms.prefix(room - 1)
        for harm in shown { lines.append("  " + harm.line(width: width, ink: ink)) }
        if shown.count < harms.count {
            lines.append("  and \(Phrases.many(harms.count - shown.count, "other kind")) of mistake")
        }
        if harms.isEmpty && visit.unknown == nil {
            lines.append("  " + ink.green("nothing that a customer would complain about"))
        }
        return lines + tail
    }

    private static func tail(_ visit: VisitView, width: Int, ink: Ink) -> [String] {
        var lines: [String] = []
        if let best = visit.commendations.first {
            let more = visit.commendations.count > 1 ? " (and \(visit.commendations.count - 1) more)" : ""
            lines.append(
                "  " + ink.green("★ \(place(best.touchpoint))\(best.says.shown(upTo: max(40, width - 30)))\(more)"))
        }
        let slowest = visit.touchpoints.filter { !$0.housekeeping && $0.took != nil }.max {
            $0.tookSeconds ?? 0 < $1.tookSeconds ?? 0
        }
        var times = Phrases.many(visit.touchpoints.count { !$0.housekeeping }, "touchpoint")
        if let slowest, visit.touchpoints.count > 1 {
            times += ", the slowest \(slowest.name.shown(upTo: 40)) with \(Phrases.time(slowest))"
        } else if let slowest {
            times += ", \(Phrases.time(slowest))"
        }
        lines.append("  " + ink.faint("\(times) · visit \(visit.id.rawValue.shown(upTo: 40))"))
        return lines
    }

    /// One kind of mistake at one touchpoint, or a standard broken by it.
    private struct HarmLine {
        var finding: Finding
        var times: Int
        var breaks: Standard?
        var grade: Grade?

        func line(width: Int, ink: Ink) -> String {
            let more = times > 1 ? " (and \(times - 1) more)" : ""
            let broken = breaks.map { " [standard broken: \(Phrases.standard($0).shown(upTo: 60))]" } ?? ""
            let head = place(finding.touchpoint)
            let room = max(40, width - head.columns - more.count - broken.count - 6)
            let text = "\(head)\(finding.says.shown(upTo: room))\(more)\(broken)"
            let isWorst = breaks != nil || (finding.severity == .defect && grade == .bad)
            return isWorst
                ? ink.red("✗ \(text)") : finding.severity == .defect ? ink.yellow("~ \(text)") : ink.faint("· \(text)")
        }
    }

    private static func harms(_ visit: VisitView) -> [HarmLine] {
        let grades = Dictionary(visit.touchpoints.map { ($0.name, $0.grade) }, uniquingKeysWith: { first, _ in first })
        var lines: [HarmLine] = []
        for finding in visit.findingsWorstFirst where finding.severity != .trend {
            let breaks = visit.brokenStandards.first { $0.isBroken(by: finding) }
            let known = lines.firstIndex {
                $0.finding.code == finding.code && $0.finding.touchpoint == finding.touchpoint
            }
            if let known {
                lines[known].times += 1
            } else {
                lines.append(HarmLine(finding: finding, times: 1, breaks: breaks, grade: grades[finding.touchpoint]))
            }
        }
        return lines
    }

    private static func place(_ touchpoint: String) -> String {
        touchpoint.isEmpty ? "" : touchpoint.shown(upTo: 40) + ": "
    }
}
