import Reading

/// Which words of a text carry its meaning, and whether two texts share them.
enum Words {
    /// Words of four letters and more that are no function words, folded, each once.
    static func significant(in text: String) -> Set<String> {
        var words: Set<String> = []
        for word in text.folded.split(whereSeparator: { !$0.isLetter }) where word.utf8.count >= 4 {
            let word = String(word)
            if !function.contains(word) { words.insert(word) }
        }
        return words
    }

    /// The first five letters: inflected words meet there.
    static func stem(_ word: String) -> String { String(word.prefix(5)) }

    /// All that the page itself says: its text, its title, its description, its pictures' words, its address.
    static func stems(in evidence: PageEvidence) -> Set<String> {
        let page = evidence.page
        var texts = evidence.blocks.map(\.folded)
        texts += [page.title, page.meta("description"), evidence.address?.path, evidence.address?.host].compactMap(
            \.self)
        texts += page.links.lazy.filter { $0.kind == .image }.compactMap { $0.element.attribute("alt") }
        var stems: Set<String> = []
        for text in texts {
            for word in text.folded.split(whereSeparator: { !$0.isLetter }) where word.utf8.count >= 4 {
                stems.insert(stem(String(word)))
            }
        }
        return stems
    }

    /// Whether both use function words of the same language; a text in another language shares no words with any page.
    static func shareALanguage(_ text: String, _ evidence: PageEvidence) -> Bool {
        guard let own = language(of: evidence.blocks.prefix(200).map(\.folded).joined(separator: " ")) else {
            return false
        }
        return language(of: text.folded).map { $0 == own } ?? false
    }

    /// By the function words alone; nil when there are too few of them.
    private static func language(of folded: String) -> String? {
        var counts: [String: Int] = [:]
        for word in folded.split(whereSeparator: { !$0.isLetter }) {
            for (language, words) in tellTale where words.contains(String(word)) { counts[language, default: 0] += 1 }
        }
        return counts.max { $0.value < $1.value }.flatMap { $0.value >= 2 ? $0.key : nil }
    }

    private static let tellTale: [String: Set<String>] = [
        "en": ["the", "and", "of", "with", "for", "you", "your", "at", "in", "to", "is"],
        "de": ["der", "die", "das", "und", "mit", "fur", "sie", "ihr", "wir", "im", "zu", "ist"],
        "fr": ["le", "la", "les", "et", "des", "avec", "pour", "vous", "votre", "au", "est"],
        "es": ["el", "los", "las", "y", "con", "para", "su", "en", "del", "es", "tu"],
    ]

    private static let function: Set<String> = [
        "with", "from", "your", "that", "this", "have", "will", "what", "when", "where", "more", "about", "here",
        "they", "their",
        "them", "than", "then", "into", "over", "only", "also", "been", "were", "which", "there", "other", "some",
        "such", "very",
        "eine", "einer", "einem", "einen", "eines", "oder", "aber", "auch", "sich", "nicht", "sind", "wird", "werden",
        "unsere",
        "unser", "ihre", "ihrem", "ihren", "nach", "beim", "uber", "unter", "durch", "mehr", "alle", "hier",
        "avec", "pour", "dans", "vous", "nous", "votre", "notre", "plus", "tous", "sont", "leur", "cette", "etre",
        "para", "como", "este", "esta", "esto", "todos", "todas", "sobre", "entre", "desde", "hasta", "nuestro",
        "nuestra", "donde",
    ]
}
