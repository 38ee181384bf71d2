import JSONPath
import Journey
import Reading

/// One object of a page's JSON-LD (schema.org), its members by their plain names.
struct StructuredData {
    let types: Set<String>
    let object: JSON

    subscript(name: String) -> JSON? { object[name] }

    /// The text of a member; of several the first.
    func text(_ name: String) -> String? {
        switch object[name] {
        case .string(let text)?: text
        case .array(let values)?: values.lazy.compactMap { if case .string(let text) = $0 { text } else { nil } }.first
        default: nil
        }
    }

    /// All objects of all scripts; broken JSON has none. At most 2,000, so that a page cannot make work without end.
    static func all(of page: Page) -> [StructuredData] {
        var found: [StructuredData] = []
        for script in page.jsonLD {
            guard let document = try? JSON(parsing: script.text.utf8) else { continue }
            var waiting = [document]
            while let value = waiting.popLast(), found.count < 2_000 {
                switch value {
                case .object(let members):
                    found.append(StructuredData(types: types(of: value), object: value))
                    waiting += members.reversed().map(\.value)
                case .array(let values): waiting += values.reversed()
                default: break
                }
            }
        }
        return found
    }

    private static func types(of object: JSON) -> Set<String> {
        switch object["@type"] {
        case .string(let type)?: [plain(type)]
        case .array(let types)?: Set(types.compactMap { if case .string(let type) = $0 { plain(type) } else { nil } })
        default: []
        }
    }

    private static func plain(_ type: String) -> String {
        type.lastIndex(of: "/").map { String(type[type.index(after: $0)...]) } ?? type
    }
}
