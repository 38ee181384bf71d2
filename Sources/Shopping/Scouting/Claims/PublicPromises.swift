import Journey
import Reading

/// Finds what a page promises in public.
enum PublicPromises {
    /// Of one page.
    private static let most = 100

    static func all(in page: Page, _ readable: ReadableText, at address: WebAddress) -> [PublicPromise] {
        var promises = routes(of: page, at: address)
        // An article tells of others' promises.
        if !isArticle(page, at: address) {
            promises += phrases(in: readable).map { found in
                PublicPromise(
                    kind: found.kind, words: found.words.escapedForDisplay(maxLength: 120), address: address,
                    line: readable.sourceLine(at: found.offset),
                    excerpt: found.sentence.escapedForDisplay(maxLength: 240))
            }
        }
        var known: Set<PublicPromise.Identity> = []
        return Array(promises.filter { known.insert($0.identity).inserted }.prefix(most))
    }

    /// Telephone numbers and mail addresses that a customer can press.
    private static func routes(of page: Page, at address: WebAddress) -> [PublicPromise] {
        page.links.lazy.filter { $0.kind == .anchor }.prefix(5_000).compactMap { link in
            let value = link.value
            let kind: PublicPromise.Kind
            let words: String
            switch value.prefix(while: { $0 != ":" }).lowercased() {
            case "tel":
                kind = .telephone
                words = value.dropFirst(4).trimmed
                guard words.count(where: \.isNumber) >= 5 else { return nil }
            case "mailto":
                kind = .mail
                words = value.dropFirst(7).prefix { $0 != "?" }.trimmed.lowercased()
                guard words.contains("@"), !words.contains(where: \.isWhitespace) else { return nil }
            default: return nil
            }
            return PublicPromise(
                kind: kind, words: words.escapedForDisplay(maxLength: 120), address: address, line: link.line,
                excerpt: (link.text.isEmpty ? words : link.text).escapedForDisplay(maxLength: 240))
        }
    }

    private static func isArticle(_ page: Page, at address: WebAddress) -> Bool {
        let path = address.path.lowercased()
        return page.metas.contains { $0.name == "og:type" && $0.content == "article" }
            || ["/blog/", "/news/", "/magazin/", "/actualites/", "/noticias/", "/press/"].contains { path.contains($0) }
    }

    struct Found: Hashable {
        let kind: PublicPromise.Kind
        let words: String
        let offset: Int
        let sentence: String
    }

    /// Promises in words, in the order of the text.
    static func phrases(in readable: ReadableText) -> [Found] {
        let text = readable.text
        var found: [Found] = []
        var taken: [Range<Int>] = []
        for rule in PhraseRules.all {
            // A text that is too hard to search makes no promise that we could hold anybody to.
            for match in (try? rule.pattern.matches(in: text, limit: 50)) ?? [] {
                guard !match.range.isEmpty, !taken.contains(where: { $0.overlaps(match.range) }) else { continue }
                let sentence = readable.sentence(around: match.range)
                guard rule.holds(sentence) else { continue }
                taken.append(match.range)
                found.append(
                    Found(
                        kind: rule.kind, words: match.text.trimmed, offset: match.range.lowerBound, sentence: sentence))
            }
        }
        for line in WrittenHours.lines(in: readable) {
            found.append(
                Found(
                    kind: .openingHours, words: line.text, offset: line.offset,
                    sentence: readable.sentence(around: line.offset..<line.offset + line.text.utf8.count)))
        }
        return found.sorted { $0.offset < $1.offset }
    }
}
