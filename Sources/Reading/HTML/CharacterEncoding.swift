import CLibXML2
import Foundation

/// How the bytes of a body are to be read as characters, decided as the WHATWG Encoding Standard and browsers do:
/// byte order mark, then the Content-Type header, then what the text says of itself, then UTF-8 if the bytes are
/// valid UTF-8, else windows-1252.
public struct CharacterEncoding: Sendable, Hashable {
    /// In lower case, for instance `utf-8`, `windows-1252`, `gb18030`.
    public let name: String

    /// Decides for a body. `contentType` is the header's value, for instance `text/html; charset=iso-8859-1`.
    public init(body: [UInt8], contentType: String?) {
        if body.starts(with: [0xEF, 0xBB, 0xBF]) {
            name = "utf-8"
        } else if body.starts(with: [0xFE, 0xFF]) {
            name = "utf-16be"
        } else if body.starts(with: [0xFF, 0xFE]) {
            name = "utf-16le"
        } else if let stated = contentType.flatMap(Self.charset(inContentType:)) ?? Self.charset(inStartOf: body) {
            name = stated
        } else {
            name = body.isValidUTF8 ? "utf-8" : "windows-1252"
        }
    }

    private init(name: String) { self.name = name }

    /// The body as valid UTF-8 without a byte order mark or NULs; what cannot be read becomes U+FFFD.
    public func decode(_ body: [UInt8]) -> [UInt8] {
        switch name {
        case "utf-8":
            let text = body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(body.dropFirst(3)) : body
            return Self.withoutNULs(text.isValidUTF8 ? text : Array(String(decoding: text, as: UTF8.self).utf8))
        case "utf-16be", "utf-16le":
            return Self.withoutNULs(Self.decodeUTF16(body, bigEndian: name == "utf-16be"))
        case "windows-1252":
            return Self.withoutNULs(Self.decodeWindows1252(body))
        default:
            let text = Self.decodeWithIconv(body, from: name)
            return Self.withoutNULs(text ?? CharacterEncoding(name: "windows-1252").decode(body))
        }
    }

    // MARK: What is stated

    /// The charset of a Content-Type value, in lower case and with the names browsers treat alike made one.
    static func charset(inContentType value: String) -> String? {
        let lowered = value.lowercased()
        guard let found = lowered.range(of: "charset") else { return nil }
        let rest = lowered[found.upperBound...].drop { $0 == " " || $0 == "\t" }
        guard rest.first == "=" else { return nil }
        let label = rest.dropFirst().drop { " \t\"'".contains($0) }.prefix { !" \t\"';>/".contains($0) }
        return EncodingLabels.name(of: String(label))
    }

    /// What the first 1024 bytes say of themselves: an XML declaration's encoding or a `<meta>` charset.
    private static func charset(inStartOf body: [UInt8]) -> String? {
        let start = String(decoding: body.prefix(1024).map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
            .lowercased()
        var found: String?
        if start.drop(while: \.isWhitespace).hasPrefix("<?xml"), let end = start.range(of: "?>"),
            let key = start.range(of: "encoding", range: start.startIndex..<end.lowerBound)
        {
            let label = start[key.upperBound...].drop { " \t\r\n=\"'".contains($0) }.prefix { !"\"'? ".contains($0) }
            found = EncodingLabels.name(of: String(label))
        }
        var place = start.startIndex
        while found == nil, let meta = start.range(of: "<meta", range: place..<start.endIndex) {
            let end = start[meta.upperBound...].firstIndex(of: ">") ?? start.endIndex
            found = charset(inContentType: String(start[meta.upperBound..<end]))
            place = end
        }
        // Bytes in which `<meta` can be read one at a time are not UTF-16, whatever they say (WHATWG HTML §13.2.3.2).
        return found?.hasPrefix("utf-16") == true ? "utf-8" : found
    }

    // MARK: Decoding

    private static func withoutNULs(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 64)
        for byte in text {
            if byte == 0 { result += [0xEF, 0xBF, 0xBD] } else { result.append(byte) }
        }
        return result
    }

    private static func decodeUTF16(_ body: [UInt8], bigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(body.count / 2)
        var index = 0
        while index + 1 < body.count {
            let first = UInt16(body[index])
            let second = UInt16(body[index + 1])
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        if units.first == 0xFEFF { units.removeFirst() }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private static func decodeWindows1252(_ body: [UInt8]) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for byte in body {
            if (0x80..<0xA0).contains(byte) {
                text.append(windows1252[Int(byte) - 0x80])
            } else {
                text.append(Unicode.Scalar(byte))
            }
        }
        return Array(String(text).utf8)
    }

    /// 0x80 to 0x9F of windows-1252 (WHATWG Encoding, index windows-1252).
    private static let windows1252: [Unicode.Scalar] = [
        "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
        "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
    ]

    /// Through the C library's iconv; nil when it does not know the encoding.
    private static func decodeWithIconv(_ body: [UInt8], from name: String) -> [UInt8]? {
        let converter = iconv_open("UTF-8", name)
        // iconv_open's failure value is (iconv_t)-1.
        guard let converter, converter != UnsafeMutableRawPointer(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var source = body
        var result: [UInt8] = []
        result.reserveCapacity(body.count * 2)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        // The pointers below live only inside these closures; iconv moves them forward within the two buffers.
        source.withUnsafeMutableBytes { sourceBytes in
            var input = sourceBytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            var inputLeft = sourceBytes.count
            while inputLeft > 0 {
                var outcome = 0
                chunk.withUnsafeMutableBytes { chunkBytes in
                    var output = chunkBytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var outputLeft = chunkBytes.count
                    outcome = iconv(converter, &input, &inputLeft, &output, &outputLeft)
                    result.append(contentsOf: chunkBytes[..<(chunkBytes.count - outputLeft)])
                }
                guard outcome == -1, errno != E2BIG else { continue }
                // An invalid or unfinished sequence: one byte becomes U+FFFD.
                result += [0xEF, 0xBF, 0xBD]
                input = input?.advanced(by: 1)
                inputLeft -= 1
            }
        }
        return result.isValidUTF8 ? result : Array(String(decoding: result, as: UTF8.self).utf8)
    }
}

extension [UInt8] {
    var isValidUTF8: Bool { (try? UTF8Span(validating: span)) != nil }
}
