import Reading

/// How promises are worded, in four languages: tables of regular expressions (PCRE2, without case).
///
/// A line is a line of what visitors read, so no expression looks past its end. `{time}` stands for a length of time and
/// `{…}` for a few words of the same sentence.
struct PhraseRule: Sendable {
    let kind: PublicPromise.Kind
    let pattern: Pattern
    /// What makes the sentence say something else.
    private let unless: Pattern?

    /// Nil when an expression is none; a test holds that this does not happen.
    init?(_ kind: PublicPromise.Kind, _ expression: String, in language: PhraseLanguage) {
        let filled = expression.replacing("{time}", with: language.time).replacing("{…}", with: #"[^.!?\n]{0,60}?"#)
        guard let pattern = try? Pattern(filled, ignoringCase: true) else { return nil }
        self.kind = kind
        self.pattern = pattern
        unless = language.unless[kind].flatMap { try? Pattern($0, ignoringCase: true) }
    }

    func holds(_ sentence: String) -> Bool {
        unless?.isFound(in: sentence) != true
    }
}

/// The promises of one language.
struct PhraseLanguage: Sendable {
    let tag: String
    /// A length of time: `24 hours`, `2-3 Werktage`, `48h`.
    let time: String
    let phrases: [(kind: PublicPromise.Kind, expression: String)]
    let unless: [PublicPromise.Kind: String]
}

enum PhraseRules {
    static let languages: [PhraseLanguage] = [.english, .german, .french, .spanish]

    static let all: [PhraseRule] = languages.flatMap { language in
        language.phrases.compactMap { PhraseRule($0.kind, $0.expression, in: language) }
    }
}
