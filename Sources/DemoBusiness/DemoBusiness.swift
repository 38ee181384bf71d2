public import FoundationEssentials
import NIOCore
import NIOPosix
import Synchronization

/// A small hotel on the loopback interface, for `undercover demo` and for tests.
///
/// It serves an honest site over real sockets, a ticket desk under `/api/tickets`, tools for tests (`/delay/MS`,
/// `/status/CODE`, `/echo`…, see ``ToolShed``), and a misbehaving corner below `/bad/` (see ``Corner``). With no
/// ``Fault`` set the site is flawless.
///
/// Every function may be called from any thread. Many businesses can be open in one process: they share NIO's
/// threads, and each costs two listening sockets at most. Memory stays bounded whatever its visitors do.
public final class DemoBusiness: Sendable {
    public struct Options: Sendable {
        /// The numeric loopback address to listen on: `127.0.0.1`, `127.0.0.2`…
        public var host = "127.0.0.1"
        /// Also listen with TLS, see ``DemoBusiness/httpsURL``.
        public var tls = false
        public var faults: Set<Fault> = []
        /// How long `/offers` is held while ``Fault/slowPage`` is set, in real time.
        public var slowPage: Duration = .milliseconds(1500)
        /// When an opened ticket is answered, by ``now``.
        public var answerAfter: Duration = .seconds(30)
        /// Days that the certificate of ``Fault/certificateNearExpiry`` is still valid, in real time.
        public var certificateDaysLeft = 9
        /// The clock of pages and tickets. Certificates and delays go by real time, since clients' libraries do.
        public var now: @Sendable () -> Date = { Date() }

        public init() {}
    }

    /// One request as it arrived.
    public struct Received: Sendable {
        public let method: String
        /// Path and query, undecoded.
        public let target: String
        /// In the order of arrival, names as they were written.
        public let headers: [(name: String, value: String)]
        public private(set) var body: [UInt8]
        /// The serial number of the connection: the same when a connection was reused.
        public let connection: Int

        init(method: String, target: String, headers: [(String, String)], body: [UInt8], connection: Int) {
            self.method = method
            self.target = target
            self.headers = headers
            self.body = body
            self.connection = connection
        }

        func clipped(body limit: Int) -> Received {
            guard body.count > limit else { return self }
            var copy = self
            copy.body = Array(body.prefix(limit))
            return copy
        }

        /// The first value of a header, its name in any case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    public let host: String
    public let port: Int
    /// The port of the TLS listener; nil unless ``Options/tls`` was set.
    public let httpsPort: Int?
    /// The path of a PEM file with the authority that signs the certificates; nil unless ``Options/tls`` was set.
    /// Removed by ``stop()``.
    public let caFile: String?

    let reception: Reception
    private let listeners: [any Channel]

    /// Opens the business on free ports.
    ///
    /// - Throws: NIO's errors when the address cannot be bound; ``CertificateError`` when OpenSSL refuses.
    public static func start(options: Options = Options()) async throws -> DemoBusiness {
        let certificates = try options.tls ? Certificates(daysLeft: options.certificateDaysLeft) : nil
        let reception = Reception(options: options, certificates: certificates)
        var listeners: [any Channel] = []
        do {
            listeners.append(try await reception.listen(secure: false))
            if options.tls { listeners.append(try await reception.listen(secure: true)) }
            return DemoBusiness(
                host: options.host, ports: listeners.compactMap { $0.localAddress?.port },
                caFile: try certificates?.writeAuthority(), reception: reception, listeners: listeners)
        } catch {
            for listener in listeners { try? await listener.close() }
            throw error
        }
    }

    private init(host: String, ports: [Int], caFile: String?, reception: Reception, listeners: [any Channel]) {
        self.host = host
        self.port = ports.first ?? 0
        self.httpsPort = ports.count > 1 ? ports[1] : nil
        self.caFile = caFile
        self.reception = reception
        self.listeners = listeners
        reception.opened(httpPort: port)
    }

    /// `http://HOST:PORT`, without a slash at the end.
    public var url: String { "http://\(host):\(port)" }

    /// `https://HOST:PORT`; nil unless ``Options/tls`` was set. The certificate is the one that the faults call
    /// for at the moment of connecting; a good one is valid for `localhost`, `127.0.0.1`, `127.0.0.2` and
    /// `lindenhof.example`.
    public var httpsURL: String? { httpsPort.map { "https://\(host):\($0)" } }

    /// The faults that are set now.
    public var faults: Set<Fault> { reception.faults }

    /// Replaces the faults; requests that arrive from now on meet the new ones.
    public func set(_ faults: Set<Fault>) { reception.set(faults) }

    /// How many requests a path (without query) has had, good or bad.
    public func hits(_ path: String) -> Int { reception.book.withLock { $0.hits[path] ?? 0 } }

    /// How many requests there have been in all.
    public var hits: Int { reception.book.withLock { $0.total } }

    /// The latest requests (at least 512 are kept, bodies to 64 KiB), oldest first; with a path, those to it.
    public func received(_ path: String? = nil) -> [Received] {
        reception.book.withLock { book in
            guard let path else { return Array(book.latest) }
            return book.latest.filter { $0.target.prefix { $0 != "?" } == path }
        }
    }

    /// How many connections have been accepted since the start.
    public var connectionsAccepted: Int { reception.book.withLock { $0.accepted } }

    /// How many connections are open now.
    public var connectionsOpen: Int { reception.book.withLock { $0.open.count } }

    /// Every path of the misbehaving corner, see ``Corner``.
    public static var badPaths: [String] { Corner.scripts.keys.sorted() }

    /// Closes the listeners and every connection, and removes ``caFile``. May be called twice.
    public func stop() async {
        for listener in listeners { try? await listener.close() }
        await reception.closeConnections()
        if let caFile { try? FileManager.default.removeItem(atPath: caFile) }
    }
}
