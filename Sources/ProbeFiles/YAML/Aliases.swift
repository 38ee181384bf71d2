/// Whether the aliases of a text can be written out without filling the memory or the day.
///
/// Composing shares what an alias stands for, but hashing a map's keys walks through all of it. So this is decided
/// before composing, on the words that could be anchors and aliases.
enum Aliases {
    /// Bytes of text, each counted as often as it can be repeated.
    private static let limit = 50_000_000.0

    static func areHarmless(in text: String) -> Bool {
        var anchors = 0
        var aliases = 0
        var previous = UInt8(ascii: " ")
        for byte in text.utf8 {
            if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
                switch previous {
                case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "["),
                    UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "-"):
                    if byte == UInt8(ascii: "&") { anchors += 1 } else { aliases += 1 }
                default: break
                }
            }
            previous = byte
        }
        guard anchors > 0, aliases > 0 else { return true }
        // The worst that n anchors and m aliases can do is a chain of anchors, each repeating the one before m ÷ n
        // times; for a free choice of n that is e^(m ÷ e).
        let chain = min(Double(anchors), max(1, Double(aliases) / 2.718281828459045))
        var repetitions = 1.0
        for _ in 0..<Int(chain.rounded(.up)) {
            repetitions *= max(1, Double(aliases) / chain)
            if repetitions > limit { return false }
        }
        return repetitions * Double(text.utf8.count) <= limit
    }
}
