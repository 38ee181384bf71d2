internal import Journey

/// Decides, hop by hop, what is asked of whom: where redirects lead, and what may go along. Does no I/O.
struct HopPlanner {
    private let request: ExchangeRequest
    private let session: UInt64
    private let caFile: String?
    private let sink: ChunkSink?
    private let allowed: [AddressRange]
    private let written: Set<Origin>
    private let authorization: String?
    private let digest: (user: String, password: String)?
    private let contentType: String?
    private let proxy: ProxyAddress?
    private let resolve: [String: IPAddress]

    private var address: Destination
    private var method: String
    private var body: [UInt8]?
    /// The request is still the one that must not reach the server twice.
    private var isUnsafe: Bool
    private var redirects = 0
    private var seen: Set<String> = []

    /// - Throws: a failure of kind `unusable` when the request cannot be made.
    init(
        _ request: ExchangeRequest, at known: Destination? = nil, session: UInt64, caFile: String?, sink: ChunkSink?
    ) throws(ExchangeFailure) {
        self.request = request
        self.session = session
        self.caFile = caFile
        self.sink = sink
        do throws(Destination.Problem) {
            address = if let known { known } else { try Destination(request.url) }
        } catch {
            switch error {
            case .malformed: throw Self.unusable("The address is not one: write it as https://host/path.")
            case .scheme(let scheme):
                throw Self.unusable(
                    "\(HopFailure.printable(scheme)): addresses are not visited: only http and https are.")
            }
        }
        var ranges: [AddressRange] = []
        for text in request.reach.allowPrivate {
            guard let range = AddressRange(text) else {
                throw Self.unusable("\(HopFailure.printable(text)) in allow-private is not a range of addresses.")
            }
            ranges.append(range)
        }
        allowed = ranges
        written = request.reach.origins.isEmpty ? [address.origin] : request.reach.origins
        method = request.method
        guard HeaderRules.isToken(method) else { throw Self.unusable("\(HopFailure.printable(method)) is no method.") }
        isUnsafe = request.unsafe
        for field in request.headers {
            if let problem = HeaderRules.problem(field) { throw Self.unusable(problem) }
        }
        for text in [request.userAgent, request.acceptLanguage] where text.map(HeaderRules.isValue) == false {
            throw Self.unusable("The persona's user agent or language holds a character that would break the header.")
        }
        if let interface = request.interface,
            interface.isEmpty || interface.utf8.contains(0) || interface.utf8.count > 45
        {
            throw Self.unusable("The interface is neither a name nor an address.")
        }
        proxy = request.proxy.flatMap(ProxyAddress.init)
        if request.proxy != nil, proxy == nil {
            throw Self.unusable("The proxy must be an address with \(ProxyAddress.schemes.joined(separator: ", ")).")
        }
        var known: [String: IPAddress] = [:]
        for (name, text) in request.resolve {
            guard let address = IPAddress(text) else {
                throw Self.unusable("\(HopFailure.printable(text)) under resolve: is not an address.")
            }
            known[name.lowercased()] = address
        }
        resolve = known
        (authorization, digest) = try Self.authorization(request, address)
        switch request.body {
        case .none:
            // A POST without a body still says so: Content-Length: 0.
            body = method == "POST" ? [] : nil
            contentType = nil
        case .bytes(let bytes, let type):
            body = bytes
            contentType = type
        case .multipart(let parts):
            let boundary = Multipart.boundary()
            body = Multipart.body(parts, boundary: boundary)
            contentType = "multipart/form-data; boundary=\(boundary)"
        }
        if let contentType, !HeaderRules.isValue(contentType) {
            throw Self.unusable("The content type holds a character that would break the header.")
        }
    }

    /// The next hop, all but its time-out and its addresses.
    /// - Throws: a failure of kind `refused` when it may not be made.
    func order() throws(ExchangeFailure) -> HopOrder {
        let isWritten = written.contains(address.origin)
        var policy = AddressPolicy(permitsAll: isWritten || request.unixSocket != nil, allowed: allowed)
        // Checked again on the socket; but a proxy would connect for us.
        if let literal = address.literal, !policy.permits(literal) {
            throw ExchangeFailure(
                .refused, message: HopFailure.refused(address.place, literal), mayHaveBeenSent: false)
        }
        // What is connected to is then the proxy, which the file names.
        if proxy != nil { policy.permitsAll = true }
        var order = HopOrder(
            request: request, session: session, method: method, address: address, timeout: 1, policy: policy,
            isWritten: isWritten, proxy: proxy)
        if let known = resolve["\(address.origin.host):\(address.origin.port)"], proxy == nil {
            order.supply([known], for: WantedName(host: address.origin.host, port: address.origin.port))
        }
        order.headerLines = lines(isWritten: isWritten)
        order.body = body
        if isWritten { order.digest = digest }
        if case .upTo = request.follow { order.follows = true }
        order.ownConnection = isUnsafe
        order.caFile = caFile
        order.sink = sink
        return order
    }

    private func lines(isWritten: Bool) -> [String] {
        var lines: [String] = []
        var own: Set<String> = []
        if isWritten {
            for field in request.headers {
                let name = field.name.lowercased()
                // What described the body goes when the body goes.
                if body == nil, name.hasPrefix("content-") { continue }
                own.insert(name)
                // libcurl's way to send a field without a value.
                lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
            }
            if let authorization, !own.contains("authorization") { lines.append("Authorization: \(authorization)") }
        }
        if let language = request.acceptLanguage, !own.contains("accept-language") {
            lines.append("Accept-Language: \(language)")
        }
        if body != nil {
            if let contentType, !own.contains("content-type") {
                lines.append("Content-Type: \(contentType)")
            } else if !own.contains("content-type") {
                // libcurl would call any body a form.
                lines.append("Content-Type:")
            }
            // Waiting for a "100 Continue" would cost a second, and a 417 would make libcurl send the request again.
            if !own.contains("expect") { lines.append("Expect:") }
        }
        return lines
    }

    /// Takes a response in. True if there is another hop to make.
    /// - Throws: a failure when a redirect leads where it may not, or never ends.
    mutating func follow(_ outcome: HopOutcome) throws(ExchangeFailure) -> Bool {
        guard case .upTo(let limit) = request.follow, outcome.head.hasLocation,
            let next = Redirection(status: outcome.head.status, method: method, unsafe: isUnsafe)
        else { return false }
        let from = address.place
        guard let location = outcome.head.location else {
            throw ExchangeFailure(.malformed, message: "\(from) redirects to something that is not an address.")
        }
        // As libcurl does: an empty one leads nowhere.
        if location.isEmpty { return false }
        seen.insert(address.text)
        do throws(Destination.Problem) {
            address = try address.resolving(location)
        } catch {
            switch error {
            case .malformed:
                throw ExchangeFailure(.malformed, message: "\(from) redirects to something that is not an address.")
            case .scheme(let scheme):
                throw ExchangeFailure(
                    .refused,
                    message: "\(from) redirects to a \(HopFailure.printable(scheme)): address, "
                        + "and only http and https are followed.")
            }
        }
        redirects += 1
        guard redirects <= limit else {
            let circle = seen.contains(address.text) ? "in a circle" : "again and again"
            throw ExchangeFailure(
                .tooManyRedirects,
                message: "\(from) redirects \(circle): \(limit) redirects were followed. See its rewrite rules.")
        }
        if next.keepsBody, body != nil || !["GET", "HEAD"].contains(next.method), !written.contains(address.origin) {
            throw ExchangeFailure(
                .refused,
                message: "\(from) redirects the request to \(address.place), which was not written "
                    + "in the file: write it under origins: if that is meant.")
        }
        method = next.method
        if !next.keepsBody {
            body = nil
            isUnsafe = false
        }
        return true
    }

    // MARK: Rules

    private static func unusable(_ message: String) -> ExchangeFailure {
        ExchangeFailure(.unusable, message: message, mayHaveBeenSent: false)
    }

    private static func authorization(
        _ request: ExchangeRequest, _ address: Destination
    ) throws(ExchangeFailure) -> (String?, (user: String, password: String)?) {
        var credentials = request.credentials
        // As browsers do with https://user:password@host/.
        if credentials == nil, let user = address.user {
            credentials = .basic(user: user, password: address.password ?? "")
        }
        switch credentials {
        case nil: return (nil, nil)
        case .bearer(let token):
            guard HeaderRules.isValue(token) else {
                throw unusable("The bearer token holds a character that would break the header.")
            }
            return ("Bearer \(token)", nil)
        case .basic(let user, let password):
            guard !user.contains(":") else { throw unusable("A user's name with a colon cannot be sent (RFC 7617).") }
            return ("Basic \(base64(Array("\(user):\(password)".utf8)))", nil)
        case .digest(let user, let password):
            guard !request.unsafe else {
                throw unusable(
                    "Digest authentication sends a request twice, and this one must not reach the server twice: "
                        + "use basic or bearer, or say repeatable: true.")
            }
            guard !user.utf8.contains(0), !password.utf8.contains(0) else {
                throw unusable("The user or the password holds a zero byte.")
            }
            return (nil, (user, password))
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
