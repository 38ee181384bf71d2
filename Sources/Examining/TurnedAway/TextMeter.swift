import Glibc

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

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Letters and digits outside tags, scripts, styles, comments and the title; counting ends at `enough`.
    func letters(enough: Int) -> Int {
        // The buffer is lent for the count alone, and every place is compared with its end before it is read.
        bytes.withUnsafeBytes { page in
            var count = 0
            var place = 0
            while place < page.count, count < enough {
                if page[place] == UInt8(ascii: "<") {
                    place = Self.endOfTag(at: place, in: page)
                    continue
                }
                let end = Self.byte(UInt8(ascii: "<"), in: page, from: place) ?? page.count
                while place < end, count < enough {
                    let stop = min(end, place + enough)
                    count += Self.letters(in: page, from: place, to: stop)
                    place = stop
                }
            }
            return min(count, enough)
        }
    }

    /// Without a way out of the inner loop and with a count of one byte, so that the compiler makes it take sixteen bytes at a time.
    /// Of a character of many bytes the first counts.
    private static func letters(in page: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
        var (count, place) = (0, start)
        while place < end {
            let stop = min(end, place + 128)
            var few: UInt8 = 0
            while place < stop {
                let byte = page[place]
                let isOne = byte >= 0xC0 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
                few &+= isOne ? 1 : 0
                place &+= 1
            }
            count += Int(few)
        }
        return count
    }

    private static func endOfTag(at place: Int, in page: UnsafeRawBufferPointer) -> Int {
        let next = place + 1 < page.count ? page[place + 1] | 0x20 : 0
        if next == UInt8(ascii: "!") | 0x20, matches("<!--", at: place, in: page) {
            return commentEnd.firstPlace(in: page, from: place + 4) ?? page.count
        }
        let content = byte(UInt8(ascii: ">"), in: page, from: place + 1).map { $0 + 1 } ?? page.count
        let unread: ByteSearch? =
            switch next {
            case UInt8(ascii: "s") where matches("<script", at: place, in: page): scriptEnd
            case UInt8(ascii: "s") where matches("<style", at: place, in: page): styleEnd
            case UInt8(ascii: "s") where matches("<svg", at: place, in: page): svgEnd
            case UInt8(ascii: "n") where matches("<noscript", at: place, in: page): noscriptEnd
            case UInt8(ascii: "t") where matches("<title", at: place, in: page): titleEnd
            default: nil
            }
        guard let unread else { return content }
        // What never ends goes to the end of the page, as in a browser; so no place is searched twice.
        return unread.firstPlace(in: page, from: content) ?? page.count
    }

    /// Like ByteSearch, without the way through an array: there is one for every tag.
    private static func byte(_ byte: UInt8, in page: UnsafeRawBufferPointer, from place: Int) -> Int? {
        guard let base = page.baseAddress, place < page.count else { return nil }
        // From `place` on there are so many bytes.
        return memchr(base + place, Int32(byte), page.count - place).map { UnsafeRawPointer($0) - base }
    }

    private static func matches(_ tag: StaticString, at place: Int, in page: UnsafeRawBufferPointer) -> Bool {
        guard place + tag.utf8CodeUnitCount <= page.count else { return false }
        for index in 0..<tag.utf8CodeUnitCount {
            let wanted = tag.utf8Start[index]
            let own = page[place + index]
            guard own == wanted || (own | 0x20 == wanted && own >= UInt8(ascii: "A")) else { return false }
        }
        return true
    }
}
