import CLibXML2

/// One `<meta>`.
public struct Meta {
    /// Its `name`, `property` or `http-equiv`, in lower case.
    public let name: String
    public let content: String
    public let element: Element
}

/// One `<script>`.
public struct Script {
    /// In lower case without parameters; empty when it does not say.
    public let type: String
    /// Its `src`; nil when its text stands in the page.
    public let source: String?
    public let text: String
    public let element: Element

    /// Whether a browser would run it, rather than keep it as data.
    public var isExecutable: Bool {
        type.isEmpty || type == "module" || type.hasSuffix("javascript") || type.hasSuffix("ecmascript")
    }
}

enum Metadata {
    static func metas(of page: Page) -> [Meta] {
        var metas: [Meta] = []
        visit(.meta, of: page) { node in
            let name = node.attribute("name") ?? node.attribute("property") ?? node.attribute("http-equiv")
            guard let name, let content = node.attribute("content") else { return }
            metas.append(
                Meta(name: name.lowercased(), content: content, element: Element(document: page.document, node: node)))
        }
        return metas
    }

    static func scripts(of page: Page) -> [Script] {
        var scripts: [Script] = []
        visit(.script, of: page) { node in
            let type = (node.attribute("type") ?? "").lowercased().prefix { $0 != ";" }
            scripts.append(
                Script(
                    type: collapse(String(type)), source: node.attribute("src"), text: node.text,
                    element: Element(document: page.document, node: node)))
        }
        return scripts
    }

    private static func visit(_ tag: Tag, of page: Page, _ take: (Node) -> Void) {
        guard page.markup == .html, let root = page.root else { return }
        walk(root) { node in
            guard node.isElement else { return false }
            if node.tag == tag { take(node) }
            return true
        }
    }
}
