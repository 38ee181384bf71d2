public import Journey

/// Small pieces of text that pages and terminals share.
public enum Phrases {
    /// `+87`, `0`, `−12`: the whole number below, so that a figure never looks better than it is.
    public static func score(_ score: Double) -> String {
        let whole = Int(score.rounded(.down))
        return whole > 0 ? "+\(whole)" : whole < 0 ? "−\(-whole)" : "0"
    }

    /// The figure, or nothing yet.
    public static func figure(_ standing: StandingView) -> String {
        standing.score.map(score) ?? "–"
    }

    /// `+87 (+72 to +95)`, or why there is no figure.
    public static func standing(_ standing: StandingView) -> String {
        guard let figure = standing.score, let low = standing.low, let high = standing.high else {
            return standing.graded == 0 ? "no visits yet" : "too few visits for a figure"
        }
        return "\(score(figure)) (\(score(low)) to \(score(high)))"
    }

    /// `120 visits: 3 bad, 12 mediocre, 100 satisfactory, 5 delighted, 2 unknown`; grades that did not occur left out.
    public static func counts(_ standing: StandingView) -> String {
        let parts = [
            (standing.bad, "bad"), (standing.mediocre, "mediocre"), (standing.satisfactory, "satisfactory"),
            (standing.delighted, "delighted"), (standing.unknown, "unknown"),
        ]
        let said = parts.filter { $0.0 > 0 }.map { "\($0) \($1)" }.joined(separator: ", ")
        let all = standing.graded + standing.unknown
        return all == 0 ? "no visits" : "\(many(all, "visit")): \(said)"
    }

    /// `1 visit`, `2 visits`.
    public static func many(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// `3 min ago`, `in 4 h`, `now`.
    public static func distance(_ instant: Timestamp, from now: Timestamp) -> String {
        let distance = now - instant
        if abs(distance.seconds) < 1 { return "now" }
        let rounded =
            abs(distance.seconds) < 120
            ? Duration.seconds(abs(distance.seconds).rounded()) : .seconds(abs(distance.seconds))
        return distance > .zero ? "\(rounded.forPeople) ago" : "in \(rounded.forPeople)"
    }

    /// `2026-11-24 20:17:25 UTC`.
    public static func instant(_ instant: Timestamp) -> String {
        String(instant.iso8601.prefix(19)).replacing("T", with: " ") + " UTC"
    }

    /// `overdue by 26 h`, `3 h left`.
    public static func left(_ wait: StatusDocument.Wait, now: Timestamp) -> String {
        guard let promised = wait.promised else {
            return wait.givesUp.map { "patience ends \(distance($0, from: now))" } ?? "nothing promised"
        }
        return promised < now ? "overdue by \((now - promised).forPeople)" : "\((promised - now).forPeople) left"
    }

    /// `20.1 kB`.
    public static func size(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1000 && unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let tenths = (value * 10).rounded() / 10
        return unit == 0 || tenths >= 100 ? "\(Int(value.rounded())) \(units[unit])" : "\(tenths) \(units[unit])"
    }

    /// Why nothing can be said, for people.
    public static func unknown(_ reason: UnknownReason) -> String {
        switch reason {
        case .blind: "our own network was down"
        case .blocked: "the shopper was turned away"
        case .needsBrowser: "the page needs a browser"
        case .interrupted: "the daemon stopped in the middle"
        case .outcomeUnknown: "what came of something sent is not known"
        case .withheld: "the desk's budget was used up"
        case .unusable: "the probe could not be walked"
        }
    }

    public static func standard(_ standard: Standard) -> String {
        "never \(standard.never)" + (standard.at.map { " at \($0)" } ?? "")
    }

    /// `1.2 s against a promised 800ms`.
    public static func time(_ touchpoint: TouchpointView) -> String {
        let took = touchpoint.took.map { (touchpoint.about ? "about " : "") + $0.forPeople } ?? "never came"
        return touchpoint.promise.map { "\(took), promised \($0)" } ?? took
    }
}
