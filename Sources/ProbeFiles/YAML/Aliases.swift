/// Whether a text can be composed without walking through every repetition of what its aliases stand for.
///
/// Composing shares what an alias stands for, so that even a bomb is small until somebody walks through it. But Yams hashes
/// the keys of each map, whole. So a text is refused before it is composed when its aliases could multiply and one could be
/// inside a key. Both are judged by the look of it, on the side of refusing.
enum Aliases {
    /// Bytes of text, each counted as often as it can be repeated.
    private static let limit = 50_000_000.0

    static func areHarmless(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let (anchors, aliases) = count(bytes)
            return !canMultiply(anchors: anchors, aliases: aliases, bytes: bytes.count) || !hasStrangeKeys(bytes)
        }
    }

    private static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> (anchors: Int, aliases: Int) {
        var (anchors, aliases) = (0, 0)
        var previous = UInt8(ascii: " ")
        for byte in bytes {
            if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), canPrecede(previous) {
                if byte == UInt8(ascii: "&") { anchors += 1 } else { aliases += 1 }
            }
            previous = byte
        }
        return (anchors, aliases)
    }

    /// White space, or a character that begins or parts things.
    private static func canPrecede(_ byte: UInt8) -> Bool { byte <= 0x20 || "[{,:?-".utf8.contains(byte) }

    private static func canMultiply(anchors: Int, aliases: Int, bytes: Int) -> Bool {
        guard anchors > 0, aliases > 0 else { return false }
        // The worst that n anchors and m aliases can do is a chain of anchors, each repeating the one before m ÷ n
        // times; for a free choice of n that is e^(m ÷ e).
        let chain = min(Double(anchors), max(1, Double(aliases) / 2.718281828459045))
        var repetitions = 1.0
        for _ in 0..<Int(chain.rounded(.up)) {
            repetitions *= max(1, Double(aliases) / chain)
            if repetitions > limit { return true }
        }
        return repetitions * Double(bytes) > limit
    }

    /// A key that is a list, a map or an alias: `[…]:`, `{…}:`, `*name :`, or `?` before it.
    private static func hasStrangeKeys(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var (previous, solid) = (UInt8(ascii: "\n"), UInt8(ascii: "\n"))
        // In the word after a `*`.
        var isAlias = false
        for byte in bytes {
            if byte == UInt8(ascii: ":"), isAlias || "]}".utf8.contains(solid) { return true }
            if byte == UInt8(ascii: "?"), canPrecede(previous) { return true }
            if byte == UInt8(ascii: "*"), canPrecede(previous) {
                isAlias = true
            } else if byte == UInt8(ascii: "\n") || "[]{},\"'#".utf8.contains(byte) {
                isAlias = false
            }
            if byte > 0x20 { solid = byte }
            previous = byte
        }
        return false
    }
}
