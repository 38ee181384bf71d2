/// A form that a text must have: how people say it, how it is checked, and how JSON Schema says it.
struct TextForm: Sendable {
    /// For the reference: `duration`.
    let name: String
    /// With an article and an example: "a duration such as `5m`".
    let expected: String
    /// ECMA-262, as JSON Schema wants it; nil for any text. It accepts whatever `check` does, and what it accepts
    /// beside that is wrong in meaning and not in form (a 31st of June).
    let pattern: String?
    /// What YAML may take the text for, where it is written without quotes.
    let lookalikes: Lookalikes
    let check: @Sendable (String) -> Complaint?

    enum Lookalikes: Sendable {
        /// It always has something in it that no number has.
        case none
        /// Whole numbers: `404` is a name, too.
        case wholes(ClosedRange<Int>)
        /// Numbers, `true`, `null`: whatever stands there is text.
        case anything
    }

    struct Complaint: Error, Sendable {
        let reason: String
        /// In the text, in characters from 1.
        var column: Int?
    }

    init(
        _ name: String, _ expected: String, pattern: String? = nil, lookalikes: Lookalikes = .none,
        check: @escaping @Sendable (String) -> Complaint? = { _ in nil }
    ) {
        self.name = name
        self.expected = expected
        self.pattern = pattern
        self.lookalikes = lookalikes
        self.check = check
    }
}
