import Reading

/// A pattern of ours. A page that is too much for it has no match; one that does not compile fails the first test that meets it.
struct Phrase: Sendable {
    private let pattern: Pattern?

    init(_ text: String, ignoringCase: Bool = false) {
        pattern = try? Pattern(text, ignoringCase: ignoringCase)
        assert(pattern != nil, "a phrase that does not compile: \(text)")
    }

    func isIn(_ text: String) -> Bool { first(in: text) != nil }

    func first(in text: String) -> Match? { matches(in: text, limit: 1).first }

    func matches(in text: String, limit: Int = 100) -> [Match] {
        (try? pattern?.matches(in: text, limit: limit)) ?? []
    }

    func number(ofGroup name: String) -> Int? { pattern?.groupNumbers[name] }
}
