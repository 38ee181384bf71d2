import Journey

/// Finds every name that a file mentions, or says that there is no such thing.
struct MentionCheck {
    private let configuration: Configuration
    private let overrides: [String: String]
    private let examined: Set<String>?
    private let problems: Problems
    private let files: [DecodedFile]
    /// Declared names, also of what was declared wrongly: one mistake is told once.
    private let declared: [Declaration.Kind: Set<String>]
    private let tags: Set<String>
    private let facts: Set<String>
    /// All files of a configuration are here, so that what is not found is nowhere.
    private let isWhole: Bool

    init(
        _ configuration: Configuration, _ files: [DecodedFile], loader: ConfigurationLoader, isWhole: Bool,
        problems: Problems
    ) {
        self.configuration = configuration
        self.files = files
        overrides = loader.overrides
        examined = loader.examinedCodes
        self.isWhole = isWhole
        self.problems = problems
        declared = files.reduce(into: [:]) { declared, file in
            for declaration in file.declarations { declared[declaration.kind, default: []].insert(declaration.name) }
        }
        tags = configuration.locations.reduce(into: []) { $0.formUnion($1.tags) }
        facts = configuration.locations.reduce(into: Set(configuration.facts.keys)) { $0.formUnion($1.facts.keys) }
    }

    func check() {
        for file in files where !file.mentions.isEmpty {
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
        case .hours(let name):
            if name == "always" || name == "location" { return }
            find(
                name, in: [.calendar, .desk], "calendar or desk",
                where: "declare it in undercover.yaml under `calendars`", mention)
        case .calendar(let name):
            if name == "always" { return }
            find(name, in: [.calendar], "calendar", where: "declare it in undercover.yaml under `calendars`", mention)
        case .owner(let name):
            find(
                name, in: [.owner], "owner", where: "declare it in undercover.yaml under `owners`",
                mention)
        case .persona(let name):
            find(
                name, in: [.persona], "persona",
                where: "declare it in undercover.yaml under `personas`", mention)
        case .desk(let name):
            find(
                name, in: [.desk], "desk", where: "declare it in undercover.yaml or in locations under `desks`",
                mention)
        case .kit(let name):
            find(name, in: [.kit], "kit", where: "put its file into `kits/`", mention)
        case .secret(let name):
            find(
                name, among: Set(configuration.secrets.keys), "secret",
                where: "name it in undercover.yaml under `secrets`",
                mention)
        case .channel(let name):
            find(
                name, in: [.channel], "channel",
                where: "declare it in undercover.yaml under `channels`", mention)
        case .fact(let name):
            find(name, among: facts, "fact", where: "state it in undercover.yaml under `facts`", mention)
        case .probe(let name):
            guard isWhole else { return }
            find(name, in: [.probe], "probe", where: nil, mention)
        case .standard(let code):
            guard let examined, !examined.contains(code), Catalogue.builtIn[code] != nil else { return }
            problems.warning(
                "nobody examines `\(code)` in this release yet, so this standard cannot be broken", at: mention.place)
        case .tag(let tag):
            if !tags.contains(tag) {
                problems.error(
                    "no location is tagged \(tag.quotedShort)\(NearMiss.hint(tag, among: tags))", at: mention.place)
            }
        }
    }

    private func find(
        _ name: String, in kinds: [Declaration.Kind], _ what: String, where place: String?, _ mention: Mention
    ) {
        if kinds.contains(where: { declared[$0]?.contains(name) == true }) { return }
        let known = kinds.reduce(into: Set<String>()) { $0.formUnion(declared[$1] ?? []) }
        find(name, among: known, what, where: place, mention)
    }

    private func find(
        _ name: String, among known: Set<String>, _ what: String, where place: String?, _ mention: Mention
    ) {
        guard !known.contains(name) else { return }
        var advice = NearMiss.hint(name, among: known)
        if advice.isEmpty, let place { advice = "; \(place)" }
        problems.error("there is no \(what) \(name.quotedShort)\(advice)", at: mention.place)
    }
}
