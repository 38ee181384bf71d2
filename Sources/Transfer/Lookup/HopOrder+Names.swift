internal import Journey

/// A name that libcurl must be told the addresses of.
struct WantedName: Sendable, Hashable {
    var host: String
    var port: Int
}

extension HopOrder {
    /// Nil when there is nothing to look up: an address, a local name, a Unix socket, or the file says where it is.
    var nameToLookUp: WantedName? {
        if request.unixSocket != nil { return nil }
        let wanted =
            proxy.map { WantedName(host: $0.host, port: $0.port) }
            ?? WantedName(host: address.origin.host, port: address.origin.port)
        // libcurl answers local names itself, with the loopback addresses (RFC 6761 §6.3).
        if IPAddress(wanted.host) != nil || wanted.host == "localhost" || wanted.host.hasSuffix(".localhost") {
            return nil
        }
        return resolve.isEmpty ? wanted : nil
    }

    mutating func supply(_ addresses: [IPAddress], for name: WantedName) {
        let list = addresses.map { $0.isIPv4 ? "\($0)" : "[\($0)]" }.joined(separator: ",")
        resolve.append("\(name.host):\(name.port):\(list)")
    }
}
