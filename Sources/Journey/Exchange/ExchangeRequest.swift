/// What is asked of a server: one exchange as it will go out, every template already filled in.
///
/// It may hold secrets (headers, credentials, bodies), so it is never encoded, stored or logged.
public struct ExchangeRequest: Sendable {
    public var method: String
    /// An absolute `http` or `https` address.
    public var url: String
    /// The fields the probe file gives, in its order. They go only to `reach.origins`.
    public var headers: [HeaderField] = []
    public var credentials: Credentials?
    public var body: Body = .none
    public var follow: Redirects = .upTo(10)
    /// How long the customer waits for the whole exchange, redirects included.
    public var patience: Duration = .seconds(10)
    /// Bytes of decoded body that are read before the exchange fails as too large.
    public var sizeLimit: Int = 10_000_000
    public var version: HTTPVersion = .any
    public var tls = TLSOptions()
    /// `http`, `https`, `socks4a` or `socks5h`; without one, none is used, whatever the environment says.
    public var proxy: String?
    /// Names answered here instead of by the name server: `host:port` to an address.
    public var resolve: [String: String] = [:]
    public var addressFamily: AddressFamily = .any
    /// Name or address of the local interface to leave by.
    public var interface: String?
    /// A Unix socket to connect to in place of the address's host, which is only named in the request.
    public var unixSocket: String?
    public var userAgent: String?
    public var acceptLanguage: String?
    /// True when the same request must not reach the server twice: the connection is opened for it, and
    /// 307, 308 and authentication challenges are never answered with its body (RFC 9110 §9.2.2).
    public var unsafe: Bool = false
    public var reach = Reach()

    public init(method: String = "GET", url: String) {
        self.method = method
        self.url = url
    }

    public enum Body: Sendable, Hashable {
        case none
        case bytes([UInt8], contentType: String?)
        case multipart([Part])
    }

    /// One part of a `multipart/form-data` body (RFC 7578).
    public struct Part: Sendable, Hashable {
        public var name: String
        public var content: [UInt8]
        public var fileName: String?
        public var contentType: String?

        public init(name: String, content: [UInt8], fileName: String? = nil, contentType: String? = nil) {
            self.name = name
            self.content = content
            self.fileName = fileName
            self.contentType = contentType
        }
    }

    public enum Redirects: Sendable, Hashable {
        case none
        case upTo(Int)
    }

    public enum HTTPVersion: String, Sendable, Hashable, Codable, CaseIterable {
        case any, http1 = "1.1", http2 = "2"
    }

    public enum AddressFamily: String, Sendable, Hashable, Codable, CaseIterable {
        case any, ipv4, ipv6
    }

    public struct TLSOptions: Sendable, Hashable {
        /// False accepts any certificate; the finding is then the probe's own business.
        public var verify = true
        /// A PEM file of the authorities to trust instead of the system's.
        public var caFile: String?
        public var clientCertificateFile: String?
        public var clientKeyFile: String?
        /// The oldest version accepted: `1.2` or `1.3`.
        public var minimumVersion: String?

        public init() {}
    }

    public enum Credentials: Sendable, Hashable {
        case basic(user: String, password: String)
        case digest(user: String, password: String)
        case bearer(String)
    }
}

/// One field of a request or response; names compare without case (RFC 9110 §5.1).
public struct HeaderField: Sendable, Hashable, Codable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Without regard to case, which in a field's name is ASCII's (RFC 9110 §5.1). Makes no copy.
    public func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count
            && zip(name.utf8, other.utf8).allSatisfy { own, wanted in
                own == wanted
                    || (own | 0x20 == wanted | 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(own | 0x20))
            }
    }
}

extension [HeaderField] {
    /// The first value under a name, without regard to case.
    public func first(named name: String) -> String? {
        first { $0.isNamed(name) }?.value
    }

    public func all(named name: String) -> [String] {
        filter { $0.isNamed(name) }.map(\.value)
    }
}

/// Where an exchange may go, and what may go with it (docs/security.md).
public struct Reach: Sendable, Hashable {
    /// The origins written in the probe file. Credentials, cookies and configured headers go to these alone, and only
    /// these may have an address that is not public.
    public var origins: Set<Origin> = []
    /// CIDR ranges (`10.1.0.0/16`, `127.0.0.1/32`) that may be connected to although they are not public.
    public var allowPrivate: [String] = []

    public init(origins: Set<Origin> = [], allowPrivate: [String] = []) {
        self.origins = origins
        self.allowPrivate = allowPrivate
    }
}

/// Scheme, host and port (RFC 6454), lower case, the port always explicit.
public struct Origin: Sendable, Hashable, Codable, CustomStringConvertible {
    public var scheme: String
    public var host: String
    public var port: Int

    public init(scheme: String, host: String, port: Int) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    public var description: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        let isDefault = (scheme == "http" && port == 80) || (scheme == "https" && port == 443)
        return isDefault ? "\(scheme)://\(shown)" : "\(scheme)://\(shown):\(port)"
    }
}
