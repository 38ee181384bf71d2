import Journey

extension FileDecoder {
    /// What is asked of each channel is its own affair; here it is held against the keys that the channel gave.
    func channelMap(_ node: Node?, keys: [ChannelKeys]) -> [String: Channel] {
        let outer = context
        context = .channel
        defer { context = outer }
        var channels: [String: Channel] = [:]
        for entry in node?.entries ?? [] {
            declare(.channel, entry.key, at: entry.mark)
            // Without the channels' own keys (a definition that was kept) each is taken as it is written.
            let written = entry.value.entries.first.map { ChannelKeys(kind: $0.key, required: [], optional: []) }
            guard let known = keys.isEmpty ? written : keys.first(where: { entry.value.entry($0.kind) != nil }) else {
                continue
            }
            var channel = Channel(name: entry.key, kind: known.kind, place: place(entry.mark))
            let present = Set(entry.value.entries.map(\.key))
            for key in known.required where !present.contains(key) {
                error("a \(known.kind) channel needs `\(key)`", at: entry.mark)
            }
            for setting in entry.value.entries {
                channel.settings[setting.key] = self.setting(setting.value, key: setting.key, of: known)
            }
            channels[entry.key] = channel
        }
        return channels
    }

    private func setting(_ node: Node, key: String, of keys: ChannelKeys) -> Channel.Setting? {
        if keys.lists.contains(key) || node.items != nil { return .list(templates(node)) }
        if keys.maps.contains(key) || node.scalar == nil {
            var map: [String: Template] = [:]
            for entry in node.entries { map[entry.key] = template(entry.value) }
            return .map(map)
        }
        return template(node).map { .text($0) }
    }
}
