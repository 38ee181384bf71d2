import Journey

extension FileDecoder {
    func probe(_ root: Node) -> Probe? {
        guard let nameNode = root["probe"], let name = nameNode.text else { return nil }
        declare(.probe, name, at: nameNode.mark)
        var probe = Probe(name: name, place: place(nameNode.mark))
        probe.about = text(root["about"])
        probe.owner = text(root["owner"])
        if let owner = root["owner"], let name = owner.text { mention(.owner(name), at: owner) }
        probe.tags = texts(root["tags"])
        probe.weight = root["weight"]?.number ?? 1
        probe.paused = flag(root["paused"])
        if let node = root["for-each"], let text = node.text {
            probe.forEach = LocationSelector(text)
            if case .tagged(let tag)? = probe.forEach { mention(.tag(tag), at: node) }
        }
        probe.personas = texts(root["persona"])
        for node in root["persona"]?.oneOrMore ?? [] {
            if let name = node.text { mention(.persona(name), at: node) }
        }
        probe.schedule = root["schedule"].flatMap { schedule($0) }
        probe.origins = templates(root["origins"])
        probe.touchpoints = (root["journey"]?.items ?? []).enumerated().compactMap { touchpoint($1, index: $0) }
        probe.standards = (root["standards"]?.items ?? []).compactMap { standard($0) }
        checkJourney(probe, root)
        return probe
    }

    private func standard(_ node: Node) -> Standard? {
        guard let never = node["never"], let code = never.text else { return nil }
        mention(.standard(code), at: never)
        return Standard(never: code, at: text(node["at"]))
    }

    private func checkJourney(_ probe: Probe, _ root: Node) {
        guard let journey = root["journey"], let items = journey.items else { return }
        if items.isEmpty { error("a journey needs at least one touchpoint", at: journey.mark) }
        if items.count > 200 { error("a journey has at most 200 touchpoints, not \(items.count)", at: journey.mark) }
        var lines: [String: Int] = [:]
        for node in items {
            guard let name = node["touchpoint"], let text = name.text else { continue }
            if let line = lines[text] {
                error("\(text.quotedShort) names two touchpoints; the first is in line \(line)", at: name.mark)
            } else {
                lines[text] = name.mark.line
            }
        }
        for node in root["standards"]?.items ?? [] {
            if let at = node["at"], let name = at.text, lines[name] == nil {
                error(
                    "no touchpoint is called \(name.quotedShort)\(NearMiss.hint(name, among: lines.keys))", at: at.mark)
            }
        }
        if !items.isEmpty, !probe.touchpoints.isEmpty, probe.touchpoints.allSatisfy(\.always) {
            error("a journey of housekeeping alone (`always: true`) judges nothing", at: journey.mark)
        }
        checkConversation(probe)
    }

    /// Nobody answers before somebody has written.
    private func checkConversation(_ probe: Probe) {
        var opened: Set<String> = []
        for touchpoint in probe.touchpoints {
            switch touchpoint.act {
            case .write(let desk, _, _), .call(let desk, _): opened.insert(desk)
            case .hear(let desk) where !opened.contains(desk), .say(let desk, _) where !opened.contains(desk):
                problems.error(
                    "nothing has been written to \(desk.quotedShort) before this: begin with `write` or `call`",
                    at: touchpoint.place)
                opened.insert(desk)
            default: break
            }
        }
    }
}
