public import Journey
internal import Synchronization

/// What one visit has for itself: its exchanges share connections, names, TLS sessions and cookies with each other and
/// with no other visit's. Ends, and closes its connections, when the last reference goes or ``close()`` is called.
/// Safe to use from any task; exchanges may overlap.
public final class TransferSession: Sendable {
    /// As long as libcurl keeps a name.
    private static let nameLifetime: Duration = .seconds(60)

    private struct KnownName: Sendable {
        var addresses: [IPAddress]
        var until: SuspendingClock.Instant
    }

    private struct Name: Hashable {
        var host: String
        var family: ExchangeRequest.AddressFamily
    }

    let id: UInt64
    let loop: TransferLoop
    private let transfer: Transfer
    private let names = Mutex<[Name: KnownName]>([:])
    private let isClosed = Atomic(false)
    private let inFlight = Atomic(0)

    init(id: UInt64, loop: TransferLoop, transfer: Transfer, cookies: [String]) {
        self.id = id
        self.loop = loop
        self.transfer = transfer
        // Anything else than a cookie's seven fields would be a command to libcurl (CURLOPT_COOKIELIST).
        loop.open(
            session: id,
            cookies: cookies.filter { $0.split(separator: "\t", omittingEmptySubsequences: false).count >= 6 })
    }

    deinit { close() }

    /// Makes an exchange, redirects included. Never throws: what went wrong is in the result. When the task is
    /// cancelled it ends promptly, as cancelled.
    ///
    /// - Parameter address: the request's URL, when it has been read already; it is this that is contacted.
    public func perform(_ request: ExchangeRequest, at address: Destination? = nil) async -> ExchangeResult {
        await perform(request, at: address, sink: nil, ticket: Ticket())
    }

    /// Makes an exchange whose body is handed over as it comes: for answers without an end.
    ///
    /// The body of a status of 400 or more is collected in the result, as `perform` does; of all others the result has
    /// none, and the size limit does not count. While `receive` is busy and `buffer` is full, the server waits.
    ///
    /// - Parameters:
    ///   - buffer: bytes kept for `receive` at most, give or take 16 kB.
    ///   - receive: called with some bytes at a time, in order, never twice at once.
    public func stream(
        _ request: ExchangeRequest, buffer: Int = 256 * 1024, to receive: @Sendable ([UInt8]) async -> Void
    ) async -> ExchangeResult {
        let ticket = Ticket()
        let sink = ChunkSink(limit: buffer) { [loop] in loop.resume(ticket) }
        async let result = {
            let result = await perform(request, at: nil, sink: sink, ticket: ticket)
            sink.end()
            return result
        }()
        while let chunk = await sink.next() { await receive(chunk) }
        return await result
    }

    /// The session's cookies, for a session that goes on with this visit later; in Netscape's format, one a line.
    public func cookies() async -> [String] {
        await loop.cookies(of: id)
    }

    /// Ends exchanges that are going on, as cancelled, and closes the session's connections. Exchanges asked for later
    /// share nothing.
    public func close() {
        guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
        loop.close(session: id, atOnce: inFlight.load(ordering: .sequentiallyConsistent) > 0)
    }

    private func perform(
        _ request: ExchangeRequest, at address: Destination?, sink: ChunkSink?, ticket: Ticket
    ) async -> ExchangeResult {
        inFlight.add(1, ordering: .sequentiallyConsistent)
        defer { inFlight.subtract(1, ordering: .sequentiallyConsistent) }
        var result = ExchangeResult(startedAt: transfer.options.timepiece.now(), total: .zero)
        var planner: HopPlanner
        do throws(ExchangeFailure) {
            planner = try HopPlanner(request, at: address, session: id, caFile: transfer.options.caFile, sink: sink)
        } catch {
            result.failure = error
            return result
        }
        while true {
            let patience = request.patience - result.total
            var order: HopOrder
            var lookup: Duration?
            do throws(ExchangeFailure) {
                order = try planner.order()
                lookup = try await resolve(&order, patience: patience, into: &result)
            } catch {
                result.failure = error
                return result
            }
            order.timeout = Self.milliseconds(patience - (lookup ?? .zero))
            let outcome = await loop.run(order, ticket)
            let hop = Hop(order, outcome, lookup: lookup, certificate: transfer.certificates.read(outcome.chain))
            if result.hops.isEmpty { result.startedAt = outcome.handedAt - (lookup ?? .zero) }
            result.hops.append(hop)
            result.total += hop.phases.total
            result.lag = max(result.lag, .nanoseconds(outcome.lag))
            if var failure = HopFailure.of(order, outcome, patience: request.patience) {
                if failure.kind == .certificate {
                    await explain(&failure, order, hop, rest: request.patience - result.total)
                }
                result.failure = failure
                result.body = outcome.body
                return result
            }
            do throws(ExchangeFailure) {
                if try planner.follow(outcome) { continue }
            } catch {
                result.failure = error
            }
            result.body = outcome.body
            return result
        }
    }

    /// Sees to it that libcurl knows the addresses of the hop's host.
    ///
    /// - Returns: how long the lookup took; nil if none was needed.
    private func resolve(
        _ order: inout HopOrder, patience: Duration, into result: inout ExchangeResult
    ) async throws(ExchangeFailure) -> Duration? {
        guard let wanted = order.nameToLookUp else { return nil }
        let name = Name(host: wanted.host, family: order.request.addressFamily)
        let now = SuspendingClock().now
        if let known = names.withLock({ $0[name] }), known.until > now {
            order.supply(known.addresses, for: wanted)
            return nil
        }
        let outcome = await transfer.lookups.addresses(of: name.host, family: name.family, patience: patience)
        if case .found(let addresses, let took) = outcome {
            names.withLock { names in
                if names.count >= 256 { names = names.filter { $0.value.until > now } }
                names[name] = KnownName(addresses: addresses, until: now.advanced(by: Self.nameLifetime))
            }
            order.supply(addresses, for: wanted)
            return took
        }
        // The hop was not made, but its time was spent.
        var hop = Hop(method: order.method, url: order.address.text)
        switch outcome {
        case .failed(_, let took): hop.phases.lookup = took
        case .timedOut: hop.phases.lookup = patience
        default: break
        }
        hop.phases.total = hop.phases.lookup ?? .zero
        result.hops.append(hop)
        result.total += hop.phases.total
        throw HopFailure.lookup(outcome, host: wanted.host, patience: patience)
            ?? ExchangeFailure(.own, message: "The name \(wanted.host) was not looked up.", mayHaveBeenSent: false)
    }

    /// libcurl has no certificate to show when the handshake failed over it. So shake hands once more without judging,
    /// send nothing, and say what is wrong with it.
    private func explain(_ failure: inout ExchangeFailure, _ order: HopOrder, _ hop: Hop, rest: Duration) async {
        var certificate = hop.certificate
        if certificate == nil, rest > .zero {
            var look = order
            look.purpose = .certificate
            look.ownConnection = true
            look.sink = nil
            look.timeout = min(Self.milliseconds(rest), 5000)
            certificate = transfer.certificates.read(await loop.run(look).chain)
        }
        guard let certificate else { return }
        failure.message = HopFailure.certificate(
            certificate, order: order, words: failure.message, now: transfer.options.timepiece.now())
    }

    /// What libcurl counts in, never less than one: zero would mean for ever.
    private static func milliseconds(_ duration: Duration) -> Int {
        max(1, Int(clamping: min((duration.microseconds + 999) / 1000, Int64(Int32.max))))
    }
}
