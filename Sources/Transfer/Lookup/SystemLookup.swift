internal import Glibc
internal import Journey

/// Why a name has no address.
public struct LookupFailure: Error, Sendable, Hashable {
    /// One clause, in the resolver's words.
    public var reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}

/// The machine's own resolver (getaddrinfo(3)): blocks for as long as it likes, so it runs on threads kept for it.
enum SystemLookup {
    static func addresses(
        of name: String, family: ExchangeRequest.AddressFamily
    ) throws(LookupFailure) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_family =
            switch family {
            case .any: AF_UNSPEC
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            }
        var first: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &first)
        defer { if let first { freeaddrinfo(first) } }
        guard code == 0 else {
            throw LookupFailure(
                code == EAI_SYSTEM ? String(cString: strerror(errno)) : String(cString: gai_strerror(code)))
        }
        var addresses: [IPAddress] = []
        var next = first
        while let entry = next?.pointee {
            if let socket = entry.ai_addr, let address = IPAddress(socket, length: Int(entry.ai_addrlen)),
                !addresses.contains(address)
            {
                addresses.append(address)
            }
            next = entry.ai_next
        }
        return addresses
    }
}
