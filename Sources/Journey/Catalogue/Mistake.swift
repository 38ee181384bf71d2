/// An entry of the catalogue: one way of failing a customer. The entries themselves are data (ProbeFiles).
public struct Mistake: Sendable, Hashable {
    public var code: String
    /// The code it is a kind of (`stale-year` is a `cue-to-quality`).
    public var parent: String?
    public var title: String
    /// The principle behind it, in our own words.
    public var principle: String
    public var kind: Kind
    public var severity: Severity?
    public var channels: [ChannelKind]
    /// What to do about it.
    public var remedy: String

    public init(
        code: String, parent: String? = nil, title: String, principle: String, kind: Kind, severity: Severity?,
        channels: [ChannelKind], remedy: String
    ) {
        self.code = code
        self.parent = parent
        self.title = title
        self.principle = principle
        self.kind = kind
        self.severity = severity
        self.channels = channels
        self.remedy = remedy
    }

    /// How it can be observed.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case automatic, declared, history, configuration, reckoning, person, scorecard
    }

    public enum ChannelKind: String, Sendable, Hashable, CaseIterable {
        case web, ticket, email, phone
    }
}

/// All entries by code.
public struct Catalogue: Sendable {
    public var mistakes: [Mistake]
    private let index: [String: Int]

    public init(_ mistakes: [Mistake]) {
        self.mistakes = mistakes
        index = Dictionary(mistakes.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(code: String) -> Mistake? { index[code].map { mistakes[$0] } }
}
