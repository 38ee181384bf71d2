/// JSON as it is written into a schema: members in the order given.
indirect enum SchemaText: Sendable {
    case text(String)
    case number(String)
    case flag(Bool)
    case list([SchemaText])
    case object([(String, SchemaText)])

    /// Indented by two spaces; what has only simple values stands on one line.
    func written(indent: Int = 0) -> String {
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return number
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let items):
            return Self.block(
                "[", items.map { $0.written(indent: indent + 2) }, "]", isFlat: items.allSatisfy(\.isSimple), indent)
        case .object(let members):
            let lines = members.map { Self.quoted($0.0) + ": " + $0.1.written(indent: indent + 2) }
            return Self.block("{", lines, "}", isFlat: members.count < 2 && members.allSatisfy(\.1.isSimple), indent)
        }
    }

    private var isSimple: Bool {
        switch self {
        case .text, .number, .flag: true
        case .list(let items): items.isEmpty
        case .object(let members): members.isEmpty
        }
    }

    private static func block(_ open: String, _ lines: [String], _ close: String, isFlat: Bool, _ indent: Int) -> String
    {
        if lines.isEmpty { return open + close }
        if isFlat, lines.reduce(0, { $0 + $1.utf8.count }) < 80 { return open + lines.joined(separator: ", ") + close }
        let space = String(repeating: " ", count: indent + 2)
        return open + "\n" + lines.map { space + $0 }.joined(separator: ",\n") + "\n"
            + String(repeating: " ", count: indent) + close
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
