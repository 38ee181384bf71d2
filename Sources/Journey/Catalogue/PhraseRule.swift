/// Phrases by which a mistake is known: data of `rules/`, compiled once by whoever examines.
public struct PhraseRule: Sendable, Hashable {
    /// Unique within a configuration.
    public var name: String
    /// The code of the mistake it finds.
    public var mistake: String
    /// Raised whenever the same text could be judged otherwise.
    public var version = 1
    public var about: String?
    /// Languages (BCP 47) of the texts it is about; all without any.
    public var languages: [String] = []
    /// PCRE2, compared without case; one that matches is a finding.
    public var any: [String] = []
    /// Where one of these matches, it is none.
    public var unless: [String] = []
    public var place: SourcePlace

    public init(name: String, mistake: String, place: SourcePlace) {
        self.name = name
        self.mistake = mistake
        self.place = place
    }
}
