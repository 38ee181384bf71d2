import Journey
import Reading

/// The text that a business itself says on a page, a line for each block, and where each line stands.
///
/// What customers say there (reviews, quotations) is left out: it promises nothing.
struct ReadableText: Sendable {
    /// Cut at about 200,000 bytes.
    let text: String
    private let bytes: [UInt8]
    /// For each line the byte at which it begins and its line in the page's source, ascending.
    private let lines: [(offset: Int, line: Int)]

    private static let longest = 200_000

    init(_ page: Page) {
        var bytes: [UInt8] = []
        var lines: [(Int, Int)] = []
        for block in page.visibleText where bytes.count < Self.longest && !Self.isQuoted(block.element) {
            for line in block.prose.split(separator: "\n") {
                lines.append((bytes.count, block.line))
                bytes.append(contentsOf: line.utf8.prefix(Self.longest))
                bytes.append(0x0A)
            }
        }
        // Lines are whole strings, so that the bytes are the text's own.
        text = String(decoding: bytes, as: UTF8.self)
        self.bytes = Array(text.utf8)
        self.lines = lines
    }

    /// The line in the page's source of what stands at a byte of the text.
    func sourceLine(at offset: Int) -> Int {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? lines[low - 1].line : 1
    }

    /// The sentence around a match: bounded by the line, and by full stops that a space follows.
    func sentence(around range: Range<Int>) -> String {
        func ends(_ offset: Int) -> Bool {
            let here = bytes[offset]
            guard [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(here) else { return here == 0x0A }
            return offset + 1 >= bytes.count || bytes[offset + 1] == 0x20 || bytes[offset + 1] == 0x0A
        }
        var lower = range.lowerBound
        while lower > 0, range.lowerBound - lower < 400, !ends(lower - 1) { lower -= 1 }
        var upper = range.upperBound
        while upper < bytes.count, upper - range.upperBound < 400, !ends(upper) { upper += 1 }
        if upper < bytes.count, bytes[upper] != 0x0A { upper += 1 }
        let cut = bytes[lower..<upper]
        return String(decoding: cut.drop { $0 & 0xC0 == 0x80 }, as: UTF8.self).trimmed
    }

    private static func isQuoted(_ element: Element) -> Bool {
        if isQuotation(element) { return true }
        return element.ancestors.contains(where: isQuotation)
    }

    private static func isQuotation(_ element: Element) -> Bool {
        if ["blockquote", "q"].contains(element.name) { return true }
        return ["class", "id", "itemprop"].contains { name in
            guard let value = element.attribute(name)?.lowercased() else { return false }
            return ["review", "testimonial", "comment", "bewertung", "opinion", "avis-client"].contains {
                value.contains($0)
            }
        }
    }
}
