internal import CCurl
public import Journey

/// Where a request goes: an absolute `http` or `https` address, read by libcurl's own parser (libcurl-url(3)), so that what is
/// checked is what will be contacted.
public struct Destination: Sendable, Hashable {
    /// Scheme, host in punycode, port and target; never a user, a password or a fragment.
    public let text: String
    public let origin: Origin
    /// Who the address says to log in as, decoded.
    let user: String?
    let password: String?

    var isSecure: Bool { origin.scheme == "https" }
    /// The address itself, when the host is not a name.
    var literal: IPAddress? { IPAddress(origin.host) }
    /// `host:port`, for messages.
    var place: String { (origin.host.contains(":") ? "[\(origin.host)]" : origin.host) + ":\(origin.port)" }

    /// - Throws: ``Problem`` when the text is no such address.
    public init(_ text: String) throws(Problem) {
        let handle = try URLHandle()
        try handle.set(text.utf8)
        try self.init(handle)
    }

    private init(_ handle: borrowing URLHandle) throws(Problem) {
        guard let scheme = handle.part(CURLUPART_SCHEME)?.lowercased() else { throw Problem.malformed }
        guard scheme == "http" || scheme == "https" else { throw Problem.scheme(String(scheme.prefix(20))) }
        // A name that begins with a hyphen, which RFC 952 forbids, would take addresses away in CURLOPT_RESOLVE.
        guard var host = handle.part(CURLUPART_HOST, CURLU_PUNYCODE)?.lowercased(), !host.isEmpty,
            host.first != "-", host.utf8.count < 254,
            let port = handle.part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) })
        else { throw Problem.malformed }
        if host.first == "[", host.last == "]" { host = String(host.dropFirst().dropLast()) }
        user = handle.part(CURLUPART_USER, CURLU_URLDECODE)
        password = handle.part(CURLUPART_PASSWORD, CURLU_URLDECODE)
        handle.clear(CURLUPART_USER)
        handle.clear(CURLUPART_PASSWORD)
        handle.clear(CURLUPART_OPTIONS)
        handle.clear(CURLUPART_FRAGMENT)
        guard let whole = handle.part(CURLUPART_URL, CURLU_PUNYCODE) else { throw Problem.malformed }
        text = whole
        origin = Origin(scheme: scheme, host: host, port: port)
    }

    /// Where a reference leads from here (RFC 3986 §5), spaces and bytes beyond ASCII percent-encoded.
    /// - Throws: ``Problem`` when it leads nowhere that can be followed.
    public func resolving(_ reference: some Collection<UInt8>) throws(Problem) -> Destination {
        // Longer than any server or browser takes; and not worth libcurl's time.
        guard reference.count <= 16_384 else { throw Problem.malformed }
        // libcurl takes some schemes it does not know for a path.
        if let scheme = Self.scheme(of: reference), scheme != "http", scheme != "https" {
            throw Problem.scheme(String(scheme.prefix(20)))
        }
        let reference = Array(reference.prefix { $0 != UInt8(ascii: "#") })
        if reference.isEmpty { return self }
        let handle = try URLHandle()
        try handle.set(text.utf8)
        try handle.set(reference)
        return try Destination(handle)
    }

    /// What stands before the first colon, if it can be a scheme (RFC 3986 §3.1).
    private static func scheme(of reference: some Collection<UInt8>) -> String? {
        let start = reference.prefix { $0 != UInt8(ascii: ":") }
        guard start.count < reference.count, let first = start.first, (0x61...0x7a).contains(first | 0x20),
            start.allSatisfy({ HeaderRules.isTokenByte($0) })
        else { return nil }
        return String(decoding: start, as: UTF8.self).lowercased()
    }

    public enum Problem: Error, Sendable, Hashable {
        case malformed
        /// Neither `http` nor `https`.
        case scheme(String)
    }
}
