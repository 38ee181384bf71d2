import Journey

/// What one file says, and what was noted on the way.
struct DecodedFile: Sendable {
    var path: String
    var content: Content?
    var mentions: [Mention] = []
    var declarations: [Declaration] = []
    var problems: [Problem] = []

    enum Content: Sendable {
        case undercover(Configuration)
        case locations([Location])
        case probe(Probe)
        case kit(Kit)
        case rule(PhraseRule)
    }

    /// Whether a file of this name is the one that all probes share, whatever its first key is.
    static func isUndercover(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return name == "undercover.yaml" || name == "undercover.yml"
    }

    /// - Parameter cooldown: For desks that name none.
    init(_ source: SourceFile, channels: [ChannelKeys], cooldown: Span) {
        path = source.path
        let problems = Problems()
        let decoder = FileDecoder(path: source.path, problems: problems)
        if let root = Self.tree(source, problems) {
            content = Self.content(of: root, decoder: decoder, channels: channels, cooldown: cooldown)
        }
        mentions = decoder.mentions
        declarations = decoder.declarations
        self.problems = problems.all
    }

    private static func tree(_ source: SourceFile, _ problems: Problems) -> Node? {
        if source.path.hasSuffix(".csv") {
            return LocationTableReader(path: source.path, text: source.text, problems: problems).read()
        }
        var reader = YAMLReader(source, problems: problems)
        return reader.read()
    }

    private static func content(
        of root: Node, decoder: FileDecoder, channels: [ChannelKeys], cooldown: Span
    ) -> Content? {
        let check = ShapeCheck(path: decoder.path, problems: decoder.problems)
        guard case .map(let entries) = root.content else {
            decoder.error("a file is a map of keys and values, not \(root.kind)", at: root.mark)
            return nil
        }
        if isUndercover(decoder.path) {
            check.check(root, .record(Shape.undercover(channels: channels)), as: "undercover.yaml")
            return .undercover(decoder.undercover(root, channels: channels))
        }
        switch entries.first?.key {
        case "probe":
            check.check(root, .record(Shape.probe), as: "the file")
            return decoder.probe(root).map { .probe($0) }
        case "kit":
            check.check(root, .record(Shape.kit), as: "the file")
            return decoder.kit(root).map { .kit($0) }
        case "rule":
            check.check(root, .record(Shape.rule), as: "the file")
            return decoder.rule(root).map { .rule($0) }
        case "locations":
            check.check(root, .record(Shape.locations), as: "the file")
            return .locations(decoder.locations(root, cooldown: cooldown))
        default:
            let known = ["probe", "kit", "rule", "locations"]
            let later = known.first { root[$0] != nil }
            let first = entries.first?.key ?? ""
            let advice = later.map { "; write `\($0):` first" } ?? NearMiss.hint(first, among: known)
            decoder.error(
                "a file begins with `probe:`, `kit:`, `rule:` or `locations:`, not with \(first.quotedShort)\(advice)",
                at: entries.first?.mark ?? root.mark)
            return nil
        }
    }
}
