/// What kind of network an address belongs to, by the IANA registries of special-purpose addresses (RFC 6890):
/// iana-ipv4-special-registry and iana-ipv6-special-registry.
///
/// A shopper may be sent to a public address by anybody, and to any other only by the person who wrote the file.
public enum AddressClass: String, Sendable, Hashable, CaseIterable {
    case `public`
    /// 127.0.0.0/8, ::1.
    case loopback
    /// RFC 1918, unique local (RFC 4193), site-local (RFC 3879), local NAT64 (RFC 8215).
    case `private`
    /// 169.254.0.0/16, fe80::/10.
    case linkLocal
    /// Where clouds serve a machine its own credentials.
    case metadata
    /// Shared between carriers and their customers: 100.64.0.0/10 (RFC 6598).
    case carrier
    /// 0.0.0.0/8, ::. A connection to 0.0.0.0 reaches this machine.
    case unspecified
    case multicast
    case broadcast
    /// For examples in documents (RFC 5737, RFC 3849, RFC 9637).
    case documentation
    /// For tests between networks (RFC 2544, RFC 5180).
    case benchmarking
    /// Not given out, or given to protocols.
    case reserved

    /// An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4…) is what the address inside is, since that is
    /// where its packets go.
    public init(_ address: IPAddress) {
        switch address {
        case .v4(let bits): self = Self.classify(bits)
        case .v6(let high, let low): self = Self.classify(high, low)
        }
    }

    private static func classify(_ bits: UInt32) -> AddressClass {
        let (a, b, c) = (bits >> 24, bits >> 16 & 255, bits >> 8 & 255)
        switch (a, b, c) {
        case (0, _, _): return .unspecified
        case (10, _, _): return .private
        // Alibaba Cloud's metadata, inside the carriers' block.
        case (100, 100, 100) where bits & 255 == 200: return .metadata
        case (100, 64...127, _): return .carrier
        case (127, _, _): return .loopback
        // Azure's, inside a public block.
        case (168, 63, 129) where bits & 255 == 16: return .metadata
        // Amazon, Google, Azure, OpenStack…; Amazon's container credentials.
        case (169, 254, 169) where bits & 255 == 254: return .metadata
        case (169, 254, 170) where bits & 255 == 2 || bits & 255 == 23: return .metadata
        case (169, 254, _): return .linkLocal
        case (172, 16...31, _): return .private
        // Oracle's older metadata address, inside the protocols' block.
        case (192, 0, 0): return bits & 255 == 192 ? .metadata : .reserved
        case (192, 0, 2): return .documentation
        // 6to4 relays, taken back by RFC 7526.
        case (192, 88, 99): return .reserved
        case (192, 168, _): return .private
        case (198, 18...19, _): return .benchmarking
        case (198, 51, 100): return .documentation
        case (203, 0, 113): return .documentation
        case (224...239, _, _): return .multicast
        case (240..., _, _): return bits == .max ? .broadcast : .reserved
        default: return .public
        }
    }

    private static func classify(_ high: UInt64, _ low: UInt64) -> AddressClass {
        if high == 0 {
            if low == 0 { return .unspecified }
            if low == 1 { return .loopback }
            // Mapped (::ffff:0:0/96), translated (::ffff:0:0:0/96, RFC 2765) and compatible (::/96) addresses.
            if [0xffff, 0xffff_0000, 0].contains(low >> 32) { return classify(UInt32(truncatingIfNeeded: low)) }
            return .reserved
        }
        // NAT64, RFC 6052 and RFC 8215.
        if high == 0x0064_ff9b_0000_0000, low >> 32 == 0 { return classify(UInt32(truncatingIfNeeded: low)) }
        if high >> 16 == 0x0064_ff9b_0001 { return .private }
        switch high >> 48 {
        // Amazon's and Google's metadata, inside the unique local block.
        case 0xfd00 where high == 0xfd00_0ec2_0000_0000 && low == 0x254: return .metadata
        case 0xfd20 where high == 0xfd20_00ce_0000_0000 && low == 0x254: return .metadata
        case 0xfc00...0xfdff: return .private
        case 0xfe80...0xfebf: return .linkLocal
        case 0xfec0...0xfeff: return .private
        case 0xff00...0xffff: return .multicast
        // 6to4 (RFC 3056): the address of the gateway is in bits 16…47.
        case 0x2002: return classify(UInt32(truncatingIfNeeded: high >> 16))
        case 0x2001:
            if high >> 32 == 0x2001_0db8 { return .documentation }
            if high >> 16 == 0x2001_0002_0000 { return .benchmarking }
            // 2001::/23 belongs to protocols: Teredo, ORCHID, PCP… No shop has its door there.
            return high >> 41 == 0x2001_0000 >> 9 ? .reserved : .public
        case 0x3fff: return high >> 44 == 0x3fff0 ? .documentation : .public
        // Only 2000::/3 has been given out for the internet (RFC 4291 §2.4).
        case 0x2000...0x3fff: return .public
        default: return .reserved
        }
    }

    /// How the class is called in a sentence: "a loopback address".
    var phrase: String {
        switch self {
        case .public: "a public address"
        case .loopback: "a loopback address"
        case .private: "a private address"
        case .linkLocal: "a link-local address"
        case .metadata: "an address where clouds keep a machine's credentials"
        case .carrier: "a carrier's shared address"
        case .unspecified: "an unspecified address"
        case .multicast: "a multicast address"
        case .broadcast: "the broadcast address"
        case .documentation: "an address for documentation"
        case .benchmarking: "an address for benchmarks"
        case .reserved: "a reserved address"
        }
    }
}

/// Which addresses a hop may be connected to.
struct AddressPolicy: Sendable {
    /// The hop's origin, or its proxy, is written in the file: any address will do, but one that hands out the
    /// machine's own credentials: no customer goes there, and a name's owner may point it there at any time.
    var permitsAll: Bool
    /// Ranges that will do although they are not public.
    var allowed: [AddressRange]

    func permits(_ address: IPAddress) -> Bool {
        switch AddressClass(address) {
        case .public: true
        case .metadata: allowed.contains { $0.contains(address) }
        default: permitsAll || allowed.contains { $0.contains(address) }
        }
    }
}
