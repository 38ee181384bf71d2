/// What came of one exchange: the hops it took, the last body, and what went wrong.
public struct ExchangeResult: Sendable, Hashable {
    /// Each redirect is a hop of its own with its own phases; the last hop is the one judged.
    public var hops: [Hop] = []
    /// The decoded body of the last hop; at most the request's size limit, and what had come when it failed.
    public var body: [UInt8] = []
    public var failure: ExchangeFailure?
    /// Wall-clock time at which the exchange was handed to libcurl.
    public var startedAt: Timestamp
    /// From handing over to the last byte or the failure, all hops: the sum of libcurl's own totals.
    public var total: Duration
    /// The longest time that the event loop was held while this exchange ran: lag is ours, not the business's.
    public var lag: Duration = .zero

    public init(startedAt: Timestamp, total: Duration) {
        self.startedAt = startedAt
        self.total = total
    }

    public var last: Hop? { hops.last }
    public var status: Int? { failure == nil ? hops.last?.status : nil }
}

/// One request and the response to it.
public struct Hop: Sendable, Hashable, Codable {
    public var method: String
    public var url: String
    /// Absent when no status line came.
    public var status: Int?
    /// `1.0`, `1.1`, `2`, `3`.
    public var version: String?
    /// At most 256 fields and 64 kB are kept; a response beyond libcurl's limit fails.
    public var headers: [HeaderField] = []
    public var phases = Phases()
    /// The address connected to, without port.
    public var address: String?
    public var port: Int?
    public var connectionReused = false
    /// Bytes of body on the wire, before decoding.
    public var bytesReceived: Int = 0
    public var certificate: Certificate?

    public init(method: String, url: String) {
        self.method = method
        self.url = url
    }
}

/// How long each part of a hop took, from libcurl's `*_TIME_T` values (microseconds, CURLINFO_*_TIME_T).
/// A phase that did not happen is absent, not zero: no lookup for a literal address, nothing before the first byte on a
/// reused connection, no handshake without TLS.
public struct Phases: Sendable, Hashable, Codable {
    public var lookup: Duration?
    public var connect: Duration?
    public var handshake: Duration?
    /// From the connection being ready to the request being sent.
    public var send: Duration?
    /// From the request being sent to the first byte of the response.
    public var wait: Duration?
    public var receive: Duration?
    /// From start to end of this hop.
    public var total: Duration = .zero

    public init() {}

    /// From the start of the hop to the first byte of the response; absent when none came.
    public var firstByte: Duration? {
        guard let wait else { return nil }
        return (lookup ?? .zero) + (connect ?? .zero) + (handshake ?? .zero) + (send ?? .zero) + wait
    }
}

/// What the server's own certificate says (CURLINFO_CERTINFO, first of the chain).
public struct Certificate: Sendable, Hashable, Codable {
    public var subject: String
    public var issuer: String
    public var names: [String]
    public var notBefore: Timestamp
    public var notAfter: Timestamp
    /// The earliest `notAfter` of the whole chain as sent.
    public var chainNotAfter: Timestamp

    public init(
        subject: String, issuer: String, names: [String], notBefore: Timestamp, notAfter: Timestamp,
        chainNotAfter: Timestamp
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.chainNotAfter = chainNotAfter
    }
}

/// Why an exchange did not end with a whole response.
public struct ExchangeFailure: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    public var kind: Kind
    /// libcurl's number, when the failure is libcurl's.
    public var curlCode: Int?
    /// One sentence for the person who must act, with host and port; free of secrets and control characters.
    public var message: String
    /// False when the request certainly never reached the server (no connection was made).
    public var mayHaveBeenSent: Bool

    public init(_ kind: Kind, curlCode: Int? = nil, message: String, mayHaveBeenSent: Bool = true) {
        self.kind = kind
        self.curlCode = curlCode
        self.message = message
        self.mayHaveBeenSent = mayHaveBeenSent
    }

    public var description: String { message }

    /// An open set, so that a newer library's failure does not stop us.
    public struct Kind: RawRepresentable, Sendable, Hashable, Codable {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        init(_ rawValue: String) { self.rawValue = rawValue }

        public static let lookup = Kind("lookup")
        public static let connect = Kind("connect")
        public static let handshake = Kind("handshake")
        /// Expired, self-signed, unknown authority or wrong host.
        public static let certificate = Kind("certificate")
        /// The customer's patience ran out.
        public static let timeout = Kind("timeout")
        /// Connection reset or closed before the response was whole.
        public static let closed = Kind("closed")
        /// Not HTTP: a malformed status line, header, length or encoding.
        public static let malformed = Kind("malformed")
        public static let tooLarge = Kind("too-large")
        public static let tooManyRedirects = Kind("too-many-redirects")
        /// A redirect to a scheme, or an address that is not public, and was not written in the file.
        public static let refused = Kind("refused")
        /// The request itself cannot be made (bad address, header that would break the message).
        public static let unusable = Kind("unusable")
        public static let cancelled = Kind("cancelled")
        /// The daemon's own fault (out of descriptors, out of memory).
        public static let own = Kind("own")
    }

    /// Failures below HTTP that our own network could have caused: the reference endpoints are tried.
    public var mayBeOurs: Bool {
        [.lookup, .connect, .timeout, .closed, .handshake].contains(kind)
    }
}
