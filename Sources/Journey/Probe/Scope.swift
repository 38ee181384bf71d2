/// What the names in templates stand for during one visit.
///
/// A name is looked up among the captures, then what `--set` gave, then the location's values, then the configuration's.
/// Dotted names are `persona.*`, `location.*`, `business.name`, `visit.mark`, `visit.id`, `desk.*`, `secret.*`.
public struct Scope: Sendable {
    public var captures: [String: String] = [:]
    public var settings: [String: String] = [:]
    public var values: [String: String] = [:]
    /// Dotted names.
    public var fields: [String: String] = [:]
    public var visit: Visit?
    /// Values of secrets by name; filled in, never shown.
    public var secrets: [String: String] = [:]
    /// Makes the text of `{{day+n}}`.
    public var day: @Sendable (_ offset: Int) -> String

    /// `{{visit.id}}` and `{{visit.mark}}`.
    public struct Visit: Sendable, Hashable {
        public var id: String
        public var mark: String

        public init(id: String, mark: String) {
            self.id = id
            self.mark = mark
        }
    }

    public init(day: @escaping @Sendable (Int) -> String) {
        self.day = day
    }

    public func lookUp(_ name: String) -> String? {
        if name.hasPrefix("secret.") { return secrets[String(name.dropFirst(7))] }
        if let visit, name.hasPrefix("visit.") {
            return name == "visit.id" ? visit.id : name == "visit.mark" ? visit.mark : nil
        }
        return captures[name] ?? settings[name] ?? fields[name] ?? values[name]
    }

    /// Fills a template in for where it will stand, so that nothing captured from outside can break out of it.
    /// - Throws: `TemplateError` for a name with no value, and for a value that would break a header.
    public func fill(_ template: Template, as context: TemplateContext) throws(TemplateError) -> String {
        if template.segments.count == 1, case .text(let text) = template.segments[0] { return text }
        var result = ""
        for segment in template.segments {
            let value: String
            switch segment {
            case .text(let text):
                result += text
                continue
            case .day(let offset):
                value = day(offset)
            case .name(let name):
                guard let found = lookUp(name) else {
                    throw TemplateError(source: template.source, problem: "`\(name)` has no value here")
                }
                value = found
            }
            switch context {
            case .plain:
                result += value
            case .address:
                // A value at the very start is an origin or a whole address (`{{location.site}}/contact`), and one behind
                // the scheme may be a host with its port (`https://{{location.site}}/contact`).
                let isWhole = result.isEmpty || result.hasSuffix("://") && value.isHostAndPort
                // Behind a slash these would lead to something else: a ticket's address to that of all tickets (RFC 3986 §5.2.4).
                guard isWhole || !result.hasSuffix("/") || result.contains("?") || !["", ".", ".."].contains(value)
                else {
                    throw TemplateError(source: template.source, problem: "a part of the address would be “\(value)”")
                }
                result += isWhole ? value : value.percentEncoded
            case .header:
                guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }) else {
                    throw TemplateError(
                        source: template.source, problem: "the value would break the header: it has control characters")
                }
                result += value
            }
        }
        return result
    }

    /// A JSON document with every template filled in; values become strings and are encoded as such (RFC 8259 §7).
    public func fill(_ json: JSONTemplate) throws(TemplateError) -> String {
        switch json {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let text): return text
        case .string(let template): return try fill(template, as: .plain).jsonQuoted
        case .array(let items):
            var parts: [String] = []
            for item in items { parts.append(try fill(item)) }
            return "[" + parts.joined(separator: ",") + "]"
        case .object(let members):
            var parts: [String] = []
            for member in members { parts.append(member.name.jsonQuoted + ":" + (try fill(member.value))) }
            return "{" + parts.joined(separator: ",") + "}"
        }
    }
}

/// Where a filled-in template will stand.
public enum TemplateContext: Sendable {
    /// Bodies, form fields and expectations: as it is, or encoded as a whole afterwards.
    case plain
    /// Inside an address: percent-encoded.
    case address
    /// A header's value: control characters are refused.
    case header
}

extension String {
    /// Everything but RFC 3986 §2.3's unreserved characters as `%XX`.
    public var percentEncoded: String {
        var result = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0" + hex : "%" + hex
            }
        }
        return result
    }

    /// `shop.example:8080`: nothing in it can end the host of an address, or put a user before it.
    fileprivate var isHostAndPort: Bool {
        let parts = split(separator: ":", omittingEmptySubsequences: false)
        let isHost = parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
        let isPort = parts.count == 1 || parts.count == 2 && (UInt16(parts[1]) ?? 0) > 0
        return isHost && isPort && !parts[0].isEmpty
    }

    /// Quoted for JSON (RFC 8259 §7).
    public var jsonQuoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
