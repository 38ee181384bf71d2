import Journey
import Reading

/// What a site's robots.txt asks of us (RFC 9309): the group for `undercover`, else that for everybody.
struct RobotsFile: Sendable {
    /// The longest `Crawl-delay` that is kept: with longer ones a scout would never end, and it is no part of the RFC.
    static let longestDelay = Duration.seconds(5)
    /// Bytes that are read, RFC 9309 §2.5.
    static let sizeLimit = 512_000
    private static let agent = "undercover"

    private struct Rule: Sendable {
        let allows: Bool
        let path: [UInt8]
    }

    private var rules: [Rule] = []
    /// Between two requests; zero when nothing is asked for.
    private(set) var delay: Duration = .zero

    /// Everything is allowed: there is no such file.
    static let none = RobotsFile()

    /// Nothing is allowed: the file should be there and cannot be read (RFC 9309 §2.3.1.4).
    static let unreachable = RobotsFile(parsing: "User-agent: *\nDisallow: /")

    private init() {}

    init(parsing text: String) {
        var groups: [(agents: [String], rules: [Rule], delay: Duration)] = []
        var namesAgents = false
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline).prefix(20_000) {
            let content = line.prefix { $0 != "#" }
            guard let colon = content.firstIndex(of: ":") else { continue }
            let key = content[..<colon].trimmed.lowercased()
            let value = content[content.index(after: colon)...].trimmed
            switch key {
            case "user-agent":
                if !namesAgents { groups.append(([], [], .zero)) }
                groups[groups.count - 1].agents.append(value.lowercased())
                namesAgents = true
            case "allow", "disallow":
                namesAgents = false
                // A rule before any group belongs to nobody; an empty one forbids nothing.
                guard !groups.isEmpty, !value.isEmpty, value.utf8.count <= 2_000 else { continue }
                groups[groups.count - 1].rules.append(Rule(allows: key == "allow", path: Self.normal(value)))
            case "crawl-delay":
                namesAgents = false
                guard !groups.isEmpty, let seconds = Double(value), seconds > 0 else { continue }
                groups[groups.count - 1].delay = min(.seconds(min(seconds, 60)), Self.longestDelay)
            default: continue
            }
        }
        // Groups of one agent are read as one (RFC 9309 §2.2.1).
        let ours = groups.filter { $0.agents.contains(Self.agent) }
        let chosen = ours.isEmpty ? groups.filter { $0.agents.contains("*") } : ours
        rules = Array(chosen.flatMap(\.rules).prefix(5_000))
        delay = chosen.map(\.delay).max() ?? .zero
    }

    /// The longest rule that matches decides; of two as long, the one that allows (RFC 9309 §2.2.2).
    func allows(_ address: WebAddress) -> Bool {
        let target = Self.normal(address.path + (address.query.map { "?" + $0 } ?? ""))
        var best: Rule?
        for rule in rules where Self.matches(rule.path, target) {
            guard let old = best else {
                best = rule
                continue
            }
            if (rule.path.count, rule.allows ? 1 : 0) > (old.path.count, old.allows ? 1 : 0) { best = rule }
        }
        return best?.allows ?? true
    }

    /// Bytes beyond ASCII percent-encoded and hexadecimal digits as capitals, as addresses have them.
    private static func normal(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let inEscape = [1, 2].contains { index >= $0 && bytes[index - $0] == UInt8(ascii: "%") }
            if byte > 0x7E || byte < 0x21 {
                result += Array(("%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)).utf8)
            } else if inEscape, (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) {
                result.append(byte - 32)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// `*` is any text, a `$` at the end is the end. Goes back to the last star only, so that it takes at most pattern times
    /// text steps.
    static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        let star = UInt8(ascii: "*")
        var pattern = pattern[...]
        let isAnchored = pattern.last == UInt8(ascii: "$")
        if isAnchored { pattern.removeLast() } else { pattern.append(star) }
        var (at, place) = (pattern.startIndex, 0)
        var lastStar: (at: Int, place: Int)?
        while place < text.count {
            if at < pattern.endIndex, pattern[at] == star {
                lastStar = (at, place)
                at += 1
                // The rest is any text.
                if at == pattern.endIndex { return true }
            } else if at < pattern.endIndex, pattern[at] == text[place] {
                at += 1
                place += 1
            } else if let star = lastStar {
                lastStar = (star.at, star.place + 1)
                (at, place) = (star.at + 1, star.place + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == star }
    }
}
