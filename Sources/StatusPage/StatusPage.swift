internal import Glibc
internal import Hummingbird
internal import HummingbirdCore
public import Journey
internal import Ledger
public import Logging
internal import NIOCore
public import Reporting
public import ServiceLifecycle

/// The HTTP API on the Unix socket, and the same for reading, with pages for people, on a loopback port.
public struct StatusPage: Service {
    private let sources: Sources
    private let places: Places
    private let logger: Logger
    private let running: @Sendable (Running) async -> Void
    /// Others in tests.
    var keeping = ConnectionKeeper.Limits()

    /// Where it listens.
    public struct Places: Sendable, Hashable {
        /// Path of the Unix socket.
        public var socket: String
        /// Host and port of the page; nothing for no page.
        public var page: Address?

        public init(socket: String, page: Address?) {
            self.socket = socket
            self.page = page
        }
    }

    public struct Address: Sendable, Hashable {
        public var host: String
        public var port: Int

        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        /// `127.0.0.1:8046`, `[::1]:8046`; nothing for anything else.
        public init?(_ text: String) {
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
                return nil
            }
            var host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") {
                host = host.dropFirst().dropLast()
            } else if host.contains(":") {
                return nil
            }
            guard !host.isEmpty else { return nil }
            self.init(host: String(host), port: Int(port))
        }
    }

    /// What has come up.
    public enum Running: Sendable, Hashable {
        case socket(path: String)
        case page(Address)
    }

    /// - Parameters:
    ///   - business: its name, for the pages.
    ///   - status: how all stands now; asked for with every question, so it had better be remembered for a second.
    ///   - running: told when a door is open, each once.
    public init(
        answers: Answers, acts: any Acts, places: Places, business: String?,
        timepiece: any Timepiece = SystemTimepiece(),
        logger: Logger, status: @escaping @Sendable () async throws -> StatusDocument,
        running: @escaping @Sendable (Running) async -> Void = { _ in }
    ) throws {
        sources = Sources(
            answers: answers, acts: acts, business: business, timepiece: timepiece, pages: try Pages(), status: status)
        self.places = places
        self.logger = logger
        self.running = running
    }

    /// Removes the socket that a dead daemon has left.
    /// - Throws: `StatusPageError` when a live one listens there, or none can be made there.
    public static func makeWay(at socket: String) throws { try SocketPlace(path: socket).clear() }

    /// Ends after graceful shutdown, once the answers under way are out.
    /// - Throws: `StatusPageError` when the socket cannot be opened. A page that cannot be opened is logged, and the rest goes on.
    public func run() async throws {
        let place = SocketPlace(path: places.socket)
        try place.clear()
        defer { place.remove() }
        try await withThrowingTaskGroup { group in
            group.addTask { try await keepListening(at: place) }
            if let page = places.page {
                group.addTask {
                    do {
                        try await pageServer(page).run()
                    } catch {
                        logger.error(
                            "there is no page: set another `page:` under `addresses:`, or `none`",
                            metadata: ["address": "\(page.host):\(page.port)", "error": "\(error)"])
                        try await gracefulShutdown()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Somebody may remove the socket's file, or the directory that it is in: nobody could ask anything any more.
    private func keepListening(at place: SocketPlace) async throws {
        while true {
            // Not cancelled but shut down: a server that is cancelled may end the process, if somebody has just connected.
            let group = ServiceGroup(services: [socketServer(place)], logger: logger)
            let isGone = try await withThrowingTaskGroup(of: Bool.self) { tasks in
                defer { tasks.cancelAll() }
                tasks.addTask {
                    while !Task.isCancelled, !Task.isShuttingDownGracefully {
                        try? await Task.sleep(for: .seconds(1))
                        guard place.isGone else { continue }
                        await group.triggerGracefulShutdown()
                        return true
                    }
                    return false
                }
                try await group.run()
                tasks.cancelAll()
                return try await tasks.next() ?? false
            }
            guard isGone, !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
            logger.warning("the socket was removed, and is opened anew", metadata: ["socket": "\(place.path)"])
        }
    }

    private func socketServer(_ place: SocketPlace) -> some Service {
        let gate = Gate(door: .socket(ownUser: geteuid(), groupID: Peer.groupID()), pages: sources.pages)
        return server(
            gate, at: .unixDomainSocket(path: place.path), connections: 256, guests: Guests(ownUser: geteuid())
        ) { [running, logger] _ in
            do {
                try place.open()
            } catch {
                logger.error("only this user can connect", metadata: ["error": "\(error)"])
            }
            await running(.socket(path: place.path))
        }
    }

    private func pageServer(_ address: Address) -> some Service {
        let name = address.host.contains(":") ? "[\(address.host)]" : address.host.lowercased()
        let gate = Gate(door: .page(hosts: ["localhost", "127.0.0.1", "[::1]", name]), pages: sources.pages)
        return server(gate, at: .hostname(address.host, port: address.port), connections: 64) { [running] channel in
            await running(.page(Address(host: address.host, port: channel.localAddress?.port ?? address.port)))
        }
    }

    private func server(
        _ gate: Gate, at address: BindAddress, connections: Int, guests: Guests? = nil,
        running: @escaping @Sendable (any NIOCore.Channel) async -> Void
    ) -> some Service {
        let router = Router(context: CallerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: gate)
        APIRoutes(sources: sources).add(to: router)
        PageRoutes(sources: sources).add(to: router)
        // Small questions are all that comes in: anything bigger is a mistake or an attack.
        let keeping = keeping
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 64)
        return Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionKeeper(keeping, guests: guests)], idleTimeout: .seconds(15),
                    httpDecoderConfiguration: limits)),
            configuration: ApplicationConfiguration(
                address: address, availableConnectionsDelegate: .maximum(connections, logger: logger)),
            onServerRunning: running, logger: logger)
    }
}

extension StatusPage {
    /// What answers are made of.
    struct Sources: Sendable {
        let answers: Answers
        let acts: any Acts
        let business: String?
        let timepiece: any Timepiece
        let pages: Pages
        let status: @Sendable () async throws -> StatusDocument

        /// - Throws: `Refusal` when there is none.
        func visit(_ id: String?) async throws -> VisitView {
            guard let id, id.utf8.count <= 64 else { throw Refusal(.notFound, "there is no such visit") }
            if let visit = try await answers.visit(VisitID(rawValue: id)) { return visit }
            throw Refusal(
                .notFound,
                try await answers.isOpen(VisitID(rawValue: id))
                    ? "this visit is not over yet: see `undercover visits --open`" : "there is no such visit (any more)"
            )
        }

        /// An empty answer about what nobody visits would be taken for a good one.
        /// - Throws: `Refusal` when it is neither in the configuration nor in the ledger.
        func requireKnown(probe: String?, location: String?) async throws {
            let isPlanned = try await status().probes.contains {
                (probe == nil || $0.probe == probe) && (location == nil || $0.location == location)
            }
            if isPlanned { return }
            if try await answers.hasVisited(probe: probe, location: location) { return }
            let what = [probe.map { "probe `\($0)`" }, location.map { "location `\($0)`" }].compactMap(\.self)
            if !what.isEmpty { throw Refusal(.notFound, "there is no \(what.joined(separator: " at "))") }
        }
    }
}
