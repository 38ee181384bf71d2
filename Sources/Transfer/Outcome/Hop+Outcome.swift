internal import Journey

extension Hop {
    /// - Parameters:
    ///   - lookup: how long the name took, if it was looked up for this hop.
    ///   - certificate: read from the outcome's chain.
    init(_ order: HopOrder, _ outcome: HopOutcome, lookup: Duration?, certificate: Certificate?) {
        self.init(method: order.method, url: order.address.text)
        let head = outcome.head
        if head.status > 0 { status = head.status }
        version = head.version
        headers = head.fields
        address = outcome.address
        port = outcome.port
        connectionReused = outcome.newConnections == 0 && outcome.sent > 0
        bytesReceived = outcome.bytesReceived
        phases = Phases(outcome, isSecure: order.address.isSecure, lookup: lookup)
        self.certificate = certificate
    }
}

extension Phases {
    /// libcurl's times all count from the start of the hop and are 0 where that point was not reached; the name was
    /// looked up before. (CURLINFO_PRETRANSFER_TIME_T is set when the request has been handed to the socket.)
    init(_ outcome: HopOutcome, isSecure: Bool, lookup: Duration?) {
        self.init()
        self.lookup = lookup
        total = (lookup ?? .zero) + .microseconds(outcome.total)
        // On a connection that is used again libcurl sets the times of connecting too, to next to nothing.
        let isNew = outcome.newConnections > 0
        var ready = 0
        if isNew, outcome.connected > 0 {
            connect = .microseconds(outcome.connected)
            ready = outcome.connected
            if isSecure {
                guard outcome.secured > 0 else { return }
                handshake = .microseconds(max(outcome.secured - outcome.connected, 0))
                ready = max(outcome.secured, ready)
            }
        }
        guard outcome.sent > 0 else { return }
        send = .microseconds(max(outcome.sent - ready, 0))
        // libcurl sets this time also when the connection is closed with nothing on it.
        guard outcome.firstByte > 0, outcome.head.status > 0 else { return }
        // An answer may come before the request has quite left.
        wait = .microseconds(max(outcome.firstByte - max(outcome.sent, ready), 0))
        receive = .microseconds(max(outcome.total - max(outcome.firstByte, outcome.sent), 0))
    }
}
