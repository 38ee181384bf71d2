import JSONPath
import Journey
import Reading

/// What a query found in a response.
enum Found {
    /// The texts of the nodes found; none when there are none.
    case texts([String])
    /// What an expression such as `count(//a) > 3` computed.
    case truth(Bool)
    case number(Double)

    var isThere: Bool {
        switch self {
        case .texts(let texts): !texts.isEmpty
        case .truth(let truth): truth
        case .number(let number): !number.isNaN
        }
    }

    var texts: [String] {
        switch self {
        case .texts(let texts): texts
        case .truth(let truth): [truth ? "true" : "false"]
        case .number(let number): [number.plain]
        }
    }
}

extension Expecting {
    func select(xpath query: String) throws -> Found {
        let values = try reader.page.xpath(Queries.xpaths[query])
        switch values.first {
        case .boolean(let truth): return .truth(truth)
        case .number(let number): return .number(number)
        case .string(let text): return .texts(text.isEmpty ? [] : [text.trimmed])
        case .node, nil: return .texts(values.map(\.text.trimmed))
        }
    }

    /// The values found; a failure when the body is no JSON, which is the business's fault and no error of the query.
    func select(jsonPath query: String) throws -> Result<Found, JSONError> {
        let path = try Queries.jsonPaths[query]
        return switch reader.json {
        case .failure(let error): .failure(error)
        case .success(let document): .success(.texts(try path.select(in: document).map(\.value.plainText)))
        }
    }

    func notJSON(_ error: JSONError) -> String {
        guard (200...299).contains(reader.status ?? 0) else { return "status \(reader.status ?? 0)" }
        return reader.body.isEmpty ? "an empty body" : "no JSON (\(error))"
    }

    /// Holds what was found against a matcher. Of several values one has to be equal, contain or match, and all have to lie within a
    /// limit.
    func match(_ found: Found, _ matcher: Matcher, missing: String) throws -> Outcome {
        switch matcher {
        case .exists: return found.isThere ? .held : .broken(saw: missing)
        case .absent: return found.isThere ? .broken(saw: quoted(found.texts)) : .held
        case .count(let range):
            let count = if case .texts(let texts) = found { texts.count } else { found.isThere ? 1 : 0 }
            return range.contains(count) ? .held : .broken(saw: "\(count)")
        default: break
        }
        let texts = found.texts
        guard !texts.isEmpty else { return .broken(saw: missing) }
        return try holds(texts, matcher) ? .held : .broken(saw: quoted(texts))
    }

    private func holds(_ texts: [String], _ matcher: Matcher) throws -> Bool {
        switch matcher {
        case .equals(let template):
            let wanted = try scope.fill(template, as: .plain)
            return texts.contains { Self.areEqual($0, wanted) }
        case .oneOf(let templates):
            let wanted = try templates.map { try scope.fill($0, as: .plain) }
            return texts.contains { text in wanted.contains { Self.areEqual(text, $0) } }
        case .contains(let template):
            let search = ByteSearch(try scope.fill(template, as: .plain))
            return texts.contains { search.isIn(Array($0.utf8)) }
        case .matches(let pattern):
            let pattern = try Queries.patterns[pattern]
            return try texts.contains { try pattern.firstMatch(in: $0) != nil }
        case .atLeast(let limit): return texts.allSatisfy { number(in: $0).map { $0 >= limit } ?? false }
        case .atMost(let limit): return texts.allSatisfy { number(in: $0).map { $0 <= limit } ?? false }
        case .exists, .absent, .count: return true
        }
    }

    /// Texts are equal without regard to white space at their ends, and numbers by their value: `10.0` is `10`.
    private static func areEqual(_ text: String, _ wanted: String) -> Bool {
        let (text, wanted) = (text.trimmed, wanted.trimmed)
        if text == wanted { return true }
        // Long integers differ where doubles no longer do.
        if let a = Int(text), let b = Int(wanted) { return a == b }
        guard let a = Double(text), let b = Double(wanted) else { return false }
        return a == b
    }

    private func quoted(_ texts: [String]) -> String {
        let shown = texts.prefix(3).map { $0.quoted(atMost: 100) }.joined(separator: ", ")
        return texts.count > 3 ? "\(shown) and \(texts.count - 3) more" : shown
    }
}
