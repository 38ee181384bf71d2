/// A text or a query that could not be read: what is wrong, where, and what to do about it.
public struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in a phrase that can stand after "cannot read this: ".
    public var what: String
    /// Where, in bytes of UTF-8 from the start of the query or text, when it is known.
    public var offset: Int?
    /// What the person who wrote the query can do.
    public var advice: String?

    public init(_ what: String, at offset: Int? = nil, advice: String? = nil) {
        self.what = what
        self.offset = offset
        self.advice = advice
    }

    public var description: String {
        var text = what
        if let offset { text += " (at byte \(offset + 1))" }
        if let advice { text += ": \(advice)" }
        return text
    }

    /// The column of the error in the query it is about: in characters, from 1; nil where the offset is not known.
    public func column(in query: String) -> Int? {
        guard let offset else { return nil }
        let place = query.utf8.index(query.startIndex, offsetBy: offset, limitedBy: query.endIndex) ?? query.endIndex
        return query[..<place].count + 1
    }
}
