/// What may be written at a place in a file. The check of every file, the JSON Schemas and the reference in
/// docs/probes.md are made from the same shapes, so that they cannot disagree.
indirect enum Shape: Sendable {
    /// Text of a certain form. Whatever YAML would make of it, the text is what counts.
    case text(TextForm)
    /// `true` or `false`.
    case flag
    case whole(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case choice([String])
    case list(Shape)
    /// One, or a list of at least one.
    case some(Shape)
    /// Names of the author's choice to values.
    case map(TextForm, Shape)
    case record(Record)
    /// Whichever of these fits; at most one of them takes a map, and one a list.
    case either([Shape])
    /// Any YAML that JSON can say.
    case json

    /// A map with keys of ours.
    final class Record: Sendable {
        /// With its article: `a touchpoint`.
        let title: String
        let about: String
        let keys: [Key]
        /// Exactly one of these must be there.
        let oneOf: [String]
        let index: [String: Int]

        init(_ title: String, _ about: String, oneOf: [String] = [], keys: [Key]) {
            self.title = title
            self.about = about
            self.keys = keys
            self.oneOf = oneOf
            index = Dictionary(keys.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    struct Key: Sendable {
        let name: String
        let shape: Shape
        /// One sentence for the reference and for editors.
        let about: String
        /// What holds when the key is not written, in words of the file or of people.
        let unwritten: String?
        let isRequired: Bool
        /// The key has a meaning only beside one of these.
        let beside: [String]

        init(
            _ name: String, _ shape: Shape, _ about: String, unwritten: String? = nil, required: Bool = false,
            beside: [String] = []
        ) {
            self.name = name
            self.shape = shape
            self.about = about
            self.unwritten = unwritten
            isRequired = required
            self.beside = beside
        }
    }

    /// How people say it: `a duration such as …`.
    var expected: String {
        switch self {
        case .text(let form): form.expected
        case .flag: "true or false"
        case .whole(let range):
            range.upperBound == .max
                ? "a whole number from \(range.lowerBound)"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range) where range.upperBound >= 1e15: "a number"
        case .number(let range):
            range.upperBound == .infinity
                ? "a number from \(brief(range.lowerBound))"
                : "a number from \(brief(range.lowerBound)) to \(brief(range.upperBound))"
        case .choice(let words):
            words.count == 1 ? "`\(words[0])`" : "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
        case .list: "a list"
        case .some(let shape): shape.expected + ", or a list of such"
        case .map(let form, _): "a map from \(form.expected)"
        case .record(let record): record.title
        case .either(let shapes): shapes.map(\.expected).joined(separator: ", or ")
        case .json: "any value"
        }
    }

    private func brief(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }
}
