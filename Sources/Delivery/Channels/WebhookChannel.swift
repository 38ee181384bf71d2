internal import FoundationEssentials
internal import Journey
internal import Transfer

/// Sends the notification as JSON to an address.
struct WebhookChannel: ChannelKind {
    static let keys = ChannelKeys(
        kind: "webhook", required: ["webhook"], optional: ["method", "headers", "time-limit"], maps: ["headers"])

    private static let methods = ["POST", "PUT", "PATCH"]
    /// 4xx that may heal by themselves, or by somebody's hand at the other end: a missing page or right during a change over
    /// there, a proxy's login, a time-out, the same key under way, too early, too many (RFC 9110 §15.5, 8470, 6585).
    private static let passing: Set<Int> = [401, 403, 404, 407, 408, 409, 421, 423, 424, 425, 429]

    private let settings: Settings
    private let means: DeliveryMeans
    private let redaction: Redaction
    private let address: Template
    private let method: String
    private let timeLimit: Duration

    init(_ channel: Channel, means: DeliveryMeans) throws(DeliveryError) {
        settings = Settings(channel: channel)
        self.means = means
        redaction = Redaction(secrets: means.secrets.values)
        address = try settings.required("webhook")
        method = settings.text("method")?.source.uppercased() ?? "POST"
        guard Self.methods.contains(method) else {
            throw settings.wrong("`method` is one of \(Self.methods.joined(separator: ", "))")
        }
        timeLimit = try settings.span("time-limit", in: .seconds(1)...(.minutes(5)), unwritten: .seconds(10))
    }

    func deliver(_ notification: Notification) async throws {
        let request = try request(for: notification)
        let session = means.transfer.session()
        let result = await session.perform(request)
        session.close()
        // Before any failure: the status says what the server has done with the message, whatever becomes of a body that nobody
        // reads. The last hop is the only one, and an interim answer (1xx) says nothing yet.
        let status = result.last?.status ?? 0
        guard !(200..<300).contains(status) else { return }
        if let failure = result.failure, status < 200 {
            if failure.kind == .cancelled { throw CancellationError() }
            throw DeliveryError(shown(failure.message), permanent: failure.kind == .unusable)
        }
        let permanent = (400..<500).contains(status) && !Self.passing.contains(status)
        throw DeliveryError(shown(refusal(status, result)), permanent: permanent)
    }

    private func request(for notification: Notification) throws(DeliveryError) -> ExchangeRequest {
        let envelope = Envelope(notification: notification, business: means.business)
        let scope = envelope.scope(secrets: means.secrets)
        var request = ExchangeRequest(method: method, url: try settings.fill(address, scope, as: .address))
        guard let origin = Origin(of: request.url) else {
            throw settings.wrong("`webhook` is not an http or https address")
        }
        request.reach = Reach(origins: [origin], allowPrivate: means.allowPrivate)
        request.body = .bytes(Array(envelope.json.utf8), contentType: "application/json")
        request.headers = [HeaderField("Idempotency-Key", notification.id)]
        for header in settings.map("headers") where !Self.isOurs(header.name) {
            request.headers.append(HeaderField(header.name, try settings.fill(header.value, scope, as: .header)))
        }
        request.follow = .none
        request.unsafe = true
        request.patience = timeLimit
        request.sizeLimit = 1_000_000
        return request
    }

    /// Without them the promises of docs/alerts.md do not hold.
    private static func isOurs(_ header: String) -> Bool {
        ["idempotency-key", "content-type", "content-length"].contains(header.lowercased())
    }

    private func refusal(_ status: Int, _ result: ExchangeResult) -> String {
        let server = result.last.flatMap { Origin(of: $0.url) }.map(\.description) ?? "the server"
        if (300..<400).contains(status) {
            return "\(server) answered \(status), which leads elsewhere: write the address it leads to"
        }
        let words = String(decoding: result.body.prefix(200), as: UTF8.self).trimmed
        return "\(server) answered \(status)" + (words.isEmpty ? "" : ": \(words)")
    }

    private func shown(_ text: String) -> String { redaction.apply(text).escapedForDisplay(maxLength: 300) }
}

extension Origin {
    /// Nil unless it is an http or https address with a host.
    fileprivate init?(of address: String) {
        guard let url = URLComponents(string: address), let scheme = url.scheme?.lowercased(),
            let standard = ["http": 80, "https": 443][scheme], var host = url.host?.lowercased(), !host.isEmpty
        else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.init(scheme: scheme, host: host, port: url.port ?? standard)
    }
}
