import CLibXML2

/// One parse of an HTML or XML body, that expectations and examiners share.
///
/// A page belongs to one task at a time: it is not Sendable, and its answers are computed on first use and kept.
/// Reading it has no side effect that can be seen. Two pages never share anything, so they may be read on two threads.
///
/// Any bytes make a page: HTML is repaired as libxml2 does it, broken XML is read as far as it goes. Nothing is ever
/// fetched, no file is opened, no entity but HTML's and XML's own is expanded.
public final class Page {
    public enum Markup: Sendable, Hashable { case html, xml }

    /// Where it came from, against which its links are resolved (unless it has a `<base>`).
    public let address: WebAddress?
    public let markup: Markup
    public let encoding: CharacterEncoding
    /// Whether the tree lacks what follows some place of the body: nested deeper than 512 elements, longer than
    /// `longestBody`, of more than 500,000 elements and attributes, or of a kind that takes too long to parse.
    public let isCutShort: Bool
    /// What is wrong with an XML body; nil for a well-formed one and for HTML.
    public let problem: String?

    /// Bytes of a body that are read.
    public static let longestBody = 10_000_000

    let document: Document

    /// Reads a body. `contentType` is the header's value; it decides between HTML and XML, and on the encoding.
    public init(body: [UInt8], contentType: String? = nil, address: WebAddress? = nil) {
        let read = body.count > Self.longestBody ? Array(body.prefix(Self.longestBody)) : body
        self.address = address
        encoding = CharacterEncoding(body: read, contentType: contentType)
        let text = encoding.decode(read)
        markup = Self.markup(of: text, contentType: contentType)
        let outcome = markup == .html ? MarkupParser.parseHTML(text) : MarkupParser.parseXML(text)
        document = Document(owning: outcome.document)
        isCutShort = outcome.isCutShort || read.count < body.count
        problem = outcome.problem
    }

    /// Reads text that is in characters already.
    public convenience init(_ text: String, markup: Markup = .html, address: WebAddress? = nil) {
        self.init(
            body: Array(text.utf8),
            contentType: markup == .html ? "text/html; charset=utf-8" : "text/xml; charset=utf-8",
            address: address)
    }

    private static func markup(of text: [UInt8], contentType: String?) -> Markup {
        let type = contentType?.lowercased().prefix { $0 != ";" }.filter { !$0.isWhitespace } ?? ""
        // Real XHTML is seldom well-formed; read as HTML it gives the same tree.
        if type == "application/xhtml+xml" || type.contains("html") { return .html }
        if type.hasSuffix("/xml") || type.hasSuffix("+xml") { return .xml }
        let start = String(decoding: text.prefix(512), as: UTF8.self).lowercased()
        return start.hasPrefix("<?xml") && !start.contains("<html") && !start.contains("doctype html") ? .xml : .html
    }

    var root: Node? { document.root }

    // MARK: Answers

    /// The text of the first `<title>`, white space collapsed; nil when there is none or it is empty.
    public private(set) lazy var title: String? = firstElement(.title).map { collapse($0.text) }.flatMap {
        $0.isEmpty ? nil : $0
    }

    /// What the root element says its language is, such as `en-GB`; nil when it does not.
    public private(set) lazy var language: String? = (root?.attribute("lang") ?? root?.attribute("xml:lang")).map(
        collapse
    )
    .flatMap { $0.isEmpty ? nil : $0 }

    /// What relative links are relative to.
    public private(set) lazy var base: WebAddress? = {
        guard let stated = firstElement(.base, where: { $0.hasAttribute("href") })?.attribute("href") else {
            return address
        }
        return address.map { $0.resolving(stated) ?? $0 } ?? WebAddress(stated)
    }()

    /// What a visitor can read, in order.
    public private(set) lazy var visibleText: [TextBlock] = VisibleText.blocks(of: self)
    /// Everything that points elsewhere, in order.
    public private(set) lazy var links: [Link] = Links.all(of: self)
    public private(set) lazy var forms: [Form] = Forms.all(of: self)
    public private(set) lazy var metas: [Meta] = Metadata.metas(of: self)
    public private(set) lazy var scripts: [Script] = Metadata.scripts(of: self)

    /// The raw texts of its `application/ld+json` scripts.
    public var jsonLD: [Script] { scripts.filter { $0.type == "application/ld+json" } }

    /// How many characters (Unicode scalars) a visitor can read.
    public private(set) lazy var visibleLength: Int = visibleText.reduce(0) { $0 + $1.text.unicodeScalars.count }

    /// Fewer than 100 characters to read: less than a sentence and a menu.
    public var isNearlyEmpty: Bool { visibleLength < 100 }

    /// A page of almost no text that loads scripts: what a customer sees is made in the browser, where we cannot look.
    public var needsBrowser: Bool {
        isNearlyEmpty && scripts.contains { $0.isExecutable && ($0.source != nil || $0.text.utf8.count > 200) }
    }

    private func firstElement(_ tag: Tag, where accept: (Node) -> Bool = { _ in true }) -> Node? {
        guard let root else { return nil }
        var found: Node?
        walk(root, isOver: { found != nil }) { node in
            guard node.isElement else { return false }
            let own = node.tag
            if own == tag, accept(node) { found = node }
            return own != .svg
        }
        return found
    }
}
