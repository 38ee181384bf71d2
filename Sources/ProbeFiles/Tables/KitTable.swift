extension Shape {
    /// A kit file.
    static let kit = Record(
        "a kit", "One product's API, as named exchanges.",
        keys: [
            Key("kit", .text(.name), "The kit's name; desks name it.", required: true),
            Key("about", .text(.text), "Which product, in which versions."),
            Key("secrets", .some(.text(.variable)), "Secrets that a desk must give."),
            Key(
                "exchanges", .map(.name, .record(exchange)), "By name: `open`, `find`, `read`, `say`, `close`.",
                required: true),
        ])

    /// A file of `rules/`.
    static let rule = Record(
        "a rule", "Phrases by which a mistake is known.",
        keys: [
            Key("rule", .text(.name), "The rule's name.", required: true),
            Key("mistake", .text(.mistakeCode), "The code of the mistake it finds.", required: true),
            Key(
                "version", .whole(1...1_000_000), "Raised whenever the same text could be judged otherwise.",
                unwritten: "1"),
            Key("about", .text(.text), "What it looks for."),
            Key("languages", .some(.text(.languageTag)), "Texts it is about.", unwritten: "all"),
            Key(
                "any", .some(.text(.text)), "Regular expressions (PCRE2, without case); one that matches is a finding.",
                required: true),
            Key("unless", .some(.text(.text)), "Regular expressions; where one of these matches, it is none."),
            Key("examples", .record(examples), "Texts to try it on.", required: true),
        ])

    private static let examples = Record(
        "examples", "Texts to try a rule on.",
        keys: [
            Key("match", .list(.text(.text)), "Each must be found.", required: true),
            Key("pass", .list(.text(.text)), "None may be found.", required: true),
        ])
}
