import Journey

/// Finds every name that a file mentions, or says that there is no such thing.
struct MentionCheck {
    private let configuration: Configuration
    private let overrides: [String: String]
    private let problems: Problems
    private let desks: Set<String>
    private let calendars: Set<String>
    private let tags: Set<String>
    private let probes: Set<String>
    private let facts: Set<String>

    init(_ configuration: Configuration, overrides: [String: String], problems: Problems) {
        self.configuration = configuration
        self.overrides = overrides
        self.problems = problems
        desks = configuration.locations.reduce(into: Set(configuration.desks.keys)) { $0.formUnion($1.desks.keys) }
        calendars = desks.union(configuration.calendars.keys).union(["always", "location"])
        tags = configuration.locations.reduce(into: []) { $0.formUnion($1.tags) }
        probes = Set(configuration.probes.map(\.name))
        facts = configuration.locations.reduce(into: Set(configuration.facts.keys)) { $0.formUnion($1.facts.keys) }
    }

    func check(_ files: [DecodedFile]) {
        for file in files {
            let names: TemplateNames =
                switch file.content {
                case .probe(let probe): TemplateNames(probe: probe, in: configuration, overrides: overrides)
                case .kit(let kit): TemplateNames(kit: kit)
                default: TemplateNames(shared: configuration, overrides: overrides)
                }
            for mention in file.mentions { check(mention, names) }
        }
    }

    private func check(_ mention: Mention, _ names: TemplateNames) {
        switch mention.kind {
        case .template(let template):
            for name in Set(template.names).sorted() {
                if let trouble = names.trouble(name, mention) { problems.error(trouble, at: mention.place) }
            }
        case .calendar(let name):
            find(
                name, among: calendars, "calendar or desk", where: "declare it in undercover.yaml under `calendars`",
                mention)
        case .owner(let name):
            find(
                name, among: configuration.owners.keys, "owner", where: "declare it in undercover.yaml under `owners`",
                mention)
        case .persona(let name):
            find(
                name, among: configuration.personas.keys, "persona",
                where: "declare it in undercover.yaml under `personas`", mention)
        case .desk(let name):
            find(
                name, among: desks, "desk", where: "declare it in undercover.yaml or in locations under `desks`",
                mention)
        case .kit(let name):
            find(name, among: configuration.kits.keys, "kit", where: "put its file into `kits/`", mention)
        case .secret(let name):
            find(
                name, among: configuration.secrets.keys, "secret", where: "name it in undercover.yaml under `secrets`",
                mention)
        case .channel(let name):
            find(
                name, among: configuration.channels.keys, "channel",
                where: "declare it in undercover.yaml under `channels`", mention)
        case .fact(let name):
            find(name, among: facts, "fact", where: "state it in undercover.yaml under `facts`", mention)
        case .probe(let name):
            find(name, among: probes, "probe", where: nil, mention)
        case .tag(let tag):
            if !tags.contains(tag) {
                problems.error(
                    "no location is tagged \(tag.quotedShort)\(NearMiss.hint(tag, among: tags))", at: mention.place)
            }
        }
    }

    private func find(
        _ name: String, among known: some Collection<String>, _ kind: String, where place: String?, _ mention: Mention
    ) {
        guard !known.contains(name) else { return }
        var advice = NearMiss.hint(name, among: known)
        if advice.isEmpty, let place { advice = "; \(place)" }
        problems.error("there is no \(kind) \(name.quotedShort)\(advice)", at: mention.place)
    }
}
