public import Journey

/// One visit in full, for `show`: each touchpoint with its hops, times, verdicts and findings.
public enum VisitText {
    public static func lines(_ visit: VisitView, now: Timestamp, width: Int = 100, ink: Ink = .plain) -> [String] {
        var lines = [head(visit, now: now, ink: ink)]
        lines.append(ink.faint("\(Phrases.instant(visit.started)) · visit \(visit.id.rawValue.shown(upTo: 40))"))
        if let note = visit.note { lines += note.shown(over: 4, width: width) }
        for standard in visit.brokenStandards {
            lines.append(ink.red("standard broken: " + Phrases.standard(standard).shown(upTo: 120)))
        }
        let findings = Dictionary(grouping: visit.findingsWorstFirst, by: \.touchpoint)
        let praise = Dictionary(grouping: visit.commendations, by: \.touchpoint)
        for touchpoint in visit.touchpoints {
            lines.append("")
            lines += self.lines(
                touchpoint, findings: findings[touchpoint.name] ?? [], praise: praise[touchpoint.name] ?? [],
                width: width, ink: ink)
        }
        let elsewhere = visit.findingsWorstFirst.filter { finding in
            !visit.touchpoints.contains { $0.name == finding.touchpoint }
        }
        if !elsewhere.isEmpty {
            lines +=
                ["", ink.bold("The journey as a whole")]
                + elsewhere.flatMap { self.finding($0, width: width, ink: ink) }
        }
        return lines
    }

    static func head(_ visit: VisitView, now: Timestamp, ink: Ink) -> String {
        let name = ink.bold(visit.subject.description.shown(upTo: 100))
        let grade = ink.grade(visit.grade, "\(visit.grade.sign) \(visit.grade.rawValue)")
        return "\(name): \(grade) in \(visit.customersTime.forPeople), \(Phrases.distance(visit.started, from: now))"
    }

    static func lines(
        _ touchpoint: TouchpointView, findings: [Finding] = [], praise: [Commendation] = [], width: Int, ink: Ink
    ) -> [String] {
        var lines = [line(touchpoint, ink: ink)]
        lines += hops(touchpoint, width: width, ink: ink).map { "    " + $0 }
        if let failure = touchpoint.failure {
            lines.append("    " + ink.red("✗ \(failure.message.shown(upTo: 300))"))
        }
        for verdict in touchpoint.verdicts {
            let expected = verdict.expected.shown(upTo: 160)
            let saw = verdict.held ? "" : ", saw \(verdict.saw.shown(upTo: 200))"
            lines.append("    " + (verdict.held ? ink.green("✓ ") + expected : ink.red("✗ \(expected)\(saw)")))
        }
        lines += findings.flatMap { finding($0, width: width, ink: ink) }
        for commendation in praise {
            lines.append("    " + ink.green("★ \(commendation.says.shown(upTo: max(40, width - 6)))"))
        }
        return lines
    }

    /// One line that says how it went; also what `visit` prints while it runs.
    public static func line(_ touchpoint: TouchpointView, ink: Ink = .plain) -> String {
        var notes: [String] = [Phrases.time(touchpoint)]
        if touchpoint.late { notes.append("late") }
        if touchpoint.looks > 1 { notes.append("\(touchpoint.looks) looks") }
        if touchpoint.excused { notes.append("our own loop was held up") }
        if touchpoint.housekeeping { notes.append("housekeeping") }
        let sign = touchpoint.housekeeping ? ink.faint("·") : ink.grade(touchpoint.grade, touchpoint.grade.sign)
        return "\(sign) \(ink.bold(touchpoint.name.shown(upTo: 60)))  \(notes.joined(separator: ", "))"
    }

    private static func hops(_ touchpoint: TouchpointView, width: Int, ink: Ink) -> [String] {
        let waterfall = Waterfall(touchpoint)
        // Name, time and the spaces between take 26 columns, the margins 8.
        let columns = max(10, min(60, width - 34))
        var lines: [String] = []
        for (index, hop) in touchpoint.hops.enumerated() {
            var head = ["\(hop.method.shown(upTo: 20)) \(hop.url.shown(upTo: max(30, width - 40)))"]
            head.append(hop.status.map(String.init) ?? "no response")
            if let version = hop.version { head.append("HTTP/\(version.shown(upTo: 8))") }
            if let address = hop.address { head.append(address.shown(upTo: 50)) }
            if hop.connectionReused { head.append("reused") }
            head.append(Phrases.size(hop.bytesReceived))
            lines.append(ink.faint(head.joined(separator: "  ")))
            for bar in waterfall.bars where bar.hop == index {
                let time = Duration.seconds(bar.lasts).forPeople.leftPadded(to: 8)
                lines.append(
                    "  \(bar.phase.padded(to: 9)) \(time)  \(ink.cyan(waterfall.drawn(bar, columns: columns)))")
            }
        }
        return lines
    }

    private static func finding(_ finding: Finding, width: Int, ink: Ink) -> [String] {
        let code = ink.severity(finding.severity, finding.code.shown(upTo: 60))
        let evidence = FindingsText.evidence(finding.evidence, says: finding.says, width: width - 6)
        let says = finding.says.shown(over: 4, width: max(40, width - finding.code.columns - 6))
        return ["    \(code)  \(says[0])"] + says.dropFirst().map { "      " + $0 }
            + evidence.map { "      " + ink.faint($0) }
    }
}
