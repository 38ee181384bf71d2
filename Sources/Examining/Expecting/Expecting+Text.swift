import Journey
import Reading

extension Expecting {
    /// Where a text stands in the response, with a little of what is around it; nil when it does not.
    ///
    /// Looked for is what the body holds as it was sent, and for HTML also what a visitor reads, where `Fish &amp; chips` is
    /// "Fish & chips" and no tag or line break divides a sentence.
    func find(_ template: Template) throws -> String? {
        let wanted = try scope.fill(template, as: .plain)
        let isPlain = wanted.utf8.allSatisfy { $0 < 0x80 }
        let search = template.names.isEmpty ? try Queries.searches[wanted] : ByteSearch(wanted)
        let bytes = (isPlain && reader.keepsASCII) || reader.isUTF8 ? reader.body : reader.decodedBody
        if let place = search.firstPlace(in: bytes) { return excerpt(of: bytes, around: place, wanted.utf8.count) }
        guard reader.isHTML, Self.mayBeWrittenOtherwise(wanted) else { return nil }
        let read = reader.visibleText
        return search.firstPlace(in: read).map { excerpt(of: read, around: $0, wanted.utf8.count) }
    }

    /// A word of plain letters and digits is nearly always written as such; only for others is a page parsed.
    private static func mayBeWrittenOtherwise(_ text: String) -> Bool {
        !text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }

    private func excerpt(of bytes: [UInt8], around place: Int, _ length: Int) -> String {
        let start = max(0, place - 40)
        let end = min(bytes.count, place + min(length, 120) + 40)
        let text = String(decoding: bytes[start..<end], as: UTF8.self).trimmed
        return (start > 0 ? "…" : "") + text + (end < bytes.count ? "…" : "")
    }
}
