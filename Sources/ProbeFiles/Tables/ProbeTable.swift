extension Shape {
    /// A probe file.
    static let probe = Record(
        "a probe", "One customer journey: who walks it, when, and what is promised on the way.",
        keys: [
            Key("probe", .text(.name), "The probe's name; no two probes share one.", required: true),
            Key("about", .text(.text), "What the customer wants, for those who read reports."),
            Key("owner", .text(.text), "Who answers for what is found; one of `owners`."),
            Key("tags", .some(.text(.text)), "Words by which alert rules and reports choose probes."),
            Key(
                "weight", .number(0.001...1000), "The probe's share in the standing of its owner and of the business.",
                unwritten: "1"),
            Key("paused", .flag, "`true`: no visits, until it is taken away.", unwritten: "false"),
            Key(
                "for-each", .text(.locations),
                "`locations`, or `locations[tag]`: one series of visits for each of these locations.",
                unwritten: "one series, for the business as a whole"),
            Key("persona", .some(.text(.text)), "Under whose name the visits are made; several are taken in turn."),
            Key("schedule", schedule, "When visits begin.", unwritten: "only when somebody asks"),
            Key(
                "origins", .some(.text(.template)),
                "Origins besides those written in the journey that credentials, cookies and configured headers may go to."
            ),
            Key(
                "journey", .list(.record(touchpoint)),
                "The touchpoints, in the order in which the customer meets them.", required: true),
            Key("standards", .list(.record(standard)), "What must never happen: once found, the visit is bad."),
        ])

    static let schedule = Shape.record(
        Record(
            "a schedule", "When visits begin.", oneOf: ["every", "cron"],
            keys: [
                Key("every", .text(.span), "The time from one visit to the next; at least `1s`."),
                Key("cron", .text(.cron), "Five cron fields, in the location's time zone."),
                Key(
                    "hours", .text(.text), "The calendar or desk in whose open hours visits begin.",
                    unwritten: "at any time"),
                Key(
                    "spread", .text(.span), "How long after the beginning of its slot a visit may begin.",
                    unwritten: "at its own share of the period, by the probe's name"),
            ]))

    static let standard = Record(
        "a standard", "What must never happen.",
        keys: [
            Key("never", .text(.mistakeCode), "The code of a mistake (`undercover mistakes`).", required: true),
            Key("at", .text(.text), "The touchpoint it is about.", unwritten: "anywhere in the journey"),
        ])
}
