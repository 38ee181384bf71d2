import Journey

extension Shape {
    /// `undercover.yaml`. The keys of channels are the channels' own.
    static func undercover(channels: [ChannelKeys]) -> Record {
        Record(
            "undercover.yaml",
            "What all probes share: the business, its people and desks, and how this machine behaves.",
            keys: businessKeys + peopleKeys + machineKeys + alertKeys(channels: channels))
    }

    private static let businessKeys = [
        Key("business", .record(business), "Whose customer journeys these are."),
        Key("values", .map(.variable, .text(.text)), "`{{NAME}}` in every probe, unless a location says otherwise."),
        Key("defaults", .record(defaults), "What holds where a probe does not say."),
        Key("facts", .map(.text, .text(.text)), "What is true of the business, for `answers`."),
        Key(
            "moments", .list(.text(.text)),
            "The moments of truth; those that no touchpoint is named after are unmapped."),
        Key("expected-standing", .number(-100...100), "What its manager thinks the standing is, for a later release."),
        Key("worth", .text(.text), "What one customer is worth, for a later release's reports: `120 EUR`."),
        Key("allowed-words", .list(.text(.text)), "Words that are no mistakes here, for a later release."),
    ]

    private static let peopleKeys = [
        Key("personas", .map(.name, .record(persona)), "The identities that visits are made under."),
        Key("owners", .map(.name, .record(owner)), "Who answers for what is found."),
        Key("calendars", .map(.name, .record(calendar)), "When parts of the business are open."),
        Key("desks", .map(.name, .record(desk)), "Places where people answer."),
    ]

    private static let machineKeys = [
        Key(
            "secrets", .either([.list(.text(.variable)), .map(.variable, .record(secret))]),
            "Names of secrets; their values are read once, at start, and are in no file of the configuration."),
        Key(
            "ledger", .text(.text), "The ledger's file; a relative path is from the configuration directory.",
            unwritten: "`ledger.sqlite` in the state directory"),
        Key(
            "runtime", .text(.text),
            "The directory of the status file and the socket; a relative path is from the configuration directory.",
            unwritten: "the runtime directory"),
        Key("retention", .record(retention), "How long things are kept."),
        Key("addresses", .record(addresses), "Where the daemon listens."),
        Key("politeness", .record(politeness), "How hard sites may be leant on."),
        Key("reference", .list(.text(.plainURL)), "Addresses that answer whenever our own network is well."),
        Key(
            "allow-private", .list(.text(.addressRange)),
            "Addresses that may be connected to although they are not public."),
    ]

    private static func alertKeys(channels: [ChannelKeys]) -> [Key] {
        [
            Key("alerts", .list(.record(alert)), "When somebody is told."),
            Key("channels", .map(.name, channel(channels)), "Ways of telling somebody."),
        ]
    }

    private static let business = Record(
        "a business", "Whose customer journeys these are.",
        keys: [
            Key("name", .text(.text), "Its name, as customers know it."),
            Key(
                "hosts", .some(.text(.host)),
                "Hosts that unsafe exchanges (`post`, `put`, `patch`, `delete`) may go to."),
        ])

    private static let defaults = Record(
        "defaults", "What holds where a probe does not say.",
        keys: [
            Key("promise", .text(.businessSpan), "How long an exchange may take.", unwritten: "2s"),
            Key("patience", .text(.businessSpan), "When the customer gives up.", unwritten: "10s"),
            Key("check-every", .text(.span), "How often a wait looks.", unwritten: "1m"),
            Key(
                "cooldown", .text(.span), "A persona or a text is not repeated at a desk within this.", unwritten: "21d"
            ),
            Key(
                "user-agent", .text(.text), "The `User-Agent` of personas that have none.",
                unwritten: "that of a usual browser"),
            Key("language", .text(.languageTag), "The language of locations that have none."),
            Key(
                "time-zone", .text(.timeZone), "The time zone of locations and calendars that have none.",
                unwritten: "UTC"),
            Key(
                "examine", .choice(["page", "message", "nothing"]),
                "What the examiners read responses as; `message` is for a later release.",
                unwritten: "nothing"),
            Key(
                "certificate-days", .whole(0...3650), "A certificate with fewer days left is a finding.",
                unwritten: "14"),
        ])

    private static let persona = Record(
        "a persona", "The identity a visit is made under.",
        keys: [
            Key("name", .text(.text), "First and last name.", required: true),
            Key("email", .text(.text), "Mail address."),
            Key("phone", .text(.text), "Phone number."),
            Key("address", .text(.text), "Postal address."),
            Key("language", .text(.languageTag), "Sent as `Accept-Language`."),
            Key("user-agent", .text(.text), "Sent as `User-Agent`."),
            Key("values", .map(.variable, .text(.text)), "More `{{persona.NAME}}`."),
        ])

    private static let owner = Record(
        "an owner", "Who answers for what is found.",
        keys: [
            Key("name", .text(.text), "Their name, for a later release's reports."),
            Key("notify", .some(.text(.text)), "Channels that reach them."),
            Key("calendar", .text(.text), "When they may be told, for a later release: they are told at once."),
        ])

    static let calendar = Record(
        "a calendar", "When a part of the business is open.",
        keys: [
            Key("time-zone", .text(.timeZone), "Its time zone.", unwritten: "`time-zone` of `defaults`"),
            Key(
                "week", .map(.weekdays, .some(.text(.openingHours))),
                "Opening hours by weekdays: `mon-fri: 08:00-18:00`.",
                unwritten: "always open"),
            Key("holidays", .list(.text(.calendarDate)), "Dates on which it is closed; `12-25` is one of every year."),
            Key(
                "dates", .map(.calendarDate, .some(.text(.openingHours))),
                "Dates with hours of their own, half days among them: `12-24: 08:00-12:00`."),
        ])

    static let desk = Record(
        "a desk", "A place where people answer.",
        keys: [
            Key("kit", .text(.name), "The kit that speaks to it.", required: true),
            Key("address", .text(.template), "Where it is: an address, a mailbox, a number.", required: true),
            Key("secret", .text(.variable), "The secret that opens it, where its kit needs one."),
            Key("secrets", .map(.variable, .text(.variable)), "Secrets by the names its kit has for them."),
            Key("calendar", .text(.text), "When it is open.", unwritten: "always"),
            Key("owner", .text(.text), "Who answers for it."),
            Key("agreed", .record(agreement), "Who agreed that it is tested; without it, it is never contacted."),
            Key("at-most", .record(budget), "How many visits may begin here."),
            Key("handling", .text(.span), "What one contact costs its staff.", unwritten: "10m"),
            Key(
                "cooldown", .text(.span), "A persona or a text is not repeated within this.",
                unwritten: "`cooldown` of `defaults`"),
            Key("names-staff", .flag, "`true`: the agreement allows staff's names to be kept.", unwritten: "false"),
        ])

    private static let agreement = Record(
        "an agreement", "Who agreed that a desk is tested.",
        keys: [
            Key("by", .text(.text), "Who agreed.", required: true),
            Key("since", .text(.date), "From when.", required: true),
            Key("until", .text(.date), "To when.", unwritten: "until it is taken away"),
        ])

    private static let budget = Record(
        "a budget", "How many visits may begin at a desk.",
        keys: [
            Key("day", .whole(0...1000), "On one day.", unwritten: "1"),
            Key("week", .whole(0...7000), "In seven days.", unwritten: "2"),
        ])

    private static let secret = Record(
        "a secret's source", "Where a secret's value is read.", oneOf: ["credential", "file", "environment"],
        keys: [
            Key("credential", .text(.text), "A systemd credential (LoadCredential=)."),
            Key("file", .text(.text), "A file that not everybody may read or write (0640 or stricter)."),
            Key("environment", .text(.text), "A variable of the environment; it is cleared."),
        ])

    private static let retention = Record(
        "retention", "How long things are kept.",
        keys: [
            Key("visits", .text(.span), "Single visits.", unwritten: "400d"),
            Key("texts", .text(.span), "Texts and pages.", unwritten: "90d"),
            Key("pages", .text(.size), "All pages together, compressed.", unwritten: "200MB"),
        ])

    private static let addresses = Record(
        "addresses", "Where the daemon listens.",
        keys: [Key("page", .text(.pageAddress), "The status page; `none` for nowhere.", unwritten: "127.0.0.1:8046")])

    private static let politeness = Record(
        "politeness", "How hard sites may be leant on.",
        keys: [
            Key("at-once", .whole(1...100_000), "Exchanges in flight at one host.", unwritten: "4"),
            Key("per-second", .number(0.001...10_000), "Exchanges begun at one host in a second.", unwritten: "20"),
            Key("visits-at-once", .whole(1...100_000), "Visits in flight in all.", unwritten: "512"),
            Key(
                "announce", .text(.text), "Sent as `X-Mystery-Shopper`, to tell a site's operator who comes.",
                unwritten: "none"),
        ])

    static let alert = Record(
        "an alert rule", "When somebody is told.",
        keys: [
            Key("rule", .text(.name), "Its name; once in a configuration.", required: true),
            Key("when", condition, "What sets it off.", required: true),
            Key("probes", .some(.text(.text)), "Only for these probes.", unwritten: "all"),
            Key("tags", .some(.text(.text)), "Only for probes with one of these tags."),
            Key("notify", .some(.text(.text)), "Channels that are told."),
            Key("recover-after", .whole(1...1000), "Good visits in a row that end it.", unwritten: "1"),
        ])

    private static let condition = Shape.either([
        .choice(["overdue", "late", "bad"]),
        .record(
            Record(
                "a condition", "What sets an alert off.", oneOf: ["late", "overdue", "bad", "grade"],
                keys: [
                    Key("late", .text(.nOfM), "Late in `n` of the last `m` visits."),
                    Key("overdue", .number(0...100), "A wait's promise has lapsed, and this share of it again."),
                    Key("bad", .text(.nOfM), "Bad in `n` of the last `m` visits."),
                    Key("grade", .choice(["bad"]), "The last visit is bad."),
                ])),
    ])

    private static func channel(_ channels: [ChannelKeys]) -> Shape {
        guard !channels.isEmpty else { return .map(.text, .json) }
        var keys: [Key] = []
        for channel in channels {
            for name in channel.required + channel.optional where !keys.contains(where: { $0.name == name }) {
                let kinds = channels.filter { $0.required.contains(name) || $0.optional.contains(name) }.map(\.kind)
                let shape: Shape =
                    channel.lists.contains(name)
                    ? .some(.text(.template))
                    : channel.maps.contains(name) ? .map(.text, .text(.template)) : .text(.template)
                keys.append(
                    Key(
                        name, shape, "A key of \(kinds.joined(separator: ", ")).",
                        beside: kinds.contains(name) ? [] : kinds))
            }
        }
        return .record(Record("a channel", "A way of telling somebody.", oneOf: channels.map(\.kind), keys: keys))
    }
}
