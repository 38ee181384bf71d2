public import Journey

/// One line for Nagios and Icinga, with performance data (Monitoring Plugins Development Guidelines, “Plugin Output”).
public enum Nagios {
    public static func line(_ visit: VisitView) -> String {
        let code = ExitCode(visit.grade)
        var says = "\(visit.subject): \(visit.grade.rawValue) in \(visit.customersTime.forPeople)"
        if let reason = visit.unknown {
            says += ", \(Phrases.unknown(reason))"
            if let remark = visit.remark { says += " (\(remark))" }
        } else if let worst = visit.findingsWorstFirst.first(where: { $0.severity == .defect }) {
            let place = worst.touchpoint.isEmpty ? "" : "\(worst.touchpoint): "
            let others = visit.findings.count { $0.severity == .defect } - 1
            says += ", \(place)\(worst.says)" + (others > 0 ? " (and \(others) more)" : "")
        }
        let data = visit.touchpoints.compactMap { touchpoint -> String? in
            guard let took = touchpoint.tookSeconds, !touchpoint.housekeeping else { return nil }
            return datum(touchpoint.name, number(took) + "s", warn: promised(touchpoint).map(number), low: "0")
        }
        return output(code, says, data)
    }

    public static func refusal(_ reason: String) -> String { output(.unknown, reason, []) }

    /// - Parameter probe: about this probe; about the business without.
    public static func line(
        _ document: StatusDocument, probe: String? = nil, limits: StandingLimits = .usual, now: Timestamp
    ) -> String {
        let code = ExitCode(document, probe: probe, limits: limits, at: now)
        let about = probe.map(document.limited(toProbe:)) ?? document
        let name = probe ?? "business"
        guard let standing = probe.map(document.standing(ofProbe:)) ?? document.business else {
            return output(.unknown, "there is no probe \(name)", [])
        }
        let warnings = StatusText.warnings(document, now: now)
        var says = ["\(name) \(Phrases.standing(standing))", Phrases.counts(standing)]
        if standing.score == nil, let last = document.lastVisit(ofProbe: probe) {
            says.append("last visit \(last.grade.rawValue)")
        }
        let overdue = about.waits.count { ($0.promised ?? .distantFuture) < now }
        if overdue > 0 { says.append("\(Phrases.many(overdue, "wait")) overdue") }
        if !about.incidents.isEmpty { says.append(Phrases.many(about.incidents.count, "incident")) }
        let data = [
            standing.score.map {
                datum(
                    "standing", number($0), warn: "\(number(limits.good)):", critical: "\(number(limits.mediocre)):",
                    low: "-100", high: "100")
            },
            datum("graded", String(standing.graded), low: "0"), datum("unknown", String(standing.unknown), low: "0"),
            datum("findings", String(about.findings.values.reduce(0, +)), low: "0"),
            datum("overdue", String(overdue), low: "0"), datum("incidents", String(about.incidents.count), low: "0"),
        ]
        return output(code, (warnings + says).joined(separator: ", "), data.compactMap { $0 })
    }

    private static func output(_ code: ExitCode, _ says: String, _ data: [String]) -> String {
        // The bar begins the performance data, so it cannot stand in the text.
        let text = says.escapedForDisplay(maxLength: 500).replacingScalar("|", with: "¦")
        return "UNDERCOVER \(code.word) - \(text)" + (data.isEmpty ? "" : " | " + data.joined(separator: " "))
    }

    private static func datum(
        _ label: String, _ value: String, warn: String? = nil, critical: String? = nil, low: String = "",
        high: String? = nil
    ) -> String {
        // A label in quotes may hold anything but `=` and, doubled, the quote itself.
        let safe = label.escapedForDisplay(maxLength: 60).replacingScalar("=", with: "-").replacingScalar(
            "|", with: "¦"
        )
        .replacingScalar("'", with: "''")
        var fields = [value, warn ?? "", critical ?? "", low, high ?? ""]
        while fields.last == "" { fields.removeLast() }
        return "'\(safe)'=\(fields.joined(separator: ";"))"
    }

    private static func number(_ value: Double) -> String {
        let rounded = (value * 1_000_000).rounded() / 1_000_000
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : "\(rounded)"
    }

    /// Only a promise of the clock on the wall can be compared with seconds.
    private static func promised(_ touchpoint: TouchpointView) -> Double? {
        guard let text = touchpoint.promise, let span = try? BusinessSpan(text), span.calendar == nil else {
            return nil
        }
        return span.span.continuous.seconds
    }
}
