import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A loopback HTTP server that answers with one status after another, the last one for ever; 0 never answers.
final class Receiver: Sendable {
    struct Received: Sendable {
        var key: String?
        var body: String
    }

    private let statuses: [Int]
    private let state = Mutex<[Received]>([])
    private let listener = Mutex<(any NIOCore.Channel)?>(nil)

    var received: [Received] { state.withLock { $0 } }

    init(_ statuses: Int...) { self.statuses = statuses }

    /// - Returns: its address.
    func open() async throws -> String {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Desk(receiver: self))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        listener.withLock { $0 = channel }
        return "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/hook"
    }

    func close() async throws {
        try await listener.withLock { $0 }?.close()
    }

    /// - Returns: the status of the answer to it.
    fileprivate func take(_ request: Received) -> Int {
        let count = state.withLock { state in
            state.append(request)
            return state.count
        }
        return statuses[min(count, statuses.count) - 1]
    }

    private final class Desk: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let receiver: Receiver
        private var key: String?
        private var body = ""

        init(receiver: Receiver) { self.receiver = receiver }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                key = head.headers.first(name: "Idempotency-Key")
                body = ""
            case .body(let buffer):
                body += String(buffer: buffer)
            case .end:
                let status = receiver.take(Received(key: key, body: body))
                guard status > 0 else { return }
                let head = HTTPResponseHead(
                    version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: ["Content-Length": "0"])
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
