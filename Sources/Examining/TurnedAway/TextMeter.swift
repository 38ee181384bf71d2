/// Counts the letters that a page of HTML shows, without parsing it, and stops when there are enough.
///
/// It need not be exact: it tells a page with something to read, in a microsecond or two, from one that has next to nothing.
struct TextMeter {
    private let bytes: [UInt8]
    private static let scriptEnd = ByteSearch("</script")
    private static let styleEnd = ByteSearch("</style")
    private static let noscriptEnd = ByteSearch("</noscript")
    private static let svgEnd = ByteSearch("</svg")
    private static let titleEnd = ByteSearch("</title")
    private static let commentEnd = ByteSearch("-->")
    private static let tagEnd = ByteSearch(">")

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Letters and digits outside tags, scripts, styles, comments and the title; counting ends at `enough`.
    func letters(enough: Int) -> Int {
        var count = 0
        var place = 0
        while place < bytes.count, count < enough {
            let byte = bytes[place]
            if byte == UInt8(ascii: "<") {
                place = endOfTag(at: place)
                continue
            }
            // Of a character of many bytes the first counts.
            if byte >= 0xC0 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 { count += 1 }
            place += 1
        }
        return count
    }

    private func endOfTag(at place: Int) -> Int {
        if matches("<!--", at: place) { return Self.commentEnd.firstPlace(in: bytes, from: place + 4) ?? bytes.count }
        let content = Self.tagEnd.firstPlace(in: bytes, from: place + 1).map { $0 + 1 } ?? bytes.count
        let unread: ByteSearch? =
            if matches("<script", at: place) {
                Self.scriptEnd
            } else if matches("<style", at: place) {
                Self.styleEnd
            } else if matches("<noscript", at: place) {
                Self.noscriptEnd
            } else if matches("<title", at: place) {
                Self.titleEnd
            } else if matches("<svg", at: place) {
                Self.svgEnd
            } else {
                nil
            }
        guard let unread else { return content }
        // What never ends goes to the end of the page, as in a browser; so no place is searched twice.
        return unread.firstPlace(in: bytes, from: content) ?? bytes.count
    }

    private func matches(_ tag: StaticString, at place: Int) -> Bool {
        guard place + tag.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<tag.utf8CodeUnitCount {
            let wanted = tag.utf8Start[index]
            let own = bytes[place + index]
            guard own == wanted || (own | 0x20 == wanted && own >= UInt8(ascii: "A")) else { return false }
        }
        return true
    }
}
