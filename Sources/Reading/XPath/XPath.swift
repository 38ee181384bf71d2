import CLibXML2

/// A query in XPath 1.0, known to be well-formed.
///
/// Only its text is kept and compiled for each use, which takes microseconds: libxml2 writes to a compiled query while
/// it runs, so that one could not be shared between threads.
public struct XPath: Sendable, Hashable {
    public let text: String

    /// Throws with the place of the first error. Unknown functions and variables are errors here, not at use.
    public init(_ text: String) throws(ReadingError) {
        guard text.utf8.count <= 10_000 else {
            throw ReadingError("an XPath of \(text.utf8.count) bytes", advice: "keep it under 10,000 bytes")
        }
        guard !text.utf8.contains(0) else { throw ReadingError("an XPath that holds a NUL") }
        guard !collapse(text).isEmpty else { throw ReadingError("an empty XPath", at: 0) }
        try XPathNames.check(text)
        self.text = text
        _ = try XPathRun(of: text, on: nil)
    }
}

/// What a query gives: nodes, or one value.
public enum XPathValue {
    case node(XPathNode)
    case string(String)
    case number(Double)
    case boolean(Bool)

    /// The value as XPath's `string()` gives it, whole numbers without a point.
    public var text: String {
        switch self {
        case .node(let node): node.text
        case .string(let string): string
        case .number(let number): Self.text(of: number)
        case .boolean(let boolean): boolean ? "true" : "false"
        }
    }

    private static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        return Int64(exactly: number).map(String.init) ?? String(number)
    }
}

/// An element, or what is not one: an attribute, a text, a comment.
public struct XPathNode {
    /// The element itself, or the one that the node belongs to; nil for the document.
    public let element: Element?
    /// The name of an element or attribute; empty for others.
    public let name: String
    /// What XPath's `string()` gives: an attribute's value, or all text inside.
    public let text: String
}

extension Page {
    /// What a query gives for this page: each node in document order, or one value. An empty result is no error.
    ///
    /// In XML the prefixes that the root element declares can be used; elements in a default namespace are found with
    /// `*[local-name()='entry']`. Throws when the query takes too many steps or gives more than 100,000 nodes.
    public func xpath(_ query: XPath) throws(ReadingError) -> [XPathValue] {
        guard root != nil else { return [] }
        let run = try XPathRun(of: query.text, on: self)
        return try run.evaluate(on: self)
    }

    /// The same for a query that has not been checked before.
    public func xpath(_ query: String) throws(ReadingError) -> [XPathValue] { try xpath(XPath(query)) }
}
