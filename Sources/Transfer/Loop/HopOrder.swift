internal import CCurl
internal import Journey

/// One request as a loop is told to make it: every decision is taken, nothing is left but libcurl's work.
struct HopOrder: Sendable {
    enum Purpose: Sendable {
        case exchange
        /// Shake hands, whatever the certificate, and go: to say what is wrong with one that was refused.
        case certificate
    }

    var purpose = Purpose.exchange
    var request: ExchangeRequest
    var session: UInt64
    var method: String
    var address: Destination
    /// The request's own fields and those made from it, as `Name: value`.
    var headerLines: [String] = []
    var body: [UInt8]?
    /// Sent only to a challenge (RFC 7616).
    var digest: (user: String, password: String)?
    /// Milliseconds, at least 1.
    var timeout: Int
    /// `host:port:address,…` for libcurl, so that it never looks a name up.
    var resolve: [String] = []
    var policy: AddressPolicy
    /// The hop's origin is written in the file: cookies may go along.
    var isWritten: Bool
    /// `request.proxy`, read.
    var proxy: ProxyAddress?
    /// Whether a Location will be followed: then the body that comes with it is of no interest.
    var follows = false
    /// Opened for this request, and closed after it.
    var ownConnection = false
    var caFile: String?
    /// Takes the body instead of the outcome, unless the status is an error's.
    var sink: ChunkSink?
}

/// What a loop has to tell of a hop, unread.
struct HopOutcome: Sendable {
    /// Why the hop was cut short by us, when it was.
    enum Cut: Sendable {
        case bodyTooLarge, headersTooLarge
        /// The body of a redirect was longer than we care for: not a failure.
        case redirectBody
        case cancelled
        /// The loop has ended, or is ending.
        case shutDown
    }

    var code: CURLcode = CURLE_OK
    var cut: Cut?
    /// libcurl's own words about a failure; empty when it has none.
    var errorText = ""
    var head = RawHead()
    var body: [UInt8] = []
    /// Microseconds from the start of the hop, 0 when that point was not reached (CURLINFO_*_TIME_T).
    var connected = 0
    var secured = 0
    var sent = 0
    var firstByte = 0
    var total = 0
    var newConnections = 0
    var bytesReceived = 0
    var address: String?
    var port: Int?
    /// The certificates that came with a new connection, as the server sent them: DER, its own first.
    var chain: [UInt8] = []
    /// The last address that was not connected to because the policy forbids it.
    var refused: IPAddress?
    /// Why no socket could be opened (errno).
    var socketError: Int32 = 0
    var handedAt = Timestamp.epoch
    /// Nanoseconds.
    var lag: Int64 = 0

    static func notRun(_ cut: Cut) -> HopOutcome {
        var outcome = HopOutcome()
        outcome.cut = cut
        return outcome
    }
}
