import Journey

extension FileDecoder {
    func locations(_ root: Node, cooldown: Span) -> [Location] {
        (root["locations"]?.entries ?? []).compactMap { entry in
            let node = entry.value
            guard case .map = node.content else { return nil }
            declare(.location, entry.key, at: entry.mark)
            var location = Location(id: entry.key)
            location.name = text(node["name"])
            location.region = text(node["region"])
            location.tags = texts(node["tags"])
            location.timeZone = text(node["time-zone"])
            location.calendar = calendarName(node["calendar"])
            location.language = text(node["language"])
            location.dateForm = text(node["date-form"])
            location.values = dictionary(node["values"])
            location.desks = desks(node["desks"], cooldown: cooldown)
            location.facts = dictionary(node["facts"])
            return location
        }
    }
}
