extension Shape {
    /// `locations.yaml`.
    static let locations = Record(
        "a file of locations", "The shops, branches or sites of the business.",
        keys: [Key("locations", .map(.name, .record(location)), "By id.", required: true)])

    static let location = Record(
        "a location", "One shop, branch or site of the business.",
        keys: [
            Key("name", .text(.text), "`{{location.name}}` in probes that are made for each location."),
            Key("region", .text(.text), "Where it belongs."),
            Key("tags", .some(.text(.text)), "Words by which probes choose it: `locations[shop]`."),
            Key("time-zone", .text(.timeZone), "Its time zone.", unwritten: "`time-zone` of `defaults`"),
            Key("calendar", .text(.text), "When it is open."),
            Key(
                "language", .text(.languageTag), "The language of its customers.", unwritten: "`language` of `defaults`"
            ),
            Key("date-form", .text(.dateForm), "How dates are written there: `dd.MM.yyyy`.", unwritten: "2026-12-24"),
            Key(
                "values", .map(.variable, .text(.text)),
                "`{{location.NAME}}` in probes that are made for each location."),
            Key("desks", .map(.name, .record(desk)), "Desks of its own, looked up before those of `undercover.yaml`."),
            Key("facts", .map(.text, .text(.text)), "What is true here, before `facts` of `undercover.yaml`."),
        ])

    /// Columns of `locations.csv` that are keys of a location; any other column is one of its `values`.
    static let locationColumns = ["name", "region", "tags", "time-zone", "calendar", "language", "date-form"]
}
