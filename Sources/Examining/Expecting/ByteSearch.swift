import Glibc

/// A text to look for in bytes, without making a string of them.
///
/// memchr looks at 32 bytes in a step where the processor can, so the rarest byte of what is sought is what is looked for, and
/// the rest is compared only where that stands: 20 kB take about a microsecond.
struct ByteSearch: Sendable {
    private let needle: [UInt8]
    /// Where in the needle its rarest byte is.
    private let anchor: Int

    init(_ text: String) { self.init(Array(text.utf8)) }

    init(_ needle: [UInt8]) {
        self.needle = needle
        anchor = needle.indices.min { Self.commonness(needle[$0]) < Self.commonness(needle[$1]) } ?? 0
    }

    /// Where the text begins for the first time at or behind `start`; nil when it is not there. An empty text is everywhere.
    func firstPlace(in bytes: [UInt8], from start: Int = 0) -> Int? {
        bytes.withUnsafeBytes { firstPlace(in: $0, from: start) }
    }

    func isIn(_ bytes: [UInt8]) -> Bool { firstPlace(in: bytes) != nil }

    func firstPlace(in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        guard !needle.isEmpty else { return start <= bytes.count ? start : nil }
        guard let base = bytes.baseAddress, start >= 0 else { return nil }
        // Every read lies between `place` and the last byte at which the anchor of a whole needle can stand.
        var place = start + anchor
        let end = bytes.count - (needle.count - 1 - anchor)
        return needle.withUnsafeBytes { needle in
            guard let wanted = needle.baseAddress else { return nil }
            while place < end {
                guard let found = memchr(base + place, Int32(needle[anchor]), end - place) else { return nil }
                let candidate = UnsafeRawPointer(found) - base - anchor
                if memcmp(base + candidate, wanted, needle.count) == 0 { return candidate }
                place = candidate + anchor + 1
            }
            return nil
        }
    }

    /// How common a byte is in pages, roughly: only the order counts.
    private static func commonness(_ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: " "): 100
        case UInt8(ascii: "e"), UInt8(ascii: "t"), UInt8(ascii: "a"): 90
        case UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "s"), UInt8(ascii: "o"), UInt8(ascii: "r"): 80
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "="): 75
        case UInt8(ascii: "l"), UInt8(ascii: "d"), UInt8(ascii: "c"), UInt8(ascii: "p"), UInt8(ascii: "m"): 70
        case UInt8(ascii: "\n"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): 65
        case UInt8(ascii: "h"), UInt8(ascii: "u"), UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "b"): 60
        case UInt8(ascii: "w"), UInt8(ascii: "v"), UInt8(ascii: "y"), UInt8(ascii: "k"): 40
        case UInt8(ascii: "0")...UInt8(ascii: "9"): 35
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): 20
        // The first byte of most two-byte characters, and what they are continued with.
        case 0x80...0xC5: 30
        default: 10
        }
    }
}
