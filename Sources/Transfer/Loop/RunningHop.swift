internal import CCurl
internal import Glibc
internal import Journey
internal import Synchronization

/// Names an exchange across threads, and remembers that it was cancelled before it began.
final class Ticket: Sendable {
    let isCancelled = Atomic(false)
}

/// A hop in libcurl's hands. Stays on its loop's thread, and outlives its handle's use: libcurl holds a pointer to it.
final class RunningHop {
    /// A redirect's body is read this far, so that its connection can be used again; a longer one is cut off.
    private static let redirectBody = 64 * 1024

    let order: HopOrder
    let ticket: Ticket
    let continuation: CheckedContinuation<HopOutcome, Never>
    let easy: EasyHandle
    let beganInTurn: UInt64
    var outcome = HopOutcome()
    private let share: Share
    /// Nanoseconds of CLOCK_MONOTONIC.
    private let began = MonotonicClock.now()
    private var firstRead: Int64?
    private var lists: [StringList] = []
    private var passedOver = 0

    init(
        order: HopOrder, ticket: Ticket, continuation: CheckedContinuation<HopOutcome, Never>, easy: EasyHandle,
        share: Share, turn: UInt64
    ) {
        self.order = order
        self.ticket = ticket
        self.continuation = continuation
        self.easy = easy
        self.share = share
        beganInTurn = turn
    }

    private var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// The hop that libcurl was given as its private pointer. The driver keeps every running hop alive.
    static func of(_ easy: OpaquePointer) -> RunningHop? {
        var pointer: UnsafeMutableRawPointer?
        guard ccurl_easy_getinfo_private(easy, &pointer) == CURLE_OK, let pointer else { return nil }
        return Unmanaged<RunningHop>.fromOpaque(pointer).takeUnretainedValue()
    }

    // MARK: Options

    /// Tells the handle what to do. Only what differs from libcurl's defaults is set: this runs for every exchange.
    func configure() {
        let request = order.request
        easy.collectErrors()
        easy.note(ccurl_easy_setopt_pointer(easy.raw, CURLOPT_PRIVATE, pointer))
        easy.set(share: share)
        easy.set(CURLOPT_URL, order.address.text)
        // Without it libcurl sets the process's SIGPIPE handler around each call; on this thread it is blocked.
        easy.set(CURLOPT_NOSIGNAL, 1)
        // No proxy unless the file names one, whatever the environment says.
        easy.set(CURLOPT_PROXY, request.proxy ?? "")
        easy.set(CURLOPT_TIMEOUT_MS, order.timeout)
        // libcurl's own limit for connecting is 300 s, and the customer's patience may be longer.
        if order.timeout > 300_000 { easy.set(CURLOPT_CONNECTTIMEOUT_MS, order.timeout) }
        easy.note(ccurl_easy_setopt_opensocket(easy.raw, openSocket))
        easy.note(ccurl_easy_setopt_pointer(easy.raw, CURLOPT_OPENSOCKETDATA, pointer))
        if !order.resolve.isEmpty { keep(CURLOPT_RESOLVE, order.resolve) }
        switch request.addressFamily {
        case .any: break
        case .ipv4: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V4))
        case .ipv6: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V6))
        }
        if let interface = request.interface {
            // A name must never be looked up: that would hold the loop.
            easy.set(CURLOPT_INTERFACE, (IPAddress(interface) == nil ? "if!" : "host!") + interface)
        }
        if let socket = request.unixSocket { easy.set(CURLOPT_UNIX_SOCKET_PATH, socket) }
        if request.proxy != nil { easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1) }
        if order.ownConnection {
            easy.set(CURLOPT_FRESH_CONNECT, 1)
            easy.set(CURLOPT_FORBID_REUSE, 1)
        }
        if order.address.isSecure { configureTLS() }
        switch order.purpose {
        case .exchange: configureExchange()
        case .certificate: easy.set(CURLOPT_CONNECT_ONLY, 1)
        }
    }

    private func configureExchange() {
        let request = order.request
        easy.note(ccurl_easy_setopt_write(easy.raw, CURLOPT_WRITEFUNCTION, takeBody))
        easy.note(ccurl_easy_setopt_pointer(easy.raw, CURLOPT_WRITEDATA, pointer))
        easy.note(ccurl_easy_setopt_write(easy.raw, CURLOPT_HEADERFUNCTION, takeHeader))
        easy.note(ccurl_easy_setopt_pointer(easy.raw, CURLOPT_HEADERDATA, pointer))
        // Whatever this libcurl can decode.
        easy.set(CURLOPT_ACCEPT_ENCODING, "")
        // Turns the cookie engine on; without a share that has cookies there is none.
        if order.isWritten { easy.set(CURLOPT_COOKIEFILE, "") }
        if let agent = request.userAgent { easy.set(CURLOPT_USERAGENT, agent) }
        if !order.headerLines.isEmpty { keep(CURLOPT_HTTPHEADER, order.headerLines) }
        switch request.version {
        case .any: break
        case .http1: easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        case .http2 where order.address.isSecure: easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        case .http2: easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE)
        }
        if let digest = order.digest {
            easy.set(CURLOPT_HTTPAUTH, Int(ccurl_auth_digest))
            easy.set(CURLOPT_USERNAME, digest.user)
            easy.set(CURLOPT_PASSWORD, digest.password)
        }
        if let body = order.body { easy.setBody(body) }
        switch order.method {
        case "GET" where order.body == nil: break
        case "HEAD" where order.body == nil: easy.set(CURLOPT_NOBODY, 1)
        case "POST" where order.body != nil: break
        default: easy.set(CURLOPT_CUSTOMREQUEST, order.method)
        }
        // What a HEAD announces is not going to come.
        if order.method != "HEAD", order.sink == nil {
            easy.setOffset(CURLOPT_MAXFILESIZE_LARGE, request.sizeLimit)
        }
    }

    private func configureTLS() {
        let tls = order.request.tls
        // Debian's default CApath makes libcurl read the whole store for each handshake; from one file it is kept.
        easy.set(CURLOPT_CAPATH, nil as String?)
        if let file = tls.caFile ?? order.caFile { easy.set(CURLOPT_CAINFO, file) }
        easy.note(ccurl_easy_setopt_prereq(easy.raw, ready))
        easy.note(ccurl_easy_setopt_pointer(easy.raw, CURLOPT_PREREQDATA, pointer))
        if !tls.verify || order.purpose == .certificate {
            easy.set(CURLOPT_SSL_VERIFYPEER, 0)
            easy.set(CURLOPT_SSL_VERIFYHOST, 0)
            // Nothing of a connection that was not verified may serve one that must be.
            easy.set(CURLOPT_SSL_SESSIONID_CACHE, 0)
        }
        if let file = tls.clientCertificateFile { easy.set(CURLOPT_SSLCERT, file) }
        if let file = tls.clientKeyFile { easy.set(CURLOPT_SSLKEY, file) }
        switch tls.minimumVersion {
        case "1.3": easy.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_3)
        case "1.2": easy.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        default: break
        }
    }

    private func keep(_ option: CURLoption, _ strings: [String]) {
        let list = StringList(strings)
        lists.append(list)
        easy.set(option, list)
    }

    /// libcurl wants to read from the hop's socket: it is connected. Called by the driver.
    func reads() {
        if firstRead == nil { firstRead = MonotonicClock.now() }
    }

    /// Reads what libcurl measured; before the handle is reset.
    func collect(_ code: CURLcode) {
        outcome.connected = easy.offset(CURLINFO_CONNECT_TIME_T)
        outcome.secured = easy.offset(CURLINFO_APPCONNECT_TIME_T)
        outcome.sent = easy.offset(CURLINFO_PRETRANSFER_TIME_T)
        outcome.firstByte = easy.offset(CURLINFO_STARTTRANSFER_TIME_T)
        outcome.total = easy.offset(CURLINFO_TOTAL_TIME_T)
        // libcurl tells when it was connected only once the handshake is through as well. If that failed, it is known
        // from when a ClientHello had been sent.
        if outcome.connected == 0, order.address.isSecure, let firstRead {
            outcome.connected = max(1, Int((firstRead - began) / 1000))
        }
        outcome.newConnections = easy.integer(CURLINFO_NUM_CONNECTS)
        outcome.bytesReceived = easy.offset(CURLINFO_SIZE_DOWNLOAD_T)
        outcome.address = easy.string(CURLINFO_PRIMARY_IP)
        if outcome.address != nil { outcome.port = easy.integer(CURLINFO_PRIMARY_PORT) }
        if code != CURLE_OK { outcome.errorText = easy.errorText }
    }

    // MARK: Callbacks, on the loop's thread, out of libcurl

    /// The connection is ready, TLS included, and nothing has been sent.
    fileprivate func connectionIsReady() {
        // One that is used again has shown its certificates before.
        if easy.integer(CURLINFO_NUM_CONNECTS) > 0 { outcome.chain = easy.peerChain }
    }

    fileprivate func take(header line: UnsafeRawBufferPointer) -> Bool {
        if outcome.head.take(line) { return true }
        outcome.cut = .headersTooLarge
        return false
    }

    fileprivate func take(body bytes: UnsafeRawBufferPointer) -> Int {
        let status = outcome.head.status
        if order.follows, outcome.head.hasLocation, Redirection.statuses.contains(status) {
            passedOver += bytes.count
            if passedOver <= Self.redirectBody { return bytes.count }
            outcome.cut = .redirectBody
            return 0
        }
        if let sink = order.sink, status < 400 {
            return sink.offer(bytes) ? bytes.count : Int(CURL_WRITEFUNC_PAUSE)
        }
        let room = order.request.sizeLimit - outcome.body.count
        if bytes.count <= room {
            if outcome.body.isEmpty { reserve(bytes.count) }
            outcome.body.append(contentsOf: bytes)
            return bytes.count
        }
        outcome.body.append(contentsOf: bytes.prefix(max(room, 0)))
        outcome.cut = .bodyTooLarge
        return 0
    }

    /// Room for what is announced, within reason: the announcement is the server's word, and may be of the encoded body.
    private func reserve(_ first: Int) {
        let announced = easy.offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        let wanted = min(max(announced, first), order.request.sizeLimit, 1 << 20)
        outcome.body.reserveCapacity(wanted)
    }

    fileprivate func open(_ socket: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
        let wanted = socket.pointee
        if wanted.family != AF_UNIX {
            guard let address = address(behind: socket) else { return CURL_SOCKET_BAD }
            guard order.policy.permits(address) else {
                outcome.refused = address
                return CURL_SOCKET_BAD
            }
        }
        let descriptor = Glibc.socket(wanted.family, wanted.socktype | Int32(SOCK_CLOEXEC.rawValue), wanted.protocol)
        if descriptor < 0 { outcome.socketError = errno }
        return descriptor
    }

    /// libcurl declares the address as the short `sockaddr` and hands over `addrlen` bytes, so it is read in place.
    private func address(behind socket: UnsafePointer<curl_sockaddr>) -> IPAddress? {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        let start = UnsafeRawPointer(socket).advanced(by: offset).assumingMemoryBound(to: sockaddr.self)
        return IPAddress(start, length: Int(socket.pointee.addrlen))
    }
}

// The pointer that libcurl hands back is the running hop's, which lives until its handle is detached from libcurl.

private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ hop: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let hop else { return 0 }
    return Unmanaged<RunningHop>.fromOpaque(hop).takeUnretainedValue()
        .take(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func takeHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ hop: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let hop else { return 0 }
    let taken = Unmanaged<RunningHop>.fromOpaque(hop).takeUnretainedValue()
        .take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return taken ? size * count : 0
}

private func ready(
    _ hop: UnsafeMutableRawPointer?, _ address: UnsafeMutablePointer<CChar>?, _ local: UnsafeMutablePointer<CChar>?,
    _ port: Int32, _ localPort: Int32
) -> Int32 {
    guard let hop else { return CURL_PREREQFUNC_ABORT }
    Unmanaged<RunningHop>.fromOpaque(hop).takeUnretainedValue().connectionIsReady()
    return CURL_PREREQFUNC_OK
}

private func openSocket(
    _ hop: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ socket: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let hop, let socket else { return CURL_SOCKET_BAD }
    return Unmanaged<RunningHop>.fromOpaque(hop).takeUnretainedValue().open(socket)
}
