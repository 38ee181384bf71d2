public import Journey

extension Catalogue {
    /// All mistakes that are known, in the catalogue's order; those that are a kind of another follow it.
    public static let builtIn = Catalogue(
        [catalogueOfDesign, catalogueOfMoments, catalogueOfPeople, catalogueOfLeadership, catalogueOfPractice]
            .flatMap { mistakes(in: $0, problems: Problems()) })

    /// Reads a text of the catalogue. What is wrong with it is noted in `problems`, and left out.
    static func mistakes(in text: String, problems: Problems) -> [Mistake] {
        var reader = YAMLReader(SourceFile(path: "catalogue", text: text), problems: problems)
        guard let root = reader.read() else { return [] }
        ShapeCheck(path: "catalogue", problems: problems).check(
            root, .list(.record(Shape.mistake)), as: "the catalogue")
        return (root.items ?? []).compactMap { item in
            guard let code = item["code"]?.text, let title = item["title"]?.text,
                let principle = item["principle"]?.text, let remedy = item["remedy"]?.text,
                let kind = item["kind"]?.text.flatMap({ Mistake.Kind(rawValue: $0) })
            else { return nil }
            let channels = (item["channels"]?.items ?? []).compactMap { $0.text }
            return Mistake(
                code: code, parent: item["parent"]?.text, title: title, principle: principle, kind: kind,
                severity: item["severity"]?.text.flatMap { Severity(rawValue: $0) },
                channels: channels.compactMap { Mistake.ChannelKind(rawValue: $0) }, remedy: remedy)
        }
    }
}

extension Shape {
    /// An entry of the catalogue.
    static let mistake = Record(
        "a mistake", "One way of failing a customer.",
        keys: [
            Key("code", .text(.name), "Its code.", required: true),
            Key("parent", .text(.name), "The code that it is a kind of."),
            Key("title", .text(.text), "Its name.", required: true),
            Key("principle", .text(.text), "The principle behind it, in one sentence.", required: true),
            Key("kind", .choice(Mistake.Kind.allCases.map(\.rawValue)), "How it can be observed.", required: true),
            Key("severity", .choice(Severity.allCases.map(\.rawValue)), "How certain a finding is."),
            Key("channels", .list(.choice(Mistake.ChannelKind.allCases.map(\.rawValue))), "Where it can be met."),
            Key("remedy", .text(.text), "What to do about it.", required: true),
        ])
}
