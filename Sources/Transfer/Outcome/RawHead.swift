internal import Journey

/// The head of a response as it came: collected on the loop, read elsewhere.
struct RawHead: Sendable {
    /// Kept: beyond this many bytes or fields the rest is let pass.
    static let keptBytes = 64 * 1024
    static let keptFields = 256
    /// Accepted: beyond this the exchange fails. A little under libcurl's own limit of 300 kB, which older ones lack.
    static let acceptedBytes = 256 * 1024

    /// Lines with their ends, of the last response alone: an interim one (RFC 9110 §15.2) gives way to the final.
    private(set) var bytes: [UInt8] = []
    /// 0 until a status line has come.
    private(set) var status = 0
    private(set) var hasLocation = false
    /// The empty line after the fields has come.
    private(set) var isComplete = false
    private var lines = 0
    private var seen = 0

    /// Takes one line as libcurl hands it over. False when there were too many.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        seen += line.count
        if line.count >= 5, line.prefix(5).elementsEqual("HTTP/".utf8), bytes.isEmpty || isComplete {
            bytes.removeAll(keepingCapacity: true)
            lines = 0
            status = Self.status(line)
            hasLocation = false
            isComplete = false
        } else if isComplete {
            // Trailers: nobody reads them (RFC 9110 §6.5).
            return seen <= Self.acceptedBytes
        }
        if line.first == 0x0d || line.first == 0x0a {
            isComplete = true
        } else {
            if Self.isLocation(line) { hasLocation = true }
            if lines <= Self.keptFields, bytes.count + line.count <= Self.keptBytes {
                bytes.append(contentsOf: line)
                lines += 1
            }
        }
        return seen <= Self.acceptedBytes
    }

    /// The three digits after the first space; 0 without them.
    private static func status(_ line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: 0x20) else { return 0 }
        let digits = line[(space + 1)...].prefix { (0x30...0x39).contains($0) }
        guard digits.count == 3 else { return 0 }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// `1.0`, `1.1`, `2`.
    var version: String? {
        guard status > 0 else { return nil }
        return String(decoding: bytes.dropFirst(5).prefix { $0 != 0x20 }, as: UTF8.self)
    }

    /// Bytes that are not UTF-8 come out as U+FFFD.
    var fields: [HeaderField] {
        var fields: [HeaderField] = []
        for line in bytes.split(whereSeparator: { $0 == 0x0a }).dropFirst() {
            if let first = line.first, first == 0x20 || first == 0x09, !fields.isEmpty {
                // A folded line (RFC 9112 §5.2) goes on with the value before.
                fields[fields.count - 1].value += " " + String(decoding: trimmed(line), as: UTF8.self)
                continue
            }
            guard let colon = line.firstIndex(of: 0x3a), colon > line.startIndex else { continue }
            fields.append(
                HeaderField(
                    String(decoding: trimmed(line[..<colon]), as: UTF8.self),
                    String(decoding: trimmed(line[line.index(after: colon)...]), as: UTF8.self)))
        }
        return fields
    }

    /// The bytes of the first Location, which need not be UTF-8; nil also if it was too long to keep.
    var location: ArraySlice<UInt8>? {
        guard hasLocation else { return nil }
        for line in bytes.split(whereSeparator: { $0 == 0x0a })
        where Self.isLocation(line) {
            return trimmed(line.dropFirst(9))
        }
        return nil
    }

    private static func isLocation(_ line: some Collection<UInt8>) -> Bool {
        line.prefix(9).elementsEqual("location:".utf8, by: { $0 | 0x20 == $1 | 0x20 })
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        var (start, end) = (bytes.startIndex, bytes.endIndex)
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return bytes[start..<end]
    }
}
