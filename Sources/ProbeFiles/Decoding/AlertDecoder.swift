import Journey

extension FileDecoder {
    func alerts(_ node: Node?) -> [AlertRule] {
        (node?.items ?? []).compactMap { item in
            guard let name = item["rule"], let text = name.text, let condition = item["when"].flatMap({ condition($0) })
            else { return nil }
            declare(.alert, text, at: name.mark)
            var rule = AlertRule(name: text, condition: condition, place: place(name.mark))
            rule.probes = texts(item["probes"])
            for node in item["probes"]?.oneOrMore ?? [] {
                if let name = node.text { mention(.probe(name), at: node) }
            }
            rule.tags = texts(item["tags"])
            rule.notify = channels(item["notify"])
            rule.recoverAfter = item["recover-after"]?.whole ?? 1
            return rule
        }
    }

    private func condition(_ node: Node) -> AlertRule.Condition? {
        switch node.text {
        case "overdue": return .overdue(byShare: 0)
        case "late": return .late(count: 1, of: 1)
        case "bad": return .bad(count: 1, of: 1)
        default: break
        }
        guard let entry = node.entries.first else { return nil }
        switch entry.key {
        case "late": return text(entry.value).flatMap { NOfM.parse($0) }.map { .late(count: $0.n, of: $0.m) }
        case "bad": return text(entry.value).flatMap { NOfM.parse($0) }.map { .bad(count: $0.n, of: $0.m) }
        case "overdue": return entry.value.number.map { .overdue(byShare: $0) }
        case "grade": return .bad(count: 1, of: 1)
        default: return nil
        }
    }
}
