import CLibXML2

/// One element of a page, as evidence: where it is and what it says. It keeps the page's tree alive, and like the
/// page stays with one task at a time.
public struct Element {
    let document: Document
    let node: Node

    /// In lower case for HTML, as written for XML.
    public var name: String { node.name }

    /// The line of the body in which its start tag ends, from 1. Lines past 65,535 are known only roughly.
    public var line: Int { max(1, xmlGetLineNo(node)) }

    /// An XPath that finds it, such as `/html/body/div[2]/p`.
    public var path: String {
        guard let path = xmlGetNodePath(node) else { return "/" }
        defer { undercover_xml_free(path) }
        return String(cString: path)
    }

    /// All text inside, as it stands, that of scripts included.
    public var text: String { node.text }

    /// The value of an attribute; nil when there is none, empty when it has no value.
    public func attribute(_ name: String) -> String? {
        guard node.isElement, let value = xmlGetNoNsProp(node, name) else { return nil }
        defer { undercover_xml_free(value) }
        return String(cString: value)
    }
}

extension Element: Equatable {
    public static func == (left: Element, right: Element) -> Bool { left.node == right.node }
}
