import Journey

extension FileDecoder {
    func personas(_ node: Node?) -> [String: Persona] {
        var personas: [String: Persona] = [:]
        for entry in node?.entries ?? [] {
            declare(.persona, entry.key, at: entry.mark)
            guard let name = text(entry.value["name"]) else { continue }
            var persona = Persona(id: entry.key, name: name)
            persona.email = text(entry.value["email"])
            persona.phone = text(entry.value["phone"])
            persona.address = text(entry.value["address"])
            persona.language = text(entry.value["language"])
            persona.userAgent = text(entry.value["user-agent"])
            persona.values = dictionary(entry.value["values"])
            personas[entry.key] = persona
        }
        return personas
    }

    func owners(_ node: Node?) -> [String: Configuration.Owner] {
        var owners: [String: Configuration.Owner] = [:]
        for entry in node?.entries ?? [] {
            declare(.owner, entry.key, at: entry.mark)
            var owner = Configuration.Owner(id: entry.key)
            owner.name = text(entry.value["name"])
            owner.notify = channels(entry.value["notify"])
            owner.calendar = calendarName(entry.value["calendar"])
            owners[entry.key] = owner
        }
        return owners
    }

    /// Names of channels, noted down.
    func channels(_ node: Node?) -> [String] {
        for item in node?.oneOrMore ?? [] {
            if let name = item.text { mention(.channel(name), at: item) }
        }
        return texts(node)
    }

    func calendarName(_ node: Node?) -> String? {
        guard let node, let name = node.text else { return nil }
        mention(.calendar(name), at: node)
        return name
    }
}
