/// One place where a pattern matched.
public struct Match: Sendable {
    /// The whole match, in bytes of UTF-8 from the start of the text that was searched.
    public let range: Range<Int>
    /// The text of the whole match (0) and of each group; nil for a group that took no part.
    public let groups: [String?]
    /// The same as ranges.
    public let groupRanges: [Range<Int>?]

    let groupNumbers: [String: Int]

    /// The text of the whole match.
    public var text: String { groups.first.flatMap(\.self) ?? "" }

    /// The text of a group by number; nil when there is no such group or it took no part.
    public subscript(group: Int) -> String? { groups.indices.contains(group) ? groups[group] : nil }

    /// The text of a group by name; nil when there is no such group or it took no part.
    public subscript(name: String) -> String? { groupNumbers[name].flatMap { self[$0] } }

    /// What a capture takes: the first group that took part, else the whole match.
    public var captured: String { groups.dropFirst().lazy.compactMap(\.self).first ?? text }
}
