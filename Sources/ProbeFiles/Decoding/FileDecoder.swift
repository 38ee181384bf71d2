import Journey
import Reading

/// Makes values of the trees of one file. What a shape check has complained of is left out without another word; what
/// only the meaning can tell is told here, or noted down to be checked against the other files.
final class FileDecoder {
    let path: String
    let problems: Problems
    /// Names used in this file, to be found in the whole configuration.
    private(set) var mentions: [Mention] = []
    /// Where things are declared, so that two of the same name can be told.
    private(set) var declarations: [Declaration] = []
    /// The touchpoint that is being decoded.
    var touchpoint: Int?
    /// What is being decoded may use what its own touchpoint captures (`undo`).
    var seesOwnCaptures = false
    /// The context of what is being decoded.
    var context = Mention.Context.probe

    init(path: String, problems: Problems) {
        self.path = path
        self.problems = problems
    }

    func place(_ mark: Node.Mark) -> SourcePlace {
        SourcePlace(file: path, line: mark.line, column: mark.column)
    }

    func error(_ message: String, at mark: Node.Mark) { problems.error(message, at: place(mark)) }
    func warning(_ message: String, at mark: Node.Mark) { problems.warning(message, at: place(mark)) }

    // MARK: Notes

    func mention(_ kind: Mention.Kind, at node: Node) {
        mentions.append(
            Mention(
                kind: kind, place: place(node.mark), touchpoint: touchpoint, seesOwnCaptures: seesOwnCaptures,
                context: context))
    }

    func declare(_ kind: Declaration.Kind, _ name: String, at mark: Node.Mark) {
        declarations.append(Declaration(kind: kind, name: name, place: place(mark)))
    }

    // MARK: Small values

    func text(_ node: Node?) -> String? { node?.text }

    func texts(_ node: Node?) -> [String] { (node?.oneOrMore ?? []).compactMap(\.text) }

    func template(_ node: Node?) -> Template? {
        guard let node, let text = node.text, let template = try? Template(text) else { return nil }
        if template.segments.contains(where: { if case .text = $0 { false } else { true } }) {
            mention(.template(template), at: node)
        }
        return template
    }

    func templates(_ node: Node?) -> [Template] { (node?.oneOrMore ?? []).compactMap { template($0) } }

    func span(_ node: Node?) -> Span? { node?.text.flatMap { try? Span($0) } }

    func businessSpan(_ node: Node?) -> BusinessSpan? {
        guard let node, let span = node.text.flatMap({ try? BusinessSpan($0) }) else { return nil }
        if let calendar = span.calendar { mention(.hours(calendar), at: node) }
        return span
    }

    func flag(_ node: Node?) -> Bool { node?.flag ?? false }

    func choice<Choice: RawRepresentable>(_ node: Node?) -> Choice? where Choice.RawValue == String {
        node?.text.flatMap { Choice(rawValue: $0) }
    }

    /// Names to texts, of a map whose values are texts.
    func dictionary(_ node: Node?) -> [String: String] {
        var result: [String: String] = [:]
        for entry in node?.entries ?? [] { result[entry.key] = entry.value.text }
        return result
    }

    // MARK: Queries

    func pattern(_ node: Node?) -> String? {
        guard let node, let text = node.text else { return nil }
        if let trouble = QueryCheck.shared.trouble(.regex, text) {
            error("`\(text.plainShort)` is not a regular expression: \(trouble)", at: node.mark)
        }
        return text
    }

    func xpath(_ text: String, at mark: Node.Mark) -> String {
        if let trouble = QueryCheck.shared.trouble(.xpath, text) {
            error("`\(text.plainShort)` is not an XPath: \(trouble)", at: mark)
        }
        return text
    }

    func jsonpath(_ text: String, at mark: Node.Mark) -> String {
        if let trouble = QueryCheck.shared.trouble(.jsonpath, text) {
            error("`\(text.plainShort)` is not a JSONPath: \(trouble)", at: mark)
        }
        return text
    }
}

/// A name that must be found somewhere in the configuration.
struct Mention: Sendable {
    var kind: Kind
    var place: SourcePlace
    var touchpoint: Int?
    var seesOwnCaptures: Bool
    var context: Context

    enum Kind: Sendable {
        case template(Template)
        /// A calendar or a desk, or `location` for the location's.
        case hours(String)
        /// A calendar alone.
        case calendar(String)
        case owner(String)
        case persona(String)
        case desk(String)
        case kit(String)
        case secret(String)
        case channel(String)
        case fact(String)
        /// A probe, in an alert rule.
        case probe(String)
        case tag(String)
        /// The code of a mistake that must never be found.
        case standard(String)
    }

    enum Context: Sendable {
        case probe
        case desk
        /// A kit's exchange; it has its own names (`conversation`, `text`).
        case kit
        case channel
        case other
    }
}

/// Something with a name, by which it is mentioned elsewhere.
struct Declaration: Sendable {
    var kind: Kind
    var name: String
    var place: SourcePlace

    enum Kind: String, Sendable {
        case probe, kit, rule, location, alert, persona, owner, calendar, desk, channel

        var title: String {
            switch self {
            case .alert: "an alert rule"
            case .owner: "an owner"
            default: "a \(rawValue)"
            }
        }

        /// Of a kind that is written in one place only, YAML itself sees to it that no two share a name.
        var mayBeAnywhere: Bool {
            switch self {
            case .probe, .kit, .rule, .location, .alert: true
            case .persona, .owner, .calendar, .desk, .channel: false
            }
        }
    }
}
