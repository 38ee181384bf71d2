public import Journey

/// Visits for a terminal, one a line.
public enum VisitsText {
    public static func lines(_ visits: [VisitSummaryView], now: Timestamp, ink: Ink = .plain) -> [String] {
        guard !visits.isEmpty else { return ["There are no visits."] }
        var table = Table(["", "started", "probe", "location", "grade", "took", "", "visit"], right: [5])
        for visit in visits {
            let paint: (String) -> String = { ink.grade(visit.grade, $0) }
            let took = ((visit.ended ?? now) - visit.started).forPeople
            table.add([
                .init(visit.grade?.sign ?? "…", paint), .init(Phrases.distance(visit.started, from: now)),
                .init(visit.probe.shown(upTo: 40), ink.bold), .init((visit.location ?? "").shown(upTo: 30)),
                .init(word(visit), paint), .init(took), .init(note(visit)),
                .init(visit.id.rawValue.shown(upTo: 40), ink.faint),
            ])
        }
        return table.lines(ink)
    }

    private static func word(_ visit: VisitSummaryView) -> String {
        if let reason = visit.unknown { return "unknown: \(reason.rawValue)" }
        return visit.grade?.rawValue ?? "under way"
    }

    private static func note(_ visit: VisitSummaryView) -> String {
        var notes: [String] = []
        if visit.late { notes.append("late") }
        if !visit.brokenStandards.isEmpty { notes.append("standard broken") }
        return notes.joined(separator: ", ")
    }
}
