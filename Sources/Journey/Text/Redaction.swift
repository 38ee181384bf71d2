/// Takes the values of secrets out of any text that will be kept or shown, in whichever form a server gave them back.
///
/// Bytes are compared, each as it is or as percent-encoding, JSON or HTML write it (RFC 3986 §2.1, RFC 8259 §7, HTML §13.1.4),
/// ASCII letters in either case, as host names are; Base64 (RFC 4648) at any offset, as in `Authorization: Basic`. What stands
/// at an end of the text, or at an ellipsis, may be the rest of one that was cut. The time is linear in the text.
public struct Redaction: Sendable {
    private struct Needle: Sendable {
        var bytes: [UInt8]
        var isBase64: Bool
        /// So much of one that was cut is recognised.
        var least: Int { max(4, bytes.count / 3) }
    }

    private let needles: [Needle]
    /// By a first byte, as it is or as an escape writes it, the needles that may begin with it.
    private let starts: [[Int]]

    private static let mask = Array("•••".utf8)
    private static let ellipsis = Array("…".utf8)

    /// - Parameter secrets: values; those under four bytes are left alone, since they would match everywhere.
    public init(secrets: some Sequence<String>) {
        var needles: [Needle] = []
        for secret in Set(secrets) where secret.utf8.count >= 4 {
            needles.append(Needle(bytes: Array(secret.utf8), isBase64: false))
            for offset in 0..<3 {
                let core = Self.base64Core(Array(secret.utf8), offset: offset)
                if core.count >= 6 { needles.append(Needle(bytes: core, isBase64: true)) }
            }
        }
        self.needles = needles.sorted { $0.bytes.count > $1.bytes.count }
        var starts = [[Int]](repeating: [], count: 256)
        for (index, needle) in self.needles.enumerated() {
            for byte in UInt8.min...UInt8.max where Self.isSame(byte, needle.bytes[0], needle.isBase64) {
                starts[Int(byte)].append(index)
            }
        }
        self.starts = starts
    }

    public func apply(_ text: String) -> String {
        if needles.isEmpty { return text }
        var text = text
        // The buffer is lent for the call alone, and every place is compared with its end before it is read.
        return text.withUTF8 { redacted($0) }.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// Nothing when there is nothing to take out.
    private func redacted(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var (place, copied, mayBeRest) = (0, 0, true)
        while place < text.count {
            guard let found = match(in: text, at: place, mayBeRest: mayBeRest) else {
                mayBeRest = isEllipsis(text, endingAt: place)
                place += 1
                continue
            }
            result += text[copied..<max(found.lowerBound, copied)]
            result += Self.mask
            (place, copied, mayBeRest) = (found.upperBound, found.upperBound, false)
        }
        return copied == 0 ? nil : result + text[copied...]
    }

    private func match(in text: UnsafeBufferPointer<UInt8>, at place: Int, mayBeRest: Bool) -> Range<Int>? {
        // Read once for all needles: a page may be nothing but ampersands.
        let written = Self.written(in: text, at: place).map { Int(UInt8(truncatingIfNeeded: $0.bytes)) }
        for first in [written, Int(text[place])] {
            for index in first.map({ starts[$0] }) ?? [] {
                guard let end = end(of: needles[index], from: 0, in: text, at: place) else { continue }
                return needles[index].isBase64 ? Self.wholeToken(in: text, around: place..<end) : place..<end
            }
        }
        guard mayBeRest else { return nil }
        for needle in needles where !needle.isBase64 {
            for start in stride(from: 1, through: needle.bytes.count - needle.least, by: 1)
            where needle.bytes[start] & 0xC0 != 0x80 {
                if let end = end(of: needle, from: start, in: text, at: place) { return place..<end }
            }
        }
        return nil
    }

    /// Where the needle from `start` on, or as much of it as was not cut, ends in the text.
    private func end(of needle: Needle, from start: Int, in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
        var (place, next) = (place, start)
        while next < needle.bytes.count {
            guard place < text.count, !isEllipsis(text, beginningAt: place) else {
                return next - start >= needle.least ? place : nil
            }
            if let written = Self.written(in: text, at: place), written.isSame(as: needle.bytes, next, needle.isBase64)
            {
                next += written.count
                place += written.length
            } else if Self.isSame(text[place], needle.bytes[next], needle.isBase64) {
                next += 1
                place += 1
            } else {
                return nil
            }
        }
        return place
    }

    private func isEllipsis(_ text: UnsafeBufferPointer<UInt8>, beginningAt place: Int) -> Bool {
        text[place] == Self.ellipsis[0] && text[place...].starts(with: Self.ellipsis)
    }

    private func isEllipsis(_ text: UnsafeBufferPointer<UInt8>, endingAt place: Int) -> Bool {
        text[place] == Self.ellipsis[2] && place >= 2 && isEllipsis(text, beginningAt: place - 2)
    }

    private static func isSame(_ own: UInt8, _ wanted: UInt8, _ isBase64: Bool) -> Bool {
        if own == wanted { return true }
        if isBase64 {
            // The alphabet for addresses (RFC 4648 §5).
            return own == UInt8(ascii: "-") && wanted == UInt8(ascii: "+")
                || own == UInt8(ascii: "_") && wanted == UInt8(ascii: "/")
        }
        if own == UInt8(ascii: "+") { return wanted == UInt8(ascii: " ") }
        return own | 0x20 == wanted | 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(own | 0x20)
    }
}

// MARK: - Escapes

extension Redaction {
    /// A character that the text writes with an escape.
    private struct Written {
        /// Of the escape, in bytes.
        var length: Int
        /// What it stands for: one byte, or a character in UTF-8.
        var bytes: UInt32
        var count: Int

        init(length: Int, byte: UInt8) {
            (self.length, bytes, count) = (length, UInt32(byte), 1)
        }

        init?(length: Int, scalar: UInt32) {
            guard let scalar = Unicode.Scalar(scalar), let utf8 = UTF8.encode(scalar) else { return nil }
            self.length = length
            (bytes, count) = (0, 0)
            for byte in utf8 {
                bytes |= UInt32(byte) << (8 * UInt32(count))
                count += 1
            }
        }

        func isSame(as needle: [UInt8], _ next: Int, _ isBase64: Bool) -> Bool {
            guard next + count <= needle.count else { return false }
            return (0..<count).allSatisfy { index in
                let byte = UInt8(truncatingIfNeeded: bytes >> (8 * UInt32(index)))
                // A plus that is written with an escape is one.
                return byte == needle[next + index]
                    || (byte != UInt8(ascii: "+") && Redaction.isSame(byte, needle[next + index], isBase64))
            }
        }
    }

    private static func written(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Written? {
        switch text[place] {
        case UInt8(ascii: "%"):
            return number(in: text, from: place + 1, upTo: place + 3, radix: 16, exactly: true).map {
                Written(length: 3, byte: UInt8(truncatingIfNeeded: $0.value))
            }
        case UInt8(ascii: "\\"):
            guard place + 1 < text.count else { return nil }
            switch text[place + 1] {
            case UInt8(ascii: "u"):
                return unit(in: text, at: place).flatMap { unit in
                    // Beyond the first 65,536 characters JSON writes two surrogates.
                    guard unit >> 10 == 0xD800 >> 10 else { return Written(length: 6, scalar: unit) }
                    guard let trail = self.unit(in: text, at: place + 6), trail >> 10 == 0xDC00 >> 10 else {
                        return nil
                    }
                    return Written(length: 12, scalar: 0x10000 + (unit & 0x3FF) << 10 + trail & 0x3FF)
                }
            case UInt8(ascii: "n"): return Written(length: 2, byte: 0x0A)
            case UInt8(ascii: "r"): return Written(length: 2, byte: 0x0D)
            case UInt8(ascii: "t"): return Written(length: 2, byte: 0x09)
            case let other: return Written(length: 2, byte: other)
            }
        case UInt8(ascii: "&"): return reference(in: text, at: place)
        default: return nil
        }
    }

    /// The four digits after `\u`.
    private static func unit(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt32? {
        guard place + 1 < text.count, text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return number(in: text, from: place + 2, upTo: place + 6, radix: 16, exactly: true)?.value
    }

    /// A character reference of HTML: numeric, or one of those that are written for ASCII.
    private static func reference(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Written? {
        for (name, byte) in names where text[(place + 1)...].starts(with: name) {
            return Written(length: name.count + 1, byte: byte)
        }
        guard place + 2 < text.count, text[place + 1] == UInt8(ascii: "#") else { return nil }
        let isHex = text[place + 2] | 0x20 == UInt8(ascii: "x")
        let start = place + (isHex ? 3 : 2)
        guard let number = number(in: text, from: start, upTo: start + 8, radix: isHex ? 16 : 10, exactly: false)
        else { return nil }
        let hasEnd = number.end < text.count && text[number.end] == UInt8(ascii: ";")
        return Written(length: number.end + (hasEnd ? 1 : 0) - place, scalar: number.value)
    }

    private static let names: [([UInt8], UInt8)] = [
        ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("apos;", "'"), ("sol;", "/"), ("plus;", "+"),
        ("equals;", "="), ("percnt;", "%"), ("num;", "#"), ("excl;", "!"), ("nbsp;", " "),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }

    private static func number(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, upTo limit: Int, radix: UInt32, exactly: Bool
    ) -> (value: UInt32, end: Int)? {
        var (value, place): (UInt32, Int) = (0, start)
        while place < min(limit, text.count), let digit = digit(text[place]), digit < radix {
            value = value &* radix &+ digit
            place += 1
        }
        return place == limit || (!exactly && place > start) ? (value, place) : nil
    }
}

extension Redaction {
    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}

// MARK: - Base64

extension Redaction {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Those characters of its Base64 that depend on nothing but the secret, which begins so many bytes after a multiple of three.
    private static func base64Core(_ secret: [UInt8], offset: Int) -> [UInt8] {
        let bytes = [UInt8](repeating: 0, count: offset) + secret
        let first = (offset * 8 + 5) / 6
        let last = bytes.count * 8 / 6
        guard first < last else { return [] }
        return (first..<last).map { index in
            let bit = index * 6
            let pair = UInt16(bytes[bit / 8]) << 8 | UInt16(bit / 8 + 1 < bytes.count ? bytes[bit / 8 + 1] : 0)
            return alphabet[Int(pair >> (10 - UInt16(bit % 8)) & 63)]
        }
    }

    /// With the ends that depend on the secret in part, and what is encoded with it.
    private static func wholeToken(in text: UnsafeBufferPointer<UInt8>, around found: Range<Int>) -> Range<Int> {
        func isPart(_ byte: UInt8) -> Bool {
            alphabet.contains(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_")
        }
        var (start, end) = (found.lowerBound, found.upperBound)
        // No token of a header is longer; without an end, many finds in one long token would each look at all of it.
        while start > 0, found.lowerBound - start < 500, isPart(text[start - 1]) { start -= 1 }
        while end < text.count, end - found.upperBound < 500, isPart(text[end]) { end += 1 }
        return start..<end
    }
}
