import Journey

extension FileDecoder {
    func desks(_ node: Node?, cooldown: Span) -> [String: Desk] {
        let outer = context
        context = .desk
        defer { context = outer }
        var desks: [String: Desk] = [:]
        for entry in node?.entries ?? [] { desks[entry.key] = desk(entry, cooldown: cooldown) }
        return desks
    }

    private func desk(_ entry: Node.Entry, cooldown: Span) -> Desk? {
        declare(.desk, entry.key, at: entry.mark)
        let node = entry.value
        guard let kit = node["kit"], let kitName = kit.text, let address = template(node["address"]) else { return nil }
        mention(.kit(kitName), at: kit)
        var desk = Desk(
            id: entry.key, kit: kitName, address: address, handling: span(node["handling"]) ?? Span(.minutes(10)),
            cooldown: span(node["cooldown"]) ?? cooldown, place: place(entry.mark))
        desk.secrets = dictionary(node["secrets"])
        // A kit with one secret need not have it named: `` stands for whichever that is.
        if let secret = text(node["secret"]) { desk.secrets[""] = secret }
        for secret in [node["secret"]].compactMap({ $0 }) + (node["secrets"]?.entries ?? []).map(\.value) {
            if let name = secret.text { mention(.secret(name), at: secret) }
        }
        desk.calendar = calendarName(node["calendar"])
        desk.owner = text(node["owner"])
        if let owner = node["owner"], let name = owner.text { mention(.owner(name), at: owner) }
        desk.agreed = node["agreed"].flatMap { agreement($0) }
        desk.atMostPerDay = node["at-most"]?["day"]?.whole ?? desk.atMostPerDay
        desk.atMostPerWeek = node["at-most"]?["week"]?.whole ?? max(desk.atMostPerWeek, desk.atMostPerDay)
        desk.namesStaff = flag(node["names-staff"])
        return desk
    }

    private func agreement(_ node: Node) -> Desk.Agreement? {
        guard let by = text(node["by"]), let since = text(node["since"]) else { return nil }
        let until = text(node["until"])
        if let until, let from = Day(iso8601: since), let to = Day(iso8601: until), to < from,
            let mark = node["until"]?.mark
        {
            error("the agreement ends (\(until)) before it begins (\(since))", at: mark)
        }
        return Desk.Agreement(by: by, since: since, until: until)
    }
}
