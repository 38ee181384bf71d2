import DemoBusiness
import Foundation
import Glibc
import Journey
import Logging
import Reporting
import ServiceLifecycle
import Synchronization
import Transfer

@testable import Daemon

private struct Alone: Service {
    let daemon: Daemon
    let logger: Logger

    func run() async throws { try await daemon.run(logger: logger) }
}

/// A daemon at work, with a listener where systemd's would be.
final class Running: Sendable {
    let directory: String
    private let business: DemoBusiness
    private var site: String { business.url }
    private let transfer: Transfer
    private let session: TransferSession
    private let heard = Mutex<[String]>([])

    var notified: [String] { heard.withLock { $0 } }

    private init(directory: String, business: DemoBusiness) throws {
        self.directory = directory
        self.business = business
        transfer = try Transfer()
        session = transfer.session()
    }

    static func with(
        _ probes: [(String, String)], settings: String = "", environment: [String: String] = [:],
        options change: (inout Daemon.Options) -> Void = { _ in },
        before: @Sendable (String) async throws -> Void = { _ in },
        _ body: @Sendable (Running) async throws -> Void,
        after: (String) throws -> Void = { _ in }
    ) async throws {
        let business = try await DemoBusiness.start()
        // Short: the path of a Unix socket has 108 bytes.
        let directory = "/tmp/uc-" + UUID().uuidString.prefix(13)
        try FileManager.default.createDirectory(atPath: directory + "/probes", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let running = try Running(directory: directory, business: business)
        try """
        business: {hosts: [127.0.0.1]}
        ledger: \(directory)/ledger.sqlite
        runtime: \(directory)/run
        addresses: {page: none}
        defaults: {promise: 5s}
        \(settings.replacingOccurrences(of: "HERE", with: directory))
        """.write(toFile: directory + "/undercover.yaml", atomically: true, encoding: .utf8)
        for (name, text) in probes { try running.write(name, text) }
        let listener = try running.listen()
        var options = Daemon.Options(
            configuration: directory,
            environment: environment.merging(["NOTIFY_SOCKET": directory + "/notify"]) { first, _ in first })
        options.handlesSignals = false
        options.grace = .seconds(1)
        change(&options)
        try await before(directory)
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        // Stopped as by a signal: cancelled, the server's library would end the process if somebody had just connected.
        let group = ServiceGroup(services: [Alone(daemon: Daemon(options), logger: silent)], logger: silent)
        let task = Task { try await group.run() }
        let result: Result<Void, any Error>
        do {
            try await running.wait { FileManager.default.fileExists(atPath: directory + "/run/socket") }
            result = .success(try await body(running))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        _ = await task.result
        await running.transfer.shutdown()
        close(listener)
        await business.stop()
        try result.get()
        try after(directory)
    }

    func write(_ name: String, _ text: String) throws {
        try text.replacingOccurrences(of: "SITE", with: site).write(
            toFile: directory + "/probes/\(name).yaml", atomically: true, encoding: .utf8)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: directory + "/probes/\(name).yaml")
    }

    func get<T: Decodable>(_ path: String) async throws -> T { try await ask("GET", path) }
    func post<T: Decodable>(_ path: String) async throws -> T { try await ask("POST", path) }

    /// Requests that the business has had, as `GET /path`.
    var received: [String] {
        ["/", "/api/tickets"].flatMap { (path: String) in business.received(path).map { "\($0.method) \(path)" } }
    }

    /// Asks for a visit; its steps, as they are told.
    /// What is told of a visit that is asked for, from its beginning to its end.
    /// - Parameter hearing: called with each word of it.
    func visit(_ probe: String, hearing: @escaping @Sendable () -> Void = {}) async throws -> String {
        var request = ExchangeRequest(method: "POST", url: "http://undercover/api/v1/visit")
        request.unixSocket = directory + "/run/socket"
        request.body = .bytes(try JSONForm.bytes(VisitWish(probe: probe)), contentType: "application/json")
        request.patience = .seconds(60)
        let words = Words()
        let refused = await session.stream(request) { bytes in
            words.bytes.withLock { $0 += bytes }
            hearing()
        }
        return words.bytes.withLock { String(decoding: $0 + refused.body, as: UTF8.self) }
    }

    private final class Words: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    private func ask<T: Decodable>(_ method: String, _ path: String) async throws -> T {
        var request = ExchangeRequest(method: method, url: "http://undercover" + path)
        request.unixSocket = directory + "/run/socket"
        return try JSONForm.value(T.self, from: await session.perform(request).body)
    }

    /// Asks for the status until it is as it should be; the daemon's own clock is the machine's here.
    func until(_ holds: (StatusDocument) -> Bool) async throws -> StatusDocument {
        var last: Result<StatusDocument, any Error>?
        for _ in 0..<1200 {
            do {
                let document: StatusDocument = try await get("/api/v1/status")
                if holds(document) { return document }
                last = .success(document)
            } catch {
                last = .failure(error)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Impatient(last: last.map { "\($0)" })
    }

    func wait(_ holds: () -> Bool) async throws {
        for _ in 0..<1200 {
            if holds() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Impatient()
    }

    struct Impatient: Error {
        var last: String?
    }

    /// A datagram socket as systemd's, read on a thread until it is closed.
    private func listen() throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array((directory + "/notify").utf8)) }
        let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard socket >= 0, bound == 0 else { throw Impatient() }
        var patience = timeval(tv_sec: 0, tv_usec: 100_000)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        Thread.detachNewThread { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = recv(socket, &buffer, buffer.count, 0)
                if count > 0 {
                    self?.heard.withLock { $0.append(String(decoding: buffer.prefix(count), as: UTF8.self)) }
                } else if errno != EAGAIN && errno != EINTR {
                    return
                }
            }
        }
        return socket
    }
}
