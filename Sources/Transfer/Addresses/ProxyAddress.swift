internal import CCurl

/// Where a proxy is.
struct ProxyAddress: Sendable, Hashable {
    /// Those whose names are looked up before libcurl is asked, or by the proxy: libcurl itself would hold the loop.
    static let schemes = ["http", "https", "socks4a", "socks5h"]

    let host: String
    let port: Int

    /// Nil for anything but an address with one of the schemes; `http` where it has none.
    init?(_ text: String) {
        do {
            let handle = try URLHandle()
            try handle.set((text.contains("://") ? text : "http://" + text).utf8)
            guard let scheme = handle.part(CURLUPART_SCHEME)?.lowercased(), Self.schemes.contains(scheme),
                var host = handle.part(CURLUPART_HOST, CURLU_PUNYCODE)?.lowercased(), !host.isEmpty
            else { return nil }
            if host.first == "[", host.last == "]" { host = String(host.dropFirst().dropLast()) }
            self.host = host
            // libcurl's defaults (CURLOPT_PROXYPORT).
            port = handle.part(CURLUPART_PORT).flatMap { Int($0) } ?? (scheme == "https" ? 443 : 1080)
        } catch {
            return nil
        }
    }
}
