/// A hash that is the same on every machine and in every release (FNV-1a, 64 bits, mixed by SplitMix64's finaliser). Not for
/// secrets, and not against somebody who wants a collision.
public enum StableHash {
    public static func value(_ text: String, seed: UInt64 = 0) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }

    /// 16 lower-case hex digits.
    public static func hex(_ text: String, seed: UInt64 = 0) -> String {
        let digits = String(value(text, seed: seed), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
