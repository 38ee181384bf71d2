/// A piece of YAML, with the place where it begins. Every scalar is kept as the text that was written: YAML 1.1 would
/// read `no` as false, `010` as eight and `1:30` as ninety, and no author means that.
struct Node: Sendable {
    var content: Content
    var mark: Mark

    enum Content: Sendable {
        case scalar(Scalar)
        case list([Node])
        case map([Entry])
    }

    struct Scalar: Sendable, Hashable {
        var text: String
        /// Written without quotes, on one line.
        var isPlain: Bool
    }

    struct Entry: Sendable {
        var key: String
        var mark: Mark
        var value: Node
    }

    /// Line and column count from 1; columns count Unicode scalars.
    struct Mark: Sendable, Hashable {
        var line: Int
        var column: Int
    }
}

extension Node {
    /// The value under a key; nothing when this is no map.
    subscript(key: String) -> Node? { entry(key)?.value }

    func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

    var entries: [Entry] { if case .map(let entries) = content { entries } else { [] } }

    /// The items of a list; anything else is a list of one.
    var oneOrMore: [Node] { if case .list(let items) = content { items } else { [self] } }

    var items: [Node]? { if case .list(let items) = content { items } else { nil } }

    var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

    /// The text of a scalar, as written.
    var text: String? { scalar?.text }

    /// Nothing was written: `key:` and no more.
    var isEmpty: Bool { if let scalar { scalar.isPlain && scalar.text.isEmpty } else { false } }

    var flag: Bool? {
        guard let scalar, scalar.isPlain else { return nil }
        // YAML 1.1 has more words for it; these read well.
        switch scalar.text {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: return nil
        }
    }

    /// A whole number in decimal. `010` is none: one reader takes it for ten, another for eight.
    var whole: Int? {
        guard let scalar, scalar.isPlain else { return nil }
        let digits = scalar.text.hasPrefix("-") ? scalar.text.dropFirst() : scalar.text[...]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.count == 1 || digits.first != "0" else {
            return nil
        }
        return Int(scalar.text)
    }

    var number: Double? {
        guard let scalar, scalar.isPlain, JSONNumber.isValid(scalar.text) else { return nil }
        return Double(scalar.text)
    }
}

/// RFC 8259 §6.
enum JSONNumber {
    static func isValid(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = digits(&rest)
        guard whole.count == 1 || whole.count > 1 && whole.first != UInt8(ascii: "0") else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard !digits(&rest).isEmpty else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard !digits(&rest).isEmpty else { return false }
        }
        return rest.isEmpty
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let run = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest = rest.dropFirst(run.count)
        return run
    }
}
