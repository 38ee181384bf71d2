import Journey

extension FileDecoder {
    func kit(_ root: Node) -> Kit? {
        guard let nameNode = root["kit"], let name = nameNode.text else { return nil }
        context = .kit
        declare(.kit, name, at: nameNode.mark)
        var kit = Kit(name: name, place: place(nameNode.mark))
        kit.about = text(root["about"])
        kit.secrets = texts(root["secrets"])
        kit.exchanges = (root["exchanges"]?.entries ?? []).compactMap { entry in
            guard let form = exchange(entry.value) else { return nil }
            return Kit.NamedExchange(
                name: entry.key, form: form, expect: expectations(entry.value["expect"]),
                capture: captures(entry.value["capture"]), repeatable: flag(entry.value["repeatable"]))
        }
        if let exchanges = root["exchanges"], case .map(let entries) = exchanges.content, entries.isEmpty {
            error("a kit needs at least one exchange", at: exchanges.mark)
        }
        return kit
    }
}
