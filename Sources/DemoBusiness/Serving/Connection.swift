import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

/// Serves the requests of one connection, one after the other.
struct Connection: Sendable {
    let reception: Reception
    let number: Int
    let secure: Bool
    let channel: any Channel

    /// A larger body is refused with 413.
    static let bodyLimit = 1 << 20

    /// Errors end the connection and nothing else: they are the peer's, who has gone or does not speak HTTP.
    func serve(_ pipe: NIOAsyncChannel<HTTPServerRequestPart, ByteBuffer>) async {
        try? await pipe.executeThenClose { inbound, outbound in
            let wire = Wire(channel: channel, outbound: outbound)
            var parts = inbound.makeAsyncIterator()
            var more = true
            while more, case .head(let head)? = try await parts.next() {
                if head.headers["expect"].contains("100-continue") {
                    try await wire.send("HTTP/1.1 100 Continue\r\n\r\n")
                }
                var body: [UInt8] = []
                reading: while let part = try await parts.next() {
                    switch part {
                    case .body(let bytes): body += bytes.readableBytesView
                    default: break reading
                    }
                    if body.count > Self.bodyLimit { break }
                }
                let request = request(head, body)
                more = try await answer(request, on: wire)
            }
        }
    }

    private func request(_ head: HTTPRequestHead, _ body: [UInt8]) -> Request {
        let target = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = percentDecoded(target.first ?? "")
        let received = DemoBusiness.Received(
            method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) },
            body: body, connection: number)
        reception.book.withLock { $0.note(received, path: path) }
        return Request(
            received: received, path: path, query: fields(target.count > 1 ? target[1] : ""),
            keepAlive: head.isKeepAlive, secure: secure, faults: reception.faults, now: reception.options.now(),
            reception: reception,
            loop: channel.eventLoop)
    }

    /// Whether the connection can go on.
    private func answer(_ request: Request, on wire: Wire) async throws -> Bool {
        if request.received.body.count > Self.bodyLimit {
            try await wire.send(Response(status: 413).head(keepAlive: false))
            return false
        }
        switch try await handler(for: request)(request) {
        case .response(let response):
            var bytes = channel.allocator.buffer(string: response.head(keepAlive: request.keepAlive))
            if request.method != "HEAD" { bytes.writeBytes(response.body) }
            try await wire.send(bytes)
            return request.keepAlive
        case .script(let script):
            try await script(wire)
            return false
        }
    }
}

/// Who answers a request.
func handler(for request: Request) -> Handler {
    let path = request.path
    if let tool = ToolShed.handler(for: path) ?? Corner.handler(for: path) { return tool }
    if let refusal = Doorman.refusal(for: request) { return { _ in .response(refusal) } }
    return Site.handlers[path] ?? Site.handler(for: path)
}
