import Journey

/// libyaml allows tabs between words where other readers of YAML (PyYAML) do not: refused, so that a file means the
/// same everywhere. In quoted text, text blocks and comments a tab is only a character.
struct Tabs {
    let path: String
    let text: String
    let problems: Problems

    func check(_ root: Node) {
        guard text.utf8.contains(UInt8(ascii: "\t")) else { return }
        var scalars: [(mark: Node.Mark, isPlain: Bool)] = []
        gather(root, into: &scalars)
        scalars.sort { ($0.mark.line, $0.mark.column) < ($1.mark.line, $1.mark.column) }
        for (index, line) in text.linesOfText.enumerated() {
            guard let tab = Array(line.unicodeScalars).firstIndex(of: "\t") else { continue }
            let before = line.unicodeScalars.prefix(tab)
            if before.first(where: { $0 != " " }) == "#" || String(before).contains(" #") { continue }
            let last = scalars.last { ($0.mark.line, $0.mark.column) <= (index + 1, tab + 1) }
            if let last, !last.isPlain { continue }
            problems.error(
                "a tab; YAML is indented and separated with spaces",
                at: SourcePlace(file: path, line: index + 1, column: tab + 1))
            return
        }
    }

    private func gather(_ node: Node, into scalars: inout [(mark: Node.Mark, isPlain: Bool)]) {
        switch node.content {
        case .scalar(let scalar): scalars.append((node.mark, scalar.isPlain))
        case .list(let items): for item in items { gather(item, into: &scalars) }
        case .map(let entries):
            for entry in entries {
                scalars.append((entry.mark, true))
                gather(entry.value, into: &scalars)
            }
        }
    }
}
