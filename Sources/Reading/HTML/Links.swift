import CLibXML2

/// Something on a page that points elsewhere.
public struct Link {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// What a customer can click: `a` and `area`.
        case anchor
        /// Where a form is sent.
        case form
        /// Shown or run as part of the page.
        case image, script, stylesheet, icon, media, frame
        /// `<link rel=…>` to a page: canonical, alternate, next.
        case relation
        /// `<link rel=preconnect>` and its like: an origin or a hint, not something to be read.
        case hint
    }

    public let kind: Kind
    public let element: Element
    /// The attribute it stands in, such as `href`.
    public let attribute: String
    /// As written, white space at the ends removed; cut at 65,536 bytes.
    public let value: String
    /// The value resolved against the page's base; nil where that gives no address.
    public let address: WebAddress?
    /// For anchors what a visitor reads, else its label or its image's; empty for others.
    public let text: String

    public var line: Int { element.line }
    /// The words of its `rel` attribute, in lower case.
    public var relations: [String] {
        (element.attribute("rel") ?? "").lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

/// Gathers the links in one walk over the tree.
struct Links {
    static func all(of page: Page) -> [Link] {
        guard page.markup == .html, let root = page.root else { return [] }
        var gathering = Links(page: page, base: page.base)
        walk(root) { node in
            guard node.isElement else { return false }
            gathering.take(node)
            return true
        }
        return gathering.links
    }

    private let page: Page
    private let base: WebAddress?
    private var links: [Link] = []

    private init(page: Page, base: WebAddress?) {
        self.page = page
        self.base = base
    }

    private mutating func take(_ node: Node) {
        switch node.tag {
        case .a, .area: add(node, "href", .anchor)
        case .img:
            add(node, "src", .image)
            addSet(node, "srcset", .image)
        case .input where node.attribute("type")?.lowercased() == "image": add(node, "src", .image)
        case .script: add(node, "src", .script)
        case .link: add(node, "href", kind(ofRelation: node.attribute("rel") ?? ""))
        case .iframe, .frame: add(node, "src", .frame)
        case .form: add(node, "action", .form)
        case .button where node.hasAttribute("formaction"), .input where node.hasAttribute("formaction"):
            add(node, "formaction", .form)
        case .source:
            add(node, "src", .media)
            addSet(node, "srcset", .image)
        case .video:
            add(node, "src", .media)
            add(node, "poster", .image)
        case .audio, .track, .embed: add(node, "src", .media)
        case .object: add(node, "data", .media)
        default: break
        }
    }

    private func kind(ofRelation relation: String) -> Link.Kind {
        let words = relation.lowercased().split(whereSeparator: \.isWhitespace)
        if words.contains("stylesheet") { return .stylesheet }
        if words.contains(where: { $0 == "icon" || $0.hasPrefix("apple-touch-icon") || $0 == "mask-icon" }) {
            return .icon
        }
        let hints: Set<Substring> = ["preconnect", "dns-prefetch", "preload", "prefetch", "modulepreload", "prerender"]
        return words.contains(where: hints.contains) ? .hint : .relation
    }

    private mutating func add(_ node: Node, _ attribute: StaticString, _ kind: Link.Kind) {
        guard let raw = node.attribute(attribute) else { return }
        add(raw, node, attribute, kind)
    }

    /// Links of one page; more than any that is made for people has. Each takes some hundred bytes.
    private static let most = 20_000

    private mutating func add(_ raw: String, _ node: Node, _ attribute: StaticString, _ kind: Link.Kind) {
        guard links.count < Self.most else { return }
        let value = raw.trimmingASCIIWhitespace(to: 65_536)
        links.append(
            Link(
                kind: kind, element: Element(document: page.document, node: node), attribute: attribute.description,
                value: value,
                address: base.map { $0.resolving(value) } ?? WebAddress(value),
                text: kind == .anchor ? label(of: node) : ""))
    }

    /// The candidates of a `srcset`: an address, then at most a descriptor, between commas (WHATWG HTML §4.8.4.2.1).
    private mutating func addSet(_ node: Node, _ attribute: StaticString, _ kind: Link.Kind) {
        guard let set = node.attribute(attribute) else { return }
        var rest = Substring(set)
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "," }
            guard !rest.isEmpty, links.count < Self.most else { return }
            let word = rest.prefix { !$0.isWhitespace }
            rest = rest[word.endIndex...]
            var candidate = word
            while candidate.last == "," { candidate.removeLast() }
            if candidate.endIndex == word.endIndex {
                rest = rest.drop { $0 != "," }
            }
            if !candidate.isEmpty { add(String(candidate), node, attribute, kind) }
        }
    }

    /// Reads at most 500 bytes and 1,000 nodes, so that links in links cost no more than others.
    private func label(of node: Node) -> String {
        var bytes: [UInt8] = []
        var image: String?
        var visited = 0
        walk(node, isOver: { bytes.count >= 500 || visited >= 1_000 }) { inner in
            visited += 1
            if let text = inner.textBytes { bytes.append(contentsOf: text.prefix(500)) }
            guard inner.isElement else { return false }
            let tag = inner.tag
            if tag == .img, image == nil { image = inner.attribute("alt") }
            if tag.display != .inline { bytes.append(0x20) }
            return tag.display != .hidden
        }
        let text = collapse(String(decoding: bytes, as: UTF8.self))
        if !text.isEmpty { return text }
        let others = [node.attribute("aria-label"), image, node.attribute("alt"), node.attribute("title")]
        return others.lazy.compactMap(\.self).map(collapse).first { !$0.isEmpty } ?? ""
    }
}

extension String {
    /// Without HTML's white space at both ends, and cut at so many bytes.
    fileprivate func trimmingASCIIWhitespace(to limit: Int) -> String {
        let bytes = utf8.prefix(limit)
        guard let first = bytes.firstIndex(where: { !isASCIIWhitespace($0) }),
            let last = bytes.lastIndex(where: { !isASCIIWhitespace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
