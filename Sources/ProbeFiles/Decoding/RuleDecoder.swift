import Journey
import Reading

extension FileDecoder {
    func rule(_ root: Node) -> PhraseRule? {
        guard let nameNode = root["rule"], let name = nameNode.text, let mistake = text(root["mistake"]) else {
            return nil
        }
        declare(.rule, name, at: nameNode.mark)
        var rule = PhraseRule(name: name, mistake: mistake, place: place(nameNode.mark))
        rule.version = root["version"]?.whole ?? 1
        rule.about = text(root["about"])
        rule.languages = texts(root["languages"])
        rule.any = (root["any"]?.oneOrMore ?? []).compactMap { pattern($0) }
        rule.unless = (root["unless"]?.oneOrMore ?? []).compactMap { pattern($0) }
        tryExamples(of: rule, root["examples"])
        return rule
    }

    /// A rule whose own examples say otherwise is wrong, or they are.
    private func tryExamples(of rule: PhraseRule, _ node: Node?) {
        let any = rule.any.compactMap { try? Pattern($0, ignoringCase: true) }
        let unless = rule.unless.compactMap { try? Pattern($0, ignoringCase: true) }
        guard any.count == rule.any.count, unless.count == rule.unless.count else { return }
        func finds(_ text: String) -> Bool {
            func matches(_ pattern: Pattern) -> Bool { ((try? pattern.firstMatch(in: text)) ?? nil) != nil }
            return any.contains(where: matches) && !unless.contains(where: matches)
        }
        for item in node?["match"]?.items ?? [] {
            if let text = item.text, !finds(text) { error("the rule does not find this example", at: item.mark) }
        }
        for item in node?["pass"]?.items ?? [] {
            if let text = item.text, finds(text) {
                error("the rule finds this example, which must pass", at: item.mark)
            }
        }
    }
}
