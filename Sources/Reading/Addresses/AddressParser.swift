/// Reads addresses as the WHATWG URL Standard's parser does, without its file and IPv4-number rules.
struct AddressParser {
    private typealias Bytes = ArraySlice<UInt8>

    static func parse(_ text: String, base: WebAddress?) -> WebAddress? {
        guard text.utf8.count <= WebAddress.longest else { return nil }
        var rest = cleaned(text)
        let fragment = cut(&rest, at: UInt8(ascii: "#")).map { PercentEncoding.encode($0, keeping: .fragment) }
        if let colon = schemeEnd(rest) {
            let scheme = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
            rest = rest[(colon + 1)...]
            guard WebAddress.defaultPort(of: scheme) != nil else { return other(scheme, rest, fragment) }
            // `http:page` beside an http page is a relative reference (RFC 3986 §5.4.2, for old pages).
            if !startsWithSlash(rest, scheme), let base, base.scheme == scheme {
                return relative(rest, base, fragment)
            }
            return absolute(scheme, rest.drop(while: isSlash), fragment)
        }
        return base.flatMap { relative(rest, $0, fragment) }
    }

    // MARK: Kinds of address

    /// After the slashes of an http, ws or ftp address.
    private static func absolute(_ scheme: String, _ text: Bytes, _ fragment: String?) -> WebAddress? {
        var rest = text
        let query = cut(&rest, at: UInt8(ascii: "?")).map { PercentEncoding.encode($0, keeping: .query) }
        let end = rest.firstIndex(where: isSlash) ?? rest.endIndex
        guard let authority = Authority(rest[..<end], scheme: scheme), !authority.host.isEmpty else { return nil }
        return WebAddress(
            scheme: scheme, userInfo: authority.userInfo, host: authority.host, port: authority.port,
            path: normalPath(rest[end...], special: true), query: query, fragment: fragment)
    }

    /// `mailto:`, `tel:`, `data:` and schemes we know nothing of.
    private static func other(_ scheme: String, _ text: Bytes, _ fragment: String?) -> WebAddress? {
        var rest = text
        let query = cut(&rest, at: UInt8(ascii: "?")).map { PercentEncoding.encode($0, keeping: .query) }
        guard rest.starts(with: "//".utf8) else {
            let path =
                rest.first == UInt8(ascii: "/")
                ? normalPath(rest, special: false) : PercentEncoding.encode(rest, keeping: .opaque)
            return WebAddress(
                scheme: scheme, userInfo: nil, host: nil, port: nil, path: path, query: query, fragment: fragment)
        }
        rest = rest.dropFirst(2)
        let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        guard let authority = Authority(rest[..<end], scheme: scheme) else { return nil }
        return WebAddress(
            scheme: scheme, userInfo: authority.userInfo, host: authority.host, port: authority.port,
            path: end == rest.endIndex ? "" : normalPath(rest[end...], special: false), query: query, fragment: fragment
        )
    }

    /// A reference without a scheme (RFC 3986 §5.2.2).
    private static func relative(_ text: Bytes, _ base: WebAddress, _ fragment: String?) -> WebAddress? {
        let special = WebAddress.defaultPort(of: base.scheme) != nil
        var rest = text
        func with(path: String, query: String?) -> WebAddress {
            WebAddress(
                scheme: base.scheme, userInfo: base.userInfo, host: base.host, port: base.port, path: path,
                query: query,
                fragment: fragment)
        }
        if rest.isEmpty {
            return base.host == nil && !base.path.hasPrefix("/") && fragment == nil
                ? nil : with(path: base.path, query: base.query)
        }
        // Nothing is relative to mailto: and its like but a fragment.
        guard base.host != nil || base.path.hasPrefix("/") else { return nil }
        let slashes = rest.prefix { $0 == UInt8(ascii: "/") || special && $0 == UInt8(ascii: "\\") }.count
        if slashes >= 2 {
            return special
                ? absolute(base.scheme, rest.dropFirst(slashes), fragment) : other(base.scheme, rest, fragment)
        }
        let query = cut(&rest, at: UInt8(ascii: "?")).map { PercentEncoding.encode($0, keeping: .query) }
        if rest.isEmpty { return with(path: base.path, query: query) }
        if slashes == 1 { return with(path: normalPath(rest, special: special), query: query) }
        let folder = base.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { base.path.utf8[...$0] }
        return with(path: normalPath(Bytes(Array(folder ?? "/"[...].utf8) + rest), special: special), query: query)
    }

    // MARK: Parts

    /// Without white space and controls at the ends, and without tabs and line ends anywhere (WHATWG URL §4.4).
    private static func cleaned(_ text: String) -> Bytes {
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 })
        else {
            return []
        }
        let inner = bytes[first...last]
        func isLeftOut(_ byte: UInt8) -> Bool { byte == 0x09 || byte == 0x0A || byte == 0x0D }
        return inner.contains(where: isLeftOut) ? Bytes(inner.filter { !isLeftOut($0) }) : inner
    }

    private static func schemeEnd(_ text: Bytes) -> Int? {
        guard let first = text.first, isASCIILetter(first) else { return nil }
        let end = text.firstIndex { !isASCIIAlphanumeric($0) && !"+-.".utf8.contains($0) }
        return end.flatMap { text[$0] == UInt8(ascii: ":") ? $0 : nil }
    }

    /// Cuts the text before the first such byte and returns what followed it.
    private static func cut(_ text: inout Bytes, at byte: UInt8) -> Bytes? {
        guard let place = text.firstIndex(of: byte) else { return nil }
        defer { text = text[..<place] }
        return text[(place + 1)...]
    }

    private static func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }

    private static func startsWithSlash(_ text: Bytes, _ scheme: String) -> Bool { text.first.map(isSlash) ?? false }

    /// Without `.` and `..` (RFC 3986 §5.2.4), also where their dots are percent-encoded; always with a leading slash.
    private static func normalPath(_ text: Bytes, special: Bool) -> String {
        var segments: [Bytes] = []
        let parts = text.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "/") || special && isSlash($0) }
            .dropFirst(text.first.map { $0 == UInt8(ascii: "/") || special && isSlash($0) } == true ? 1 : 0)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            switch dots(part) {
            case 1: if isLast { segments.append([]) }
            case 2:
                if !segments.isEmpty { segments.removeLast() }
                if isLast { segments.append([]) }
            default: segments.append(part)
            }
        }
        return "/" + segments.map { PercentEncoding.encode($0, keeping: .path) }.joined(separator: "/")
    }

    /// 1 or 2 for a segment of so many dots, else 0.
    private static func dots(_ segment: Bytes) -> Int {
        guard segment.count <= 6, let first = segment.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "%")
        else { return 0 }
        switch String(decoding: segment, as: UTF8.self).lowercased() {
        case ".", "%2e": return 1
        case "..", ".%2e", "%2e.", "%2e%2e": return 2
        default: return 0
        }
    }
}

/// User, host and port.
private struct Authority {
    var userInfo: String?
    var host: String
    var port: Int?

    init?(_ text: ArraySlice<UInt8>, scheme: String) {
        var rest = text
        if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
            userInfo = at == rest.startIndex ? nil : PercentEncoding.encode(rest[..<at], keeping: .userInfo)
            rest = rest[(at + 1)...]
        }
        let bracket = rest.lastIndex(of: UInt8(ascii: "]")) ?? rest.startIndex
        if let colon = rest[bracket...].lastIndex(of: UInt8(ascii: ":")) {
            let digits = rest[(colon + 1)...]
            guard digits.count <= 20, digits.allSatisfy(isASCIIDigit) else { return nil }
            if !digits.isEmpty {
                guard let number = Int(String(decoding: digits, as: UTF8.self)), number <= 65_535 else { return nil }
                port = number == WebAddress.defaultPort(of: scheme) ? nil : number
            }
            rest = rest[..<colon]
        }
        guard let host = HostName.normal(rest) else { return nil }
        self.host = host
    }
}
