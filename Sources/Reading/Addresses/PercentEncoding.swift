/// Percent-encoding (RFC 3986 §2.1) with the sets of the WHATWG URL Standard (§1.3). What is encoded already stays.
enum PercentEncoding {
    /// The part of an address, which decides what must be encoded.
    enum Part { case path, query, fragment, userInfo, opaque }

    static func encode(_ bytes: ArraySlice<UInt8>, keeping part: Part) -> String {
        let table = tables[part] ?? []
        return encode(bytes) { table.isEmpty || table[Int($0)] }
    }

    static func encode(_ bytes: some Collection<UInt8>, _ mayStand: (UInt8) -> Bool) -> String {
        guard bytes.contains(where: { !mayStand($0) }) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            if mayStand(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hexValue(bytes[index + 1]),
                let low = hexValue(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static let tables: [Part: [Bool]] = [
        .path: table(encoding: " \"#<>?`{}^"),
        .query: table(encoding: " \"#<>'"),
        .fragment: table(encoding: " \"<>`"),
        .userInfo: table(encoding: " \"#<>?`{}/;=@[\\]^|"),
        .opaque: table(encoding: ""),
    ]

    private static func table(encoding reserved: String) -> [Bool] {
        (0...255).map { $0 > 0x1F && $0 < 0x7F && !reserved.utf8.contains(UInt8($0)) }
    }
}
