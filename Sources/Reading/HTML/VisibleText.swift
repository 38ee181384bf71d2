import CLibXML2

/// A run of text that a visitor sees as one: a paragraph, a cell, a heading, an item.
public struct TextBlock {
    /// Inline elements are joined (`<span>W</span>hatever` is one word), white space is collapsed, `<br>` is a line
    /// feed. No-break spaces are spaces and soft hyphens are left out, so that words can be found. In `<pre>` and
    /// `<textarea>` the text is as it stands.
    public let text: String
    /// The parts that come from `code`, `kbd`, `samp`, `tt`, `var`, `pre` or `textarea`, which are not prose: ranges
    /// in bytes of UTF-8 of `text`, ascending.
    public let verbatim: [Range<Int>]
    /// The innermost block element that holds it.
    public let element: Element
    /// The line of the body in which it begins, from 1.
    public let line: Int
    /// The `lang` that holds for it, if any was said.
    public let language: String?

    /// Whether all of it is code or a field's content.
    public var isVerbatim: Bool { verbatim.first == 0..<text.utf8.count }

    /// The text with a space for each part that is not prose.
    public var prose: String {
        guard !verbatim.isEmpty else { return text }
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var place = 0
        for range in verbatim {
            result += bytes[place..<range.lowerBound] + [0x20]
            place = range.upperBound
        }
        result += bytes[place...]
        return String(decoding: result, as: UTF8.self)
    }
}

extension Page {
    /// The visible text as one, a line for each block.
    public var visibleTextAsOne: String { visibleText.map(\.text).joined(separator: "\n") }
}

/// Gathers the blocks in one walk over the tree.
struct VisibleText {
    static func blocks(of page: Page) -> [TextBlock] {
        guard let root = page.root else { return [] }
        var gathering = VisibleText(page: page, block: root)
        // Two closures cannot both hold `gathering` as inout, so the state is reached through a pointer that lives as
        // long as the walk.
        withUnsafeMutablePointer(to: &gathering) { state in
            walk(root, enter: { state.pointee.enter($0) }, leave: { state.pointee.leave($0) })
            state.pointee.endBlock()
        }
        return gathering.blocks
    }

    private let page: Page
    private var blocks: [TextBlock] = []
    /// The element of the block that is being gathered.
    private var block: Node
    private var bytes: [UInt8] = []
    private var verbatim: [Range<Int>] = []
    private var line = 0
    private var hasPendingSpace = false
    private var verbatimDepth = 0
    private var keptDepth = 0
    private var languages: [(node: Node, language: String)] = []
    private var lastClosedLink: Int?

    private init(page: Page, block: Node) {
        self.page = page
        self.block = block
    }

    private mutating func enter(_ node: Node) -> Bool {
        if let text = node.textBytes {
            append(text, of: node)
            return false
        }
        guard node.isElement else { return false }
        let tag = page.markup == .xml ? .other : node.tag
        switch tag.display {
        case .hidden: return false
        case .apart:
            if tag == .br { appendLineBreak() } else { hasPendingSpace = true }
            return tag == .picture
        case .inline:
            guard !isHidden(node, tag) else { return false }
            // Neighbours in a menu touch in the markup and never on the screen.
            if tag == .a, lastClosedLink == bytes.count { hasPendingSpace = true }
        case .block:
            guard !isHidden(node, tag) else { return false }
            endBlock()
            block = node
        }
        if node.pointee.properties != nil, let language = node.attribute("lang"), !language.isEmpty {
            languages.append((node, language))
        }
        if tag.isVerbatim { verbatimDepth += 1 }
        if tag.keepsWhitespace { keptDepth += 1 }
        return true
    }

    private mutating func leave(_ node: Node) {
        let tag = page.markup == .xml ? .other : node.tag
        if tag.display == .block {
            endBlock()
            if let parent = node.pointee.parent, parent.isElement { block = enclosingBlock(parent) }
        }
        if tag == .a { lastClosedLink = bytes.count }
        if languages.last?.node == node { languages.removeLast() }
        if tag.isVerbatim { verbatimDepth -= 1 }
        if tag.keepsWhitespace { keptDepth -= 1 }
    }

    private func enclosingBlock(_ node: Node) -> Node {
        guard page.markup == .html else { return node }
        var current = node
        while current.tag.display != .block, let parent = current.pointee.parent, parent.isElement { current = parent }
        return current
    }

    private func isHidden(_ node: Node, _ tag: Tag) -> Bool {
        if tag == .dialog, !node.hasAttribute("open") { return true }
        guard node.pointee.properties != nil else { return false }
        if node.hasAttribute("hidden") { return true }
        guard let style = node.attribute("style") else { return false }
        let declarations = style.lowercased().filter { !$0.isWhitespace }
        return declarations.contains("display:none") || declarations.contains("visibility:hidden")
    }

    private mutating func appendLineBreak() {
        guard !bytes.isEmpty else { return }
        bytes.append(0x0A)
        hasPendingSpace = false
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>, of node: Node) {
        let start = bytes.count
        if keptDepth > 0 {
            bytes.append(contentsOf: text)
        } else {
            appendCollapsed(text)
        }
        guard bytes.count > start else { return }
        if start == 0 {
            let holder = node.pointee.parent ?? node
            line = max(1, xmlGetLineNo(holder))
        }
        if verbatimDepth > 0 {
            // A space that stood before the code is not part of it.
            let first = keptDepth == 0 && bytes[start] == 0x20 ? start + 1 : start
            if let last = verbatim.last, last.upperBound >= start {
                verbatim[verbatim.count - 1] = last.lowerBound..<bytes.count
            } else {
                verbatim.append(first..<bytes.count)
            }
        }
    }

    private mutating func appendCollapsed(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < text.count {
            // A run without white space and without the lead byte of a no-break space is copied at once.
            let run = index
            while index < text.count, !Self.isSpecial[Int(text[index])] { index += 1 }
            if index > run {
                if hasPendingSpace {
                    if let last = bytes.last, last != 0x0A { bytes.append(0x20) }
                    hasPendingSpace = false
                }
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[run..<index]))
                continue
            }
            let byte = text[index]
            let next = index + 1 < text.count ? text[index + 1] : 0
            if byte == 0xC2, next == 0xA0 {
                hasPendingSpace = true
                index += 2
            } else if byte == 0xC2, next == 0xAD {
                index += 2
            } else if byte == 0xC2 {
                if hasPendingSpace {
                    if let last = bytes.last, last != 0x0A { bytes.append(0x20) }
                    hasPendingSpace = false
                }
                bytes.append(byte)
                index += 1
            } else {
                hasPendingSpace = true
                index += 1
            }
        }
    }

    private static let isSpecial: [Bool] = (0...255).map { isASCIIWhitespace(UInt8($0)) || $0 == 0xC2 }

    private mutating func endBlock() {
        defer {
            bytes.removeAll(keepingCapacity: true)
            verbatim.removeAll(keepingCapacity: true)
            hasPendingSpace = false
            lastClosedLink = nil
        }
        var end = bytes.count
        while end > 0, isASCIIWhitespace(bytes[end - 1]) { end -= 1 }
        guard end > 0 else { return }
        blocks.append(
            TextBlock(
                text: String(decoding: bytes[..<end], as: UTF8.self),
                verbatim: verbatim.map { $0.clamped(to: 0..<end) }.filter { !$0.isEmpty },
                element: Element(document: page.document, node: block), line: line, language: languages.last?.language))
    }
}
