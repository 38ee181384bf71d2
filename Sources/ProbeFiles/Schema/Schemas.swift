public import Journey

/// JSON Schemas (draft 2020-12) of the files of a configuration, for editors and for `undercover schema`.
///
/// They say which keys there are, and of what types and forms their values. What only all files together can tell
/// (undefined names, duplicates, promises above patience) is the decoder's alone.
public enum Schemas {
    public enum Name: String, Sendable, CaseIterable {
        case probe, undercover, kit, rule, locations
    }

    /// - Parameter channelKeys: As for the loader; without any, channels may have any keys.
    public static func text(for name: Name, channelKeys: [ChannelKeys] = []) -> String {
        var schema = SchemaWriter()
        let record = record(name, channelKeys)
        let root = schema.object(record)
        var members: [(String, SchemaText)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text(name.rawValue)),
        ]
        members += root
        let definitions = schema.definitions.sorted { $0.key < $1.key }
        if !definitions.isEmpty { members.append(("$defs", .object(definitions.map { ($0.key, $0.value) }))) }
        return SchemaText.object(members).written() + "\n"
    }

    static func record(_ name: Name, _ channelKeys: [ChannelKeys]) -> Shape.Record {
        switch name {
        case .probe: Shape.probe
        case .undercover: Shape.undercover(channels: channelKeys)
        case .kit: Shape.kit
        case .rule: Shape.rule
        case .locations: Shape.locations
        }
    }
}

/// Says shapes in JSON Schema. A record is written once and referred to by its name.
struct SchemaWriter {
    private(set) var definitions: [String: SchemaText] = [:]

    mutating func schema(_ shape: Shape) -> SchemaText {
        .object(members(shape))
    }

    private mutating func members(_ shape: Shape) -> [(String, SchemaText)] {
        switch shape {
        case .text(let form): return text(form)
        case .flag:
            return [("enum", .list([.flag(true), .flag(false)] + ["yes", "no", "on", "off"].map { .text($0) }))]
        case .whole(let range):
            return members(range)
        case .number(let range):
            return [
                ("type", .text("number")), ("minimum", .number("\(range.lowerBound)")),
                ("maximum", .number("\(range.upperBound)")),
            ]
        case .choice(let words): return [("enum", .list(words.flatMap { choices($0) }))]
        case .list(let item): return [("type", .text("array")), ("items", schema(item))]
        case .some(let item):
            let list: SchemaText = .object([
                ("type", .text("array")), ("items", schema(item)), ("minItems", .number("1")),
            ])
            return [("anyOf", .list([schema(item), list]))]
        case .map(let form, let value):
            var members: [(String, SchemaText)] = [("type", .text("object")), ("additionalProperties", schema(value))]
            if let pattern = form.pattern { members.append(("propertyNames", .object([("pattern", .text(pattern))]))) }
            return members
        case .record(let record): return [("$ref", .text("#/$defs/" + define(record)))]
        case .either(let shapes): return [("anyOf", .list(shapes.map { schema($0) }))]
        case .json: return []
        }
    }

    /// A word that YAML reads as a number is that number to a validator.
    private func choices(_ word: String) -> [SchemaText] {
        JSONNumber.isValid(word) ? [.text(word), .number(word)] : [.text(word)]
    }

    private func text(_ form: TextForm) -> [(String, SchemaText)] {
        var string: [(String, SchemaText)] = [("type", .text("string"))]
        if let pattern = form.pattern { string.append(("pattern", .text(pattern))) }
        switch form.lookalikes {
        case .none: return string
        case .anything:
            string[0].1 = .list(["string", "number", "boolean", "null"].map { .text($0) })
            return string
        case .wholes(let range):
            return [("anyOf", .list([.object(string), .object(members(range))]))]
        }
    }

    private func members(_ range: ClosedRange<Int>) -> [(String, SchemaText)] {
        [
            ("type", .text("integer")), ("minimum", .number("\(range.lowerBound)")),
            ("maximum", .number("\(range.upperBound)")),
        ]
    }

    private mutating func define(_ record: Shape.Record) -> String {
        let name = record.definitionName
        if definitions[name] == nil {
            definitions[name] = .flag(true)
            definitions[name] = .object(object(record))
        }
        return name
    }

    mutating func object(_ record: Shape.Record) -> [(String, SchemaText)] {
        var properties: [(String, SchemaText)] = []
        for key in record.keys {
            var members = members(key.shape)
            members.append(("description", .text(key.about)))
            properties.append((key.name, .object(members)))
        }
        var result: [(String, SchemaText)] = [
            ("description", .text(record.about)), ("type", .text("object")), ("properties", .object(properties)),
            ("additionalProperties", .flag(false)),
        ]
        let required = record.keys.filter(\.isRequired).map { SchemaText.text($0.name) }
        if !required.isEmpty { result.append(("required", .list(required))) }
        if !record.oneOf.isEmpty { result.append(("oneOf", .list(record.oneOf.map(Self.requires)))) }
        let dependent = record.keys.filter { !$0.beside.isEmpty }.map { key in
            (key.name, SchemaText.object([("anyOf", .list(key.beside.map(Self.requires)))]))
        }
        if !dependent.isEmpty { result.append(("dependentSchemas", .object(dependent))) }
        return result
    }

    private static func requires(_ name: String) -> SchemaText { .object([("required", .list([.text(name)]))]) }
}

extension Shape.Record {
    /// Its title without the article, in one word.
    var definitionName: String {
        var words = title.split(separator: " ").map(String.init)
        if ["a", "an"].contains(words.first) { words.removeFirst() }
        return words.joined(separator: "-").filter { $0.isLetter || $0 == "-" }
    }
}
