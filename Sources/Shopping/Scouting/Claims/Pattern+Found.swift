import Reading

extension Pattern {
    /// Whether it matches somewhere. A text that is too hard to search counts as one without a match.
    func isFound(in text: String) -> Bool { (try? firstMatch(in: text)) != nil }
}
