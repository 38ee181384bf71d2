internal import Journey

/// What `visit` says at the end: in at most ten lines what a first-time customer meets there, the worst harm first.
public enum VerdictText {
    public static let mostLines = 10

    public static func lines(_ visit: VisitView, width: Int = 100, ink: Ink = .plain) -> [String] {
        var head = "\(ink.bold(visit.subject.description.shown(upTo: 100))): "
        head +=
            ink.grade(visit.grade, "\(visit.grade.sign) \(visit.grade.rawValue)")
            + " in \(visit.customersTime.forPeople)"
        var lines = [head]
        if let note = visit.note {
            lines += note.shown(over: 4, width: width - 2).map { "  " + $0 }
        }
        let tail = self.tail(visit, width: width, ink: ink)
        let harms = self.harms(visit)
        var room = mostLines - lines.count - tail.count
        for (index, harm) in harms.enumerated() {
            let others = harms.count - index - 1
            if room == 1 && others > 0 {
                lines.append("  and \(Phrases.many(others + 1, "other kind")) of mistake")
                break
            }
            let most = harm.breaks == nil ? 2 : 3
            let text = harm.lines(width: width, most: max(1, min(most, room - others)), ink: ink)
            lines += text.map { "  " + $0 }
            room -= text.count
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

    /// One kind of mistake at one touchpoint, or the same words at several, or a standard broken by it.
    private struct HarmLine {
        var finding: Finding
        var touchpoints: [String]
        var times = 1
        var breaks: Standard?
        var grade: Grade?

        func lines(width: Int, most: Int, ink: Ink) -> [String] {
            let more = times > 1 ? " (and \(times - 1) more)" : ""
            let broken = breaks.map { " [standard broken: \(Phrases.standard($0).shown(upTo: 60))]" } ?? ""
            let head = place(touchpoints.joined(separator: ", "), upTo: 60)
            // Lines end between words, which costs some columns.
            let room = most * (width - 16) - head.columns - more.count - broken.count
            let text = "\(head)\(finding.says.shown(upTo: max(40, room)))\(more)\(broken)"
            let isWorst = breaks != nil || (finding.severity == .defect && grade == .bad)
            let sign = isWorst ? "✗ " : finding.severity == .defect ? "~ " : "· "
            return (most > 1 ? text.shown(over: most, width: width - 4) : [text]).enumerated().map { index, line in
                let whole = (index == 0 ? sign : "  ") + line
                return isWorst ? ink.red(whole) : finding.severity == .defect ? ink.yellow(whole) : ink.faint(whole)
            }
        }
    }

    private static func harms(_ visit: VisitView) -> [HarmLine] {
        let grades = Dictionary(visit.touchpoints.map { ($0.name, $0.grade) }, uniquingKeysWith: { first, _ in first })
        var lines: [HarmLine] = []
        for finding in visit.findingsWorstFirst where finding.severity != .trend {
            let breaks = visit.brokenStandards.first { $0.isBroken(by: finding) }
            let known = lines.firstIndex {
                $0.finding.code == finding.code && $0.touchpoints.contains(finding.touchpoint)
            }
            let elsewhere = lines.firstIndex {
                $0.finding.code == finding.code && $0.finding.says == finding.says && $0.breaks == breaks
                    && ($0.grade == .bad) == (grades[finding.touchpoint] == .bad)
            }
            if let known {
                lines[known].times += 1
            } else if let elsewhere {
                lines[elsewhere].touchpoints.append(finding.touchpoint)
            } else {
                lines.append(
                    HarmLine(
                        finding: finding, touchpoints: [finding.touchpoint], breaks: breaks,
                        grade: grades[finding.touchpoint]))
            }
        }
        let order = Dictionary(visit.touchpoints.map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first })
        for index in lines.indices {
            lines[index].touchpoints.sort { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }
        }
        return lines
    }

    private static func place(_ touchpoint: String, upTo width: Int = 40) -> String {
        touchpoint.isEmpty ? "" : touchpoint.shown(upTo: width) + ": "
    }
}
