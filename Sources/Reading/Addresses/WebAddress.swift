/// An address as browsers understand it (WHATWG URL), which for everyday addresses is RFC 3986.
///
/// A value is always normal: scheme and host in lower case, no default port, no dot segments, and what may not stand in
/// an address percent-encoded. Two addresses that lead to the same place by these rules are equal.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    /// In lower case, without the colon.
    public let scheme: String
    /// What stands before the `@` of the host, as written; nil when nothing does.
    public let userInfo: String?
    /// In lower case; other letters than ASCII in Punycode; IPv6 in brackets. Nil for `mailto:` and its like.
    public let host: String?
    /// Nil when it is the scheme's own.
    public let port: Int?
    /// Begins with `/` where there is a host. For `mailto:` and its like, all that follows the colon.
    public let path: String
    /// Without the `?`; nil when there is none.
    public let query: String?
    /// Without the `#`; nil when there is none.
    public let fragment: String?

    /// Bytes of an address that is read.
    public static let longest = 65_536

    /// An absolute address, or nil when the text is none.
    public init?(_ text: String) {
        guard let address = AddressParser.parse(text, base: nil) else { return nil }
        self = address
    }

    /// Where a reference found at this address leads (RFC 3986 §5), or nil when it leads nowhere.
    public func resolving(_ reference: String) -> WebAddress? { AddressParser.parse(reference, base: self) }

    init(
        scheme: String, userInfo: String?, host: String?, port: Int?, path: String, query: String?, fragment: String?
    ) {
        self.scheme = scheme
        self.userInfo = userInfo
        self.host = host
        self.port = port
        self.path = path
        self.query = query
        self.fragment = fragment
    }

    public var description: String {
        var text = scheme + ":"
        if let host {
            text += "//"
            if let userInfo { text += userInfo + "@" }
            text += host
            if let port { text += ":\(port)" }
        } else if path.hasPrefix("//") {
            // Or the path would be read as a host (WHATWG URL §4.5).
            text += "/."
        }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }

    /// The port that is connected to; nil for schemes that have none.
    public var effectivePort: Int? { port ?? Self.defaultPort(of: scheme) }

    public var isHTTP: Bool { scheme == "http" || scheme == "https" }

    /// Scheme, host and port as text, such as `https://shop.example` (RFC 6454); nil without a host.
    public var origin: String? {
        guard let host else { return nil }
        return "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "")
    }

    /// The same address without its fragment, which is never sent.
    public var withoutFragment: WebAddress {
        WebAddress(
            scheme: scheme, userInfo: userInfo, host: host, port: port, path: path, query: query, fragment: nil)
    }

    static func defaultPort(of scheme: String) -> Int? {
        switch scheme {
        case "http", "ws": 80
        case "https", "wss": 443
        case "ftp": 21
        default: nil
        }
    }
}

extension WebAddress: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = WebAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an address")
        }
        self = address
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
