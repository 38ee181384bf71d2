import CTLS
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The reception: accepts connections, keeps the book of what came, and knows the state that pages depend on.
final class Reception: Sendable {
    /// What has come so far. Bounded, whatever visitors do.
    struct Book {
        var total = 0
        var hits: [String: Int] = [:]
        var latest: [DemoBusiness.Received] = []
        var accepted = 0
        var open: [Int: any Channel] = [:]
        var closing = false

        mutating func note(_ received: DemoBusiness.Received, path: String) {
            total += 1
            if hits.count < 10_000 || hits[path] != nil { hits[path, default: 0] += 1 }
            latest.append(received.clipped(body: 65_536))
            if latest.count > 1024 { latest.removeFirst(512) }
        }
    }

    let options: DemoBusiness.Options
    let certificates: Certificates?
    let book = Mutex(Book())
    let tickets: Mutex<TicketDesk>
    let sessions = Mutex(Sessions())
    let bookings = Atomic(0)
    private let state: Mutex<(faults: Set<Fault>, httpPort: Int)>

    init(options: DemoBusiness.Options, certificates: Certificates?) {
        self.options = options
        self.certificates = certificates
        self.tickets = Mutex(TicketDesk(answerAfter: options.answerAfter))
        self.state = Mutex((options.faults, 0))
    }

    var faults: Set<Fault> { state.withLock { $0.faults } }
    var httpPort: Int { state.withLock { $0.httpPort } }

    func set(_ faults: Set<Fault>) { state.withLock { $0.faults = faults } }
    func opened(httpPort: Int) { state.withLock { $0.httpPort = httpPort } }

    func listen(secure: Bool) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.accept(channel, secure: secure) }
            }
            .bind(host: options.host, port: 0).get()
    }

    private func accept(_ channel: any Channel, secure: Bool) throws {
        let number = try register(channel)
        if secure, let certificates {
            // Without a handler what comes is dropped, and nothing is ever said.
            if faults.contains(.silentHandshake) { return }
            let session = try certificates.session(for: faults)
            try channel.pipeline.syncOperations.addHandler(TLSHandler(session))
        }
        try channel.pipeline.syncOperations.addHandler(
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
        let pipe = try NIOAsyncChannel<HTTPServerRequestPart, ByteBuffer>(wrappingChannelSynchronously: channel)
        let connection = Connection(reception: self, number: number, secure: secure, channel: channel)
        // The loop runs the task itself, so that no delay of ours depends on how busy the process's own tasks are.
        let task = Task(executorPreference: LoopExecutor(channel.eventLoop)) { await connection.serve(pipe) }
        channel.closeFuture.whenComplete { _ in task.cancel() }
    }

    /// The connection's number, for as long as it is open.
    private func register(_ channel: any Channel) throws -> Int {
        let number: Int? = book.withLock { book in
            guard !book.closing else { return nil }
            book.accepted += 1
            book.open[book.accepted] = channel
            return book.accepted
        }
        guard let number else { throw ChannelError.ioOnClosedChannel }
        channel.closeFuture.whenComplete { _ in self.book.withLock { $0.open[number] = nil } }
        return number
    }

    func closeConnections() async {
        let open = book.withLock { book in
            book.closing = true
            return Array(book.open.values)
        }
        for channel in open { channel.close(mode: .all, promise: nil) }
        for channel in open { try? await channel.closeFuture.get() }
    }
}

/// Runs tasks on the thread of an event loop.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
