import Reading

/// The one origin that a scout reads, and what counts as the same page of it.
struct SiteOrigin: Sendable, Hashable {
    /// `https://www.example.com`, without a slash at its end.
    let text: String
    /// As it is asked for: in lower case, IPv6 in brackets.
    let host: String
    private let scheme: String
    private let port: Int?

    /// Nil unless it is an http or https address.
    init?(of address: WebAddress) {
        guard address.isHTTP, let origin = address.origin, let host = address.host else { return nil }
        text = origin
        self.host = host
        scheme = address.scheme
        port = address.effectivePort
    }

    /// The address as it is asked for here, or nil when it is another site's.
    ///
    /// Links to the same host with `www.` or without, over http or https, are this site's. Fragments and what advertisers
    /// put behind the `?` make no other page.
    func canonical(_ address: WebAddress) -> WebAddress? {
        guard address.isHTTP, address.userInfo == nil, let other = address.host, address.description.utf8.count <= 300
        else { return nil }
        guard Self.bare(other) == Self.bare(host) else { return nil }
        let isPlain = [80, 443].contains(address.effectivePort ?? 0) && [80, 443].contains(port ?? 0)
        guard address.effectivePort == port || isPlain else { return nil }
        let kept = (address.query ?? "").split(separator: "&").filter { !Self.isTracking($0) }
        return WebAddress(text + address.path + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&")))
    }

    /// Whether a redirect from this origin to an address stays with the same business: the same host, with `www.` or
    /// without, or one that is a part of the other.
    func isRelated(to address: WebAddress) -> Bool {
        guard let other = address.host.map(Self.bare) else { return false }
        let own = Self.bare(host)
        return own == other || own.hasSuffix("." + other) || other.hasSuffix("." + own)
    }

    private static func bare(_ host: String) -> Substring { host.hasPrefix("www.") ? host.dropFirst(4) : host[...] }

    private static func isTracking(_ parameter: Substring) -> Bool {
        let name = parameter.prefix { $0 != "=" }.lowercased()
        return name.hasPrefix("utm_") || name.hasPrefix("mtm_") || name.hasPrefix("pk_")
            || ["gclid", "fbclid", "msclkid", "ref", "source", "sid", "sessionid", "phpsessid", "jsessionid"].contains(
                name)
    }
}
