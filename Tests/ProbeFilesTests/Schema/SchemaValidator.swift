import Foundation

@testable import ProbeFiles

/// A value of JSON.
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// What YAML 1.2's core schema (§10.3) makes of it, as editors' validators do.
    init(_ node: Node) {
        switch node.content {
        case .list(let items): self = .list(items.map { JSONValue($0) })
        case .map(let entries):
            self = .object(Dictionary(entries.map { ($0.key, JSONValue($0.value)) }, uniquingKeysWith: { $1 }))
        case .scalar(let scalar):
            guard scalar.isPlain else {
                self = .text(scalar.text)
                return
            }
            switch scalar.text {
            case "", "~", "null", "Null", "NULL": self = .null
            case "true", "True", "TRUE": self = .bool(true)
            case "false", "False", "FALSE": self = .bool(false)
            case let text
            where text.wholeMatch(of: /[-+]?[0-9]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil:
                self = Double(text).map { .number($0) } ?? .text(text)
            default: self = .text(scalar.text)
            }
        }
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

/// As much of JSON Schema (draft 2020-12) as our schemas use; any other keyword is an error.
struct SchemaValidator: Sendable {
    private let root: [String: JSONValue]

    struct UnknownKeyword: Error { let keyword: String }

    init(_ text: String) throws {
        guard case .object(let root) = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            throw UnknownKeyword(keyword: "no object")
        }
        self.root = root
    }

    /// Paths and keywords that do not hold; empty when the value is valid.
    func complaints(_ value: JSONValue) throws -> [String] {
        try complaints(value, .object(root), at: "")
    }

    private func complaints(_ value: JSONValue, _ schema: JSONValue, at path: String) throws -> [String] {
        switch schema {
        case .bool(let accepts): return accepts ? [] : ["\(path): nothing may be here"]
        case .object(let keywords):
            return try keywords.sorted { $0.key < $1.key }.flatMap {
                try complaints(value, $0.key, $0.value, keywords, at: path)
            }
        default: throw UnknownKeyword(keyword: "\(schema)")
        }
    }

    private func complaints(
        _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ all: [String: JSONValue], at path: String
    ) throws -> [String] {
        func unless(_ holds: Bool) -> [String] { holds ? [] : ["\(path): \(keyword)"] }
        switch (keyword, argument) {
        case ("$schema", _), ("$defs", _), ("title", _), ("description", _): return []
        case ("$ref", .text(let reference)):
            guard case .object(let definitions)? = root["$defs"], reference.hasPrefix("#/$defs/"),
                let definition = definitions[String(reference.dropFirst(8))]
            else { throw UnknownKeyword(keyword: reference) }
            return try complaints(value, definition, at: path)
        case ("type", .text(let type)): return unless(Self.is(value, type))
        case ("type", .list(let types)):
            return unless(types.contains { if case .text(let type) = $0 { Self.is(value, type) } else { false } })
        case ("enum", .list(let values)): return unless(values.contains(value))
        case ("pattern", .text(let pattern)):
            guard case .text(let text) = value else { return [] }
            let expression = try NSRegularExpression(pattern: pattern)
            return unless(expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil)
        case ("minimum", .number(let bound)):
            return unless({ if case .number(let number) = value { number >= bound } else { true } }())
        case ("maximum", .number(let bound)):
            return unless({ if case .number(let number) = value { number <= bound } else { true } }())
        case ("minItems", .number(let count)):
            return unless({ if case .list(let items) = value { items.count >= Int(count) } else { true } }())
        case ("items", _):
            guard case .list(let items) = value else { return [] }
            return try items.enumerated().flatMap { try complaints($1, argument, at: "\(path)/\($0)") }
        case ("anyOf", .list(let schemas)):
            return unless(try schemas.contains { try complaints(value, $0, at: path).isEmpty })
        case ("oneOf", .list(let schemas)):
            return unless(try schemas.count { try complaints(value, $0, at: path).isEmpty } == 1)
        default: return try objectComplaints(value, keyword, argument, all, at: path)
        }
    }

    private func objectComplaints(
        _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ all: [String: JSONValue], at path: String
    ) throws -> [String] {
        guard case .object(let members) = value else {
            let known = ["properties", "additionalProperties", "propertyNames", "required", "dependentSchemas"]
            if known.contains(keyword) { return [] }
            throw UnknownKeyword(keyword: keyword)
        }
        switch (keyword, argument) {
        case ("properties", .object(let properties)):
            return try members.flatMap { name, member in
                try properties[name].map { try complaints(member, $0, at: "\(path)/\(name)") } ?? []
            }
        case ("additionalProperties", _):
            guard case .object(let properties) = all["properties"] ?? .object([:]) else { return [] }
            return try members.filter { properties[$0.key] == nil }.flatMap {
                try complaints($0.value, argument, at: "\(path)/\($0.key)")
            }
        case ("propertyNames", _):
            return try members.keys.flatMap { try complaints(.text($0), argument, at: "\(path)/\($0)") }
        case ("required", .list(let names)):
            return names.flatMap { name -> [String] in
                if case .text(let text) = name, members[text] != nil { [] } else { ["\(path): required \(name)"] }
            }
        case ("dependentSchemas", .object(let schemas)):
            return try schemas.filter { members[$0.key] != nil }.flatMap {
                try complaints(value, $0.value, at: "\(path) beside \($0.key)")
            }
        default: throw UnknownKeyword(keyword: keyword)
        }
    }

    private static func `is`(_ value: JSONValue, _ type: String) -> Bool {
        switch (type, value) {
        case ("string", .text), ("boolean", .bool), ("null", .null), ("array", .list), ("object", .object),
            ("number", .number):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
