internal import Glibc

/// An IPv4 or IPv6 address, without port or zone.
public enum IPAddress: Sendable, Hashable, CustomStringConvertible {
    case v4(UInt32)
    case v6(UInt64, UInt64)

    /// Reads dotted IPv4 (all four parts) or IPv6, the latter with or without brackets; a zone (`%eth0`) is left out.
    public init?(_ text: some StringProtocol) {
        var name = text[...]
        if name.first == "[", name.last == "]" { name = name.dropFirst().dropLast() }
        if let percent = name.firstIndex(of: "%") { name = name[..<percent] }
        guard name.utf8.count <= 45 else { return nil }
        let spelled = String(name)
        var four = in_addr()
        if inet_pton(AF_INET, spelled, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, spelled, &six) == 1 else { return nil }
        self = IPAddress(six)
    }

    init(_ address: in6_addr) {
        // Sixteen plain bytes: any pattern of them is two integers.
        self = withUnsafeBytes(of: address) { bytes in
            .v6(
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    /// Nil when it is neither an IPv4 nor an IPv6 socket address, or shorter than its family says.
    init?(_ address: UnsafePointer<sockaddr>, length: Int) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            // The family and the length say that this is a sockaddr_in.
            let inner = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
            self = .v4(UInt32(bigEndian: inner.sin_addr.s_addr))
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            // The family and the length say that this is a sockaddr_in6.
            let inner = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
            self = IPAddress(inner.sin6_addr)
        default:
            return nil
        }
    }

    public var isIPv4: Bool {
        if case .v4 = self { true } else { false }
    }

    public var description: String {
        switch self {
        case .v4(let bits):
            return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
        case .v6(let high, let low):
            var address = in6_addr()
            withUnsafeMutableBytes(of: &address) { bytes in
                bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
                bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
                // Cannot fail: the family is known and the buffer is as long as the longest address.
                inet_ntop(AF_INET6, &address, text.baseAddress, socklen_t(text.count)) == nil
                    ? "::" : String(cString: text.baseAddress!)
            }
        }
    }
}

/// A block of addresses: `10.1.0.0/16`, `fd00::/8`, or one address alone.
public struct AddressRange: Sendable, Hashable {
    public let base: IPAddress
    /// 0…32 for IPv4, 0…128 for IPv6.
    public let prefix: Int

    /// Nil for anything that is not an address with an optional prefix length in range.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(first) else { return nil }
        let longest = base.isIPv4 ? 32 : 128
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let prefix = Int(parts[1]),
                prefix <= longest
            else { return nil }
            self.prefix = prefix
        } else {
            prefix = longest
        }
        self.base = base
    }

    public func contains(_ address: IPAddress) -> Bool {
        switch (base, address) {
        case (.v4(let base), .v4(let other)):
            // A shift by the whole width gives zero: every address is in a /0.
            return (base ^ other) >> (32 - UInt32(prefix)) == 0
        case (.v6(let high, let low), .v6(let otherHigh, let otherLow)):
            if prefix <= 64 { return (high ^ otherHigh) >> (64 - UInt64(prefix)) == 0 }
            return high == otherHigh && (low ^ otherLow) >> (128 - UInt64(prefix)) == 0
        default:
            return false
        }
    }
}
