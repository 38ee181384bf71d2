extension Shape {
    static let exchangeMethods = ["get", "post", "put", "patch", "delete", "head"]
    static let peopleActs = ["write", "hear", "say", "call", "person"]

    /// An item of a journey.
    static let touchpoint = Record(
        "a touchpoint", "One moment of truth: one exchange, one act at a desk, or one wait for somebody's answer.",
        oneOf: exchangeMethods + peopleActs,
        keys: [Key("touchpoint", .text(.text), "Its name in reports; once in a journey.", required: true)]
            + exchangeKeys
            + peopleKeys + touchpointKeys)

    private static let peopleKeys = [
        Key("write", .text(.text), "Open a conversation at this desk."),
        Key("hear", .text(.text), "Wait for what this desk answers."),
        Key("say", .text(.text), "Go on with the conversation at this desk."),
        Key("call", .text(.text), "Place a call to this desk."),
        Key("person", .text(.template), "What a field shopper is asked to do."),
        Key("subject", .text(.template), "The subject of what is written.", beside: ["write"]),
        Key(
            "text", .some(.text(.template)), "What is written or said; several are taken in turn.",
            beside: ["write", "say", "call"]),
        Key(
            "milestones", .list(.record(milestone)), "What is waited for, each with its own promise.", beside: ["hear"]),
        Key(
            "answers", .list(.record(answer)), "What was asked, and how its answer is known.", beside: ["hear", "call"]),
    ]

    private static let touchpointKeys = [
        Key(
            "promise", .text(.businessSpan), "How long it may take; longer is late.",
            unwritten: "`promise` of `defaults`, for pages; none for waits"),
        Key(
            "patience", .text(.businessSpan), "When the customer gives up.",
            unwritten: "`patience` of `defaults`, for waits `1d`; the promise if that is longer"),
        Key("delight", .text(.businessSpan), "Within this, the customer is delighted."),
        Key("minor", .flag, "`true`: a broken expectation is mediocre and not bad.", unwritten: "false"),
        Key(
            "always", .flag,
            "`true`: housekeeping. It runs whatever happened, if anything was sent, and is never graded.",
            unwritten: "false"),
        Key(
            "repeatable", .flag, "`true`: sending it twice does no harm (a login, a search, closing).",
            unwritten: "`true` for `get` and `head`, `false` for the others"),
        Key(
            "find", .record(exchange), "The exchange that looks for what was sent, when its outcome is not known.",
            beside: ["post", "put", "patch", "delete", "write", "say", "call"]),
        Key("find-within", .text(.span), "For how long it is looked for.", unwritten: "10m", beside: ["find"]),
        Key(
            "undo", .record(exchange),
            "The exchange that takes back what this one reserved. Performed by a later release; until then such a probe is not visited."
        ),
        Key("hold-at-most", .text(.span), "How long what was reserved may be held.", beside: ["undo"]),
        Key(
            "situation", .choice(["failure", "request", "praise"]),
            "What the customer comes with; after a `failure` of the business an apology is owed."),
        Key("sandbox", .flag, "`true`: nothing here is real, so that failures may be planted.", unwritten: "false"),
        Key(
            "expect", .record(expectations), "What must hold of the response.",
            unwritten: "a status of 2xx, or 3xx where redirects are not followed"),
        Key(
            "until", .record(expectations), "Look again until this holds; graded is the time to that moment.",
            beside: exchangeMethods),
        Key(
            "check-every", .text(.span), "How often it looks.", unwritten: "`check-every` of `defaults`",
            beside: ["until", "hear"]),
        Key("capture", .map(.variable, capture), "Values taken from the response, for later `{{name}}`."),
        Key(
            "examine", .choice(["page", "message", "nothing"]),
            "What the examiners read the response as; `message` is for a later release.",
            unwritten: "`examine` of `defaults`"),
    ]

    private static let milestone = Record(
        "a milestone", "What is waited for.",
        keys: [
            Key("until", .choice(["acknowledgement", "answer", "resolution"]), "What has to come.", required: true),
            Key("promise", .text(.businessSpan), "How long it may take; longer is late."),
            Key("patience", .text(.businessSpan), "When the customer gives up."),
        ])

    private static let answer = Record(
        "an answer", "What was asked, and how its answer is known.",
        keys: [
            Key("question", .text(.text), "The question, as reports name it.", required: true),
            Key("fact", .text(.text), "One of `facts`: its words must be in the answer."),
            Key("any", .some(.text(.text)), "Any of these words will do."),
        ])
}
