import Journey
import Yams

/// Reads the text of one YAML file into a tree, or says why it cannot be read.
///
/// libyaml is safe on any input, but what it allows is more than a configuration needs: aliases that expand to
/// billions of nodes, keys that are lists, tags. What is refused here never reaches a decoder.
struct YAMLReader {
    let path: String
    let text: String
    let problems: Problems

    /// Bytes of a file.
    static let sizeLimit = 1_000_000
    /// Lists in maps in lists…
    static let depthLimit = 64
    /// Nodes with every alias written out.
    static let nodeLimit = 100_000

    private var budget = YAMLReader.nodeLimit

    init(_ source: SourceFile, problems: Problems) {
        path = source.path
        // A byte order mark is allowed (YAML 1.1 §5.2), and is no part of the first word.
        text =
            source.text.unicodeScalars.first == "\u{FEFF}"
            ? String(source.text.unicodeScalars.dropFirst()) : source.text
        self.problems = problems
    }

    mutating func read() -> Node? {
        guard text.utf8.count <= Self.sizeLimit else {
            return refuse("the file has \(text.utf8.count) bytes; at most \(Self.sizeLimit) are read")
        }
        guard Aliases.areHarmless(in: text) else {
            return refuse("too many aliases (`*name`): written out, the file would be enormous")
        }
        guard let composed = compose() else { return nil }
        guard let node = convert(composed, depth: 1) else { return nil }
        Tabs(path: path, text: text, problems: problems).check(node)
        return node
    }

    private func place(_ mark: Mark?) -> SourcePlace {
        SourcePlace(file: path, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    private func refuse(_ message: String, at mark: Mark? = nil) -> Node? {
        problems.error(message, at: place(mark))
        return nil
    }

    // MARK: Composing

    private func compose() -> Yams.Node? {
        // A duplicate key ends Yams' reading: each is told and renamed, and the reading begins again.
        var text = text
        for _ in 0..<20 {
            do {
                // With its names given: the default encoding asks the environment, and the default resolver tries
                // regular expressions on each scalar.
                let root = try Yams.compose(yaml: text, .basic, .default, .utf8)
                if root == nil { problems.error("the file is empty", at: place(nil)) }
                return root
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard
                    let renamed = DuplicateKeys(path: path, text: text, problems: problems)
                        .tell(keys, first: context.mark)
                else { return nil }
                text = renamed
            } catch {
                SyntaxTrouble(path: path, text: text, problems: problems).tell(error)
                return nil
            }
        }
        return nil
    }

    // MARK: Converting

    private mutating func convert(_ node: Yams.Node, depth: Int) -> Node? {
        budget -= 1
        guard budget >= 0 else {
            return budget == -1
                ? refuse("the file has more than \(Self.nodeLimit) values, aliases written out", at: node.mark) : nil
        }
        guard depth <= Self.depthLimit else {
            return refuse("nested deeper than \(Self.depthLimit) levels", at: node.mark)
        }
        let mark = Node.Mark(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        switch node {
        case .scalar(let scalar):
            guard acceptsTag(scalar.tag.description, at: scalar.mark) else { return nil }
            return Node(content: .scalar(.init(text: scalar.string, isPlain: scalar.style == .plain)), mark: mark)
        case .sequence(let sequence):
            guard acceptsTag(sequence.tag.description, at: sequence.mark) else { return nil }
            var items: [Node] = []
            for item in sequence {
                if let item = convert(item, depth: depth + 1) { items.append(item) } else if budget < 0 { return nil }
            }
            return Node(content: .list(items), mark: mark)
        case .mapping(let mapping):
            if let template = unquotedTemplate(mapping) {
                return Node(content: .scalar(.init(text: template, isPlain: true)), mark: mark)
            }
            guard acceptsTag(mapping.tag.description, at: mapping.mark) else { return nil }
            return Node(content: .map(entries(of: mapping, depth: depth)), mark: mark)
        case .alias:
            return nil
        }
    }

    private mutating func entries(of mapping: Yams.Node.Mapping, depth: Int) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        var merged: [Node.Entry] = []
        for (key, value) in mapping {
            guard case .scalar(let name) = key else {
                problems.error("a key must be a word, not a list or a map", at: place(key.mark))
                continue
            }
            guard let value = convert(value, depth: depth + 1) else {
                if budget < 0 { return entries }
                continue
            }
            // YAML 1.1's merge: `<<: *usual` brings what is not written here.
            if name.string == "<<", name.style == .plain {
                for other in value.oneOrMore {
                    if case .map(let more) = other.content {
                        merged += more
                    } else {
                        problems.error(
                            "`<<` takes a map (`<<: *name`)",
                            at: SourcePlace(file: path, line: other.mark.line, column: other.mark.column))
                    }
                }
                continue
            }
            let mark = Node.Mark(line: name.mark?.line ?? 1, column: name.mark?.column ?? 1)
            entries.append(Node.Entry(key: name.string, mark: mark, value: value))
        }
        for entry in merged where !entries.contains(where: { $0.key == entry.key }) { entries.append(entry) }
        return entries
    }

    /// YAML reads `key: {{name}}` as a map whose key is a map; nobody else writes such a thing.
    private func unquotedTemplate(_ mapping: Yams.Node.Mapping) -> String? {
        guard mapping.count == 1, let (key, value) = mapping.first, isNothing(value),
            case .mapping(let inner) = key, inner.count == 1, let (name, nothing) = inner.first,
            isNothing(nothing), case .scalar(let scalar) = name
        else { return nil }
        return "{{" + scalar.string + "}}"
    }

    private func isNothing(_ node: Yams.Node) -> Bool {
        if case .scalar(let scalar) = node { scalar.style == .plain && scalar.string.isEmpty } else { false }
    }

    private func acceptsTag(_ tag: String, at mark: Mark?) -> Bool {
        // Empty: none was written. The others are what Yams itself puts on quoted text, and on lists and maps.
        let own = ["", Tag.Name.str.rawValue, Tag.Name.seq.rawValue, Tag.Name.map.rawValue]
        if own.contains(tag) { return true }
        problems.error("tags such as \(tag.quotedShort) are not used here; take it away", at: place(mark))
        return false
    }
}
