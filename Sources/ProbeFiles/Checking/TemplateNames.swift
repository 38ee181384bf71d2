import Journey

/// What may stand between `{{` and `}}` in one file: the same names that a visit fills in.
struct TemplateNames {
    /// Names without a dot that always have a value.
    private var plain: Set<String> = []
    /// Captures by name, with the first touchpoint that takes them.
    private var captures: [String: Int] = [:]
    private var overrides: Set<String> = []
    private var secrets: Set<String> = []
    private var personas: [Persona] = []
    private var locations: [Location] = []
    private var hasBusinessName = false
    private var ownSecrets = false

    private static let visitFields = ["id", "mark"]
    private static let kitNames = ["subject", "text", "conversation", "since"]

    init(probe: Probe, in configuration: Configuration, overrides: [String: String]) {
        self.init(shared: configuration, overrides: overrides)
        personas = probe.personas.compactMap { configuration.personas[$0] }
        if let selector = probe.forEach { locations = configuration.locations.filter { selector.selects($0) } }
        for (index, touchpoint) in probe.touchpoints.enumerated() {
            for capture in touchpoint.capture where captures[capture.name] == nil { captures[capture.name] = index }
        }
    }

    init(shared configuration: Configuration, overrides: [String: String]) {
        plain = Set(configuration.values.keys)
        self.overrides = Set(overrides.keys)
        secrets = Set(configuration.secrets.keys)
        hasBusinessName = configuration.business.name != nil
    }

    init(kit: Kit) {
        plain = Set(Self.kitNames)
        for exchange in kit.exchanges { plain.formUnion(exchange.capture.map(\.name)) }
        secrets = Set(kit.secrets)
        ownSecrets = true
        hasBusinessName = true
    }

    /// What is wrong with a name at a place; nil when it will have a value there.
    func trouble(_ name: String, _ mention: Mention) -> String? {
        if overrides.contains(name) { return nil }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return plainTrouble(name, mention) }
        let (group, field) = (parts[0], parts[1])
        switch (group, mention.context) {
        case ("notification", .channel):
            return field == "id" ? nil : "a notification has only `{{notification.id}}`, not `{{\(name)}}`"
        case ("incident", .channel), ("desk", .kit), ("persona", .kit), ("location", .kit), ("location", .desk):
            return nil
        case ("secret", _): return secretTrouble(field)
        case ("business", _):
            guard field == "name" else { return "of the business there is only `{{business.name}}`, not `{{\(name)}}`" }
            return hasBusinessName
                ? nil : "`{{business.name}}` has no value: write `business: {name: …}` in undercover.yaml"
        case ("visit", .probe), ("visit", .kit):
            return Self.visitFields.contains(field)
                ? nil : "a visit has only `{{visit.id}}` and `{{visit.mark}}`, not `{{\(name)}}`"
        case ("persona", .probe): return personaTrouble(field)
        case ("location", .probe): return locationTrouble(field)
        default:
            return "nothing is called `{{\(name)}}` here\(NearMiss.hint(group, among: Self.groups(mention.context)))"
        }
    }

    private static func groups(_ context: Mention.Context) -> [String] {
        switch context {
        case .probe: ["persona", "location", "business", "visit", "secret"]
        case .kit: ["persona", "location", "business", "visit", "secret", "desk"]
        case .channel: ["incident", "notification", "business", "secret"]
        case .desk: ["location", "business", "secret"]
        case .other: ["business", "secret"]
        }
    }

    private func plainTrouble(_ name: String, _ mention: Mention) -> String? {
        if plain.contains(name) { return nil }
        if let first = captures[name] {
            guard let here = mention.touchpoint else { return "`{{\(name)}}` has a value only in the journey" }
            if first < here || first == here && mention.seesOwnCaptures { return nil }
            return first == here
                ? "`{{\(name)}}` is captured only by this touchpoint's own answer"
                : "`{{\(name)}}` is captured later, not before this touchpoint"
        }
        if mention.context == .channel, name == "incident" {
            return "`{{incident}}` needs a field, such as `{{incident.says}}`"
        }
        return unknown(name, Array(plain) + captures.keys)
    }

    private func unknown(_ name: String, _ known: [String]) -> String {
        let hint = NearMiss.of(name, among: known).map { "; did you mean `{{\($0)}}`?" }
        return "nothing is called `{{\(name)}}` here\(hint ?? "; declare it under `values`, or capture it before")"
    }

    private func secretTrouble(_ name: String) -> String? {
        if secrets.contains(name) { return nil }
        let advice = ownSecrets ? "; name it in the kit's `secrets`" : "; name it in undercover.yaml under `secrets`"
        let hint = NearMiss.hint(name, among: secrets)
        return "there is no secret \(name.quotedShort)\(hint.isEmpty ? advice : hint)"
    }

    private func personaTrouble(_ field: String) -> String? {
        guard !personas.isEmpty else { return "`{{persona.\(field)}}` has no value: the probe has no `persona`" }
        for persona in personas where persona.field(field) == nil {
            let known =
                ["id", "name", "email", "phone", "address", "language"].filter { persona.field($0) != nil }
                + persona.values.keys
            return "the persona `\(persona.id)` has no `\(field)`\(NearMiss.hint(field, among: known))"
        }
        return nil
    }

    private func locationTrouble(_ field: String) -> String? {
        guard !locations.isEmpty else {
            return "`{{location.\(field)}}` has no value: the probe is made `for-each` of no location"
        }
        for location in locations where location.field(field) == nil {
            let known =
                ["id", "name", "region", "language"].filter { location.field($0) != nil } + location.values.keys
            return "the location `\(location.id)` has no `\(field)`\(NearMiss.hint(field, among: known))"
        }
        return nil
    }
}

extension Persona {
    /// What `{{persona.NAME}}` stands for.
    func field(_ name: String) -> String? {
        switch name {
        case "id": id
        case "name": self.name
        case "email": email ?? values[name]
        case "phone": phone ?? values[name]
        case "address": address ?? values[name]
        case "language": language ?? values[name]
        default: values[name]
        }
    }
}

extension Location {
    /// What `{{location.NAME}}` stands for.
    func field(_ name: String) -> String? {
        switch name {
        case "id": id
        case "name": self.name ?? values[name]
        case "region": region ?? values[name]
        case "language": language ?? values[name]
        default: values[name]
        }
    }
}
