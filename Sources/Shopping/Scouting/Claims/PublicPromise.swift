import Journey
import Reading

/// Something that a business tells everybody who reads its site, and that a customer will hold it to.
struct PublicPromise: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        case reply, availability, delivery, returns
        case openingHours = "opening-hours"
        case telephone, mail
    }

    let kind: Kind
    /// The words that make it: "within 4 hours", or the number or address itself.
    let words: String
    let address: WebAddress
    /// In the page's source, from 1.
    let line: Int
    /// The sentence that it stands in, fit to be shown.
    let excerpt: String
    /// How many more pages make it.
    var otherPages = 0

    /// What makes two promises one.
    struct Identity: Hashable {
        let kind: Kind
        let words: String
    }

    var identity: Identity {
        switch kind {
        case .telephone: Identity(kind: kind, words: words.filter { $0.isNumber || $0 == "+" })
        default: Identity(kind: kind, words: words.lowercased())
        }
    }
}
