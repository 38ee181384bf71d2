import Journey

/// Holds a tree against a shape and tells everything that does not fit. Decoders may then take what is there for
/// granted and leave out what is not.
struct ShapeCheck {
    let path: String
    let problems: Problems

    func check(_ root: Node, _ shape: Shape, as label: String) {
        _ = fits(root, shape, label, tell: true)
    }

    private func error(_ message: String, at mark: Node.Mark, column: Int = 1) {
        problems.error(message, at: SourcePlace(file: path, line: mark.line, column: mark.column + column - 1))
    }

    /// - Parameter tell: False only to find out which of several shapes is meant.
    private func fits(_ node: Node, _ shape: Shape, _ label: String, tell: Bool) -> Bool {
        if node.isEmpty {
            if case .json = shape { return true }
            if tell { error("\(label) has no value; expected \(shape.expected)", at: node.mark) }
            return false
        }
        switch shape {
        case .text(let form): return textFits(node, form, label, tell: tell)
        case .flag: return value(node.flag != nil, node, shape, label, tell)
        case .whole(let range): return value(node.whole.map(range.contains) ?? false, node, shape, label, tell)
        case .number(let range): return value(node.number.map(range.contains) ?? false, node, shape, label, tell)
        case .choice(let words): return choiceFits(node, words, label, tell: tell)
        case .list(let shape):
            guard let items = node.items else {
                if tell { error("\(label) must be a list, not \(node.kind)", at: node.mark) }
                return false
            }
            return all(items) { fits($0, shape, "an item of \(label)", tell: tell) }
        case .some(let shape):
            guard let items = node.items else { return fits(node, shape, label, tell: tell) }
            guard !items.isEmpty else {
                if tell { error("\(label) is an empty list", at: node.mark) }
                return false
            }
            return all(items) { fits($0, shape, "an item of \(label)", tell: tell) }
        case .map(let form, let shape): return mapFits(node, form, shape, label, tell: tell)
        case .record(let record): return recordFits(node, record, label, tell: tell)
        case .either(let shapes): return eitherFits(node, shapes, label, tell: tell)
        case .json: return jsonFits(node, label, tell: tell)
        }
    }

    /// Of every item, so that none hides the next.
    private func all<Item>(_ items: [Item], _ fits: (Item) -> Bool) -> Bool {
        items.reduce(true) { fits($1) && $0 }
    }

    private func value(_ fits: Bool, _ node: Node, _ shape: Shape, _ label: String, _ tell: Bool) -> Bool {
        if !fits, tell { error("\(label) must be \(shape.expected), not \(node.shown)", at: node.mark) }
        return fits
    }

    private func textFits(_ node: Node, _ form: TextForm, _ label: String, tell: Bool) -> Bool {
        guard let scalar = node.scalar else {
            if tell { error("\(label) must be \(form.expected), not \(node.kind)", at: node.mark) }
            return false
        }
        guard let complaint = form.check(scalar.text) else { return true }
        if tell {
            // Inside quotes and blocks the characters of the value do not stand where they seem to.
            let column = scalar.isPlain ? complaint.column ?? 1 : 1
            error("\(label): \(complaint.reason)", at: node.mark, column: column)
        }
        return false
    }

    private func choiceFits(_ node: Node, _ words: [String], _ label: String, tell: Bool) -> Bool {
        if let text = node.text, words.contains(text) { return true }
        if tell {
            let hint = node.text.map { NearMiss.hint($0, among: words) } ?? ""
            error("\(label) must be \(Shape.choice(words).expected), not \(node.shown)\(hint)", at: node.mark)
        }
        return false
    }

    private func mapFits(_ node: Node, _ form: TextForm, _ shape: Shape, _ label: String, tell: Bool) -> Bool {
        guard case .map(let entries) = node.content else {
            if tell { error("\(label) must be a map, not \(node.kind)", at: node.mark) }
            return false
        }
        return all(entries) { entry in
            guard !DuplicateKeys.isRenamed(entry.key) else { return true }
            var keyFits = true
            if let complaint = form.check(entry.key) {
                if tell { error("\(label): \(complaint.reason)", at: entry.mark) }
                keyFits = false
            }
            return fits(entry.value, shape, "`\(entry.key.plainShort)`", tell: tell) && keyFits
        }
    }

    private func recordFits(_ node: Node, _ record: Shape.Record, _ label: String, tell: Bool) -> Bool {
        guard case .map(let entries) = node.content else {
            if tell { error("\(label) must be \(record.title), not \(node.shown)", at: node.mark) }
            return false
        }
        var fit = true
        var present: Set<String> = []
        for entry in entries where !DuplicateKeys.isRenamed(entry.key) {
            guard let index = record.index[entry.key] else {
                if tell { error("unknown key \(unknown(entry.key, in: record))", at: entry.mark) }
                fit = false
                continue
            }
            present.insert(entry.key)
            if !fits(entry.value, record.keys[index].shape, "`\(entry.key)`", tell: tell) { fit = false }
        }
        for key in record.keys where key.isRequired && !present.contains(key.name) {
            if tell { error("\(record.title) needs `\(key.name)`", at: node.mark) }
            fit = false
        }
        return presenceFits(node, entries, present, record, tell: tell) && fit
    }

    private func presenceFits(
        _ node: Node, _ entries: [Node.Entry], _ present: Set<String>, _ record: Shape.Record, tell: Bool
    ) -> Bool {
        var fit = true
        let given = entries.filter { record.oneOf.contains($0.key) }
        if !record.oneOf.isEmpty, given.isEmpty {
            if tell {
                let names = record.oneOf.map { "`\($0)`" }.joined(separator: ", ")
                error("\(record.title) needs one of \(names)", at: node.mark)
            }
            fit = false
        }
        for extra in given.dropFirst() {
            if tell {
                error("\(record.title) has `\(given[0].key)` already; `\(extra.key)` is one too many", at: extra.mark)
            }
            fit = false
        }
        for entry in entries {
            guard let index = record.index[entry.key], case let key = record.keys[index], !key.beside.isEmpty,
                present.isDisjoint(with: key.beside)
            else { continue }
            if tell {
                let names = key.beside.map { "`\($0)`" }.joined(separator: ", ")
                error("`\(entry.key)` has a meaning only beside \(names)", at: entry.mark)
            }
            fit = false
        }
        return fit
    }

    private func unknown(_ key: String, in record: Shape.Record) -> String {
        let names = record.keys.map(\.name)
        let hint = NearMiss.hint(key, among: names)
        let known =
            hint.isEmpty && names.count <= 12 ? "; known are " + names.map { "`\($0)`" }.joined(separator: ", ") : hint
        return "\(key.quotedShort) in \(record.title)\(known)"
    }

    private func eitherFits(_ node: Node, _ shapes: [Shape], _ label: String, tell: Bool) -> Bool {
        let candidates = shapes.filter { $0.takes(node) }
        if candidates.count == 1 { return fits(node, candidates[0], label, tell: tell) }
        if candidates.contains(where: { fits(node, $0, label, tell: false) }) { return true }
        if tell {
            error("\(label) must be \(Shape.either(shapes).expected), not \(node.shown)", at: node.mark)
        }
        return false
    }

    private func jsonFits(_ node: Node, _ label: String, tell: Bool) -> Bool {
        switch node.content {
        case .scalar: return true
        case .list(let items): return all(items) { jsonFits($0, label, tell: tell) }
        case .map(let entries): return all(entries) { jsonFits($0.value, label, tell: tell) }
        }
    }
}

extension Shape {
    /// Whether a node of this kind (scalar, list or map) can be of the shape at all.
    func takes(_ node: Node) -> Bool {
        switch (self, node.content) {
        case (.json, _): true
        case (.either(let shapes), _): shapes.contains { $0.takes(node) }
        case (.some(let shape), .scalar), (.some(let shape), .map): shape.takes(node)
        case (.some, .list), (.list, .list): true
        case (.map, .map), (.record, .map): true
        case (.text, .scalar), (.flag, .scalar), (.whole, .scalar), (.number, .scalar), (.choice, .scalar): true
        default: false
        }
    }
}

extension Node {
    var kind: String {
        switch content {
        case .scalar: "a single value"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// A scalar as it was written, anything else as what it is.
    var shown: String { text.map(\.quotedShort) ?? kind }
}

extension String {
    /// Like `quotedShort`, without the quotes.
    var plainShort: String { String(quotedShort.dropFirst().dropLast()) }
}
