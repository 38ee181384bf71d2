import Journey

extension FileDecoder {
    /// In the order written.
    func expectations(_ node: Node?) -> [Expectation] {
        (node?.entries ?? []).flatMap { entry in
            checks(entry).map { Expectation($0.check, place: place($0.mark)) }
        }
    }

    private typealias Placed = (check: Expectation.Check, mark: Node.Mark)

    private func checks(_ entry: Node.Entry) -> [Placed] {
        let value = entry.value
        switch entry.key {
        case "status":
            let ranges = texts(value).compactMap { StatusRange.parse($0) }
            return ranges.isEmpty ? [] : [(.status(ranges), value.mark)]
        case "contains": return value.oneOrMore.compactMap { node in template(node).map { (.contains($0), node.mark) } }
        case "lacks": return value.oneOrMore.compactMap { node in template(node).map { (.lacks($0), node.mark) } }
        case "headers":
            return value.entries.flatMap { field in
                matchers(field.value).map { (Expectation.Check.header(field.key, $0), field.mark) }
            }
        case "xpath":
            return queries(value).flatMap { query in
                let text = xpath(query.text, at: query.mark)
                return query.matchers.map { (Expectation.Check.xpath(text, $0), query.mark) }
            }
        case "jsonpath":
            return queries(value).flatMap { query in
                let text = jsonpath(query.text, at: query.mark)
                return query.matchers.map { (Expectation.Check.jsonpath(text, $0), query.mark) }
            }
        case "regex": return value.oneOrMore.compactMap { node in pattern(node).map { (.regex($0), node.mark) } }
        case "url": return matchers(value).map { (.url($0), value.mark) }
        case "certificate": return certificate(value)
        case "size": return size(value)
        case "sha256": return text(value).map { [(.sha256($0.lowercased()), value.mark)] } ?? []
        default: return []
        }
    }

    private struct Query {
        var text: String
        var mark: Node.Mark
        var matchers: [Matcher]
    }

    /// A bare query must find something; one with a value behind it is compared with that.
    private func queries(_ node: Node) -> [Query] {
        node.oneOrMore.flatMap { item -> [Query] in
            if let text = item.text { return [Query(text: text, mark: item.mark, matchers: [.exists])] }
            return item.entries.map { Query(text: $0.key, mark: $0.mark, matchers: matchers($0.value)) }
        }
    }

    private func matchers(_ node: Node) -> [Matcher] {
        if node.scalar != nil { return template(node).map { [.equals($0)] } ?? [] }
        if case .map(let entries) = node.content, entries.isEmpty {
            error("a comparison needs a word such as `equals` or `contains`", at: node.mark)
        }
        return node.entries.flatMap { entry -> [Matcher] in
            let value = entry.value
            switch entry.key {
            case "exists": return value.flag.map { [$0 ? .exists : .absent] } ?? []
            case "equals": return template(value).map { [.equals($0)] } ?? []
            case "contains": return templates(value).map { .contains($0) }
            case "matches": return pattern(value).map { [.matches($0)] } ?? []
            case "one-of": return [.oneOf(templates(value))]
            case "at-least": return value.number.map { [.atLeast($0)] } ?? []
            case "at-most": return value.number.map { [.atMost($0)] } ?? []
            case "count": return text(value).flatMap { CountRange.parse($0) }.map { [.count($0)] } ?? []
            default: return []
            }
        }
    }

    private func certificate(_ node: Node) -> [Placed] {
        guard let span = span(node) else { return [] }
        guard span.time == .zero, span.days > 0 else {
            error("`certificate` counts whole days: `14d`", at: node.mark)
            return []
        }
        return [(.certificate(days: span.days), node.mark)]
    }

    private func size(_ node: Node) -> [Placed] {
        let least = text(node["at-least"]).flatMap { ByteSize.parse($0) }
        let most = text(node["at-most"]).flatMap { ByteSize.parse($0) }
        guard least != nil || most != nil else {
            if case .map(let entries) = node.content, entries.isEmpty {
                error("a size needs `at-least` or `at-most`", at: node.mark)
            }
            return []
        }
        if let least, let most, least > most {
            error("no size is at least \(least) and at most \(most) bytes", at: node.mark)
        }
        return [(.size(atLeast: least, atMost: most), node.mark)]
    }
}
