import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A site on a free port of 127.0.0.1 whose pages are what a test says, and that keeps who asked for what.
final class PaperSite: Sendable {
    struct Reply: Sendable {
        var status = 200
        var headers: [(String, String)] = [("Content-Type", "text/html; charset=utf-8")]
        var body = ""

        static func page(_ body: String) -> Reply {
            Reply(body: "<!DOCTYPE html><html lang=\"en\"><body>\(body)</body></html>")
        }
        static func text(_ body: String) -> Reply { Reply(headers: [("Content-Type", "text/plain")], body: body) }
        static func leading(to address: String, status: Int = 302) -> Reply {
            Reply(status: status, headers: [("Location", address)])
        }
        static let nothing = Reply(status: 404, body: "<h1>Not found</h1>")
    }

    struct Request: Sendable {
        let method: String
        let target: String
        let headers: HTTPHeaders
    }

    let url: String
    private let channel: any Channel
    private let book: Book

    private final class Book: Sendable {
        let requests = Mutex<[Request]>([])
        let answer: @Sendable (Request) -> Reply
        init(_ answer: @escaping @Sendable (Request) -> Reply) { self.answer = answer }
    }

    private init(_ channel: any Channel, _ book: Book) {
        self.channel = channel
        self.book = book
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    /// Serves the pages by their targets while the body runs; all else is not found.
    static func with<T: Sendable>(
        _ pages: [String: Reply], _ body: (PaperSite) async throws -> T
    ) async throws -> T {
        try await with({ pages[$0.target] ?? .nothing }, body)
    }

    static func with<T: Sendable>(
        _ answer: @escaping @Sendable (Request) -> Reply, _ body: (PaperSite) async throws -> T
    ) async throws -> T {
        let book = Book(answer)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(book))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let site = PaperSite(channel, book)
        let result: Result<T, any Error>
        do { result = .success(try await body(site)) } catch { result = .failure(error) }
        try await channel.close()
        return try result.get()
    }

    var requests: [Request] { book.requests.withLock { $0 } }
    /// Without the one for robots.txt.
    var targets: [String] { requests.map(\.target).filter { $0 != "/robots.txt" } }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let book: Book
        private var head: HTTPRequestHead?

        init(_ book: Book) { self.book = book }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): self.head = head
            case .body: break
            case .end:
                guard let head else { return }
                let request = Request(method: head.method.rawValue, target: head.uri, headers: head.headers)
                book.requests.withLock { $0.append(request) }
                let reply = book.answer(request)
                var headers = HTTPHeaders(reply.headers)
                headers.add(name: "Content-Length", value: "\(reply.body.utf8.count)")
                headers.add(name: "Set-Cookie", value: "visitor=known; Path=/")
                context.write(
                    wrapOutboundOut(
                        .head(
                            HTTPResponseHead(
                                version: .http1_1, status: .init(statusCode: reply.status), headers: headers))),
                    promise: nil)
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
