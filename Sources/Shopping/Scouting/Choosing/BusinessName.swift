import Journey
import Reading

extension Site {
    /// What the business calls itself: what its pages say of the site, else what most of their titles share, else the part of
    /// the home page's title that the host's name is made of, else the host.
    var businessName: String {
        if let stated = home.siteName, (2...60).contains(stated.count) {
            return stated.escapedForDisplay(maxLength: 60)
        }
        let titles = pages.compactMap(\.title).map(Self.parts)
        var counts: [String: Int] = [:]
        for parts in titles { for part in Set(parts) { counts[part, default: 0] += 1 } }
        let shared = counts.filter { $0.value >= 2 && $0.value * 2 > titles.count }
            .max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        if let shared { return shared.escapedForDisplay(maxLength: 60) }
        let letters = Self.letters(of: origin.host)
        let own = home.title.map(Self.parts)?.first { part in
            let word = Self.letters(of: part)
            return word.count >= 3 && (letters.contains(word) || word.contains(letters))
        }
        return (own ?? Self.bare(origin.host)).escapedForDisplay(maxLength: 60)
    }

    /// The parts of "Rooms – Hotel Lindenhof": a hyphen parts only between spaces.
    private static func parts(of title: String) -> [String] {
        var parts = [""]
        let characters = Array(title)
        for (index, character) in characters.enumerated() {
            let isSpaced =
                index > 0 && index + 1 < characters.count && characters[index - 1] == " "
                && characters[index + 1] == " "
            if "|·•»".contains(character) || "–—-:".contains(character) && isSpaced {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map(\.trimmed).filter { (2...60).contains($0.count) }
    }

    private static func letters(of text: String) -> String {
        bare(text.lowercased()).prefix { $0 != "." || text.contains(" ") }.filter { $0.isLetter || $0.isNumber }
    }

    private static func bare(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }
}
