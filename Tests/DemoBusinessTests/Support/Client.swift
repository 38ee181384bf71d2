import Dispatch
import Glibc

import DemoBusiness

/// What came back over a bare socket.
struct Reply: Sendable {
    var raw: [UInt8] = []
    /// Whether the server ended the connection, rather than our limit of bytes or time.
    var ended = false
    /// Whether it ended by a reset.
    var reset = false

    private var split: Int? { raw.firstIndex(of: Array("\r\n\r\n".utf8)) }

    var head: String { String(decoding: raw.prefix(split ?? raw.count), as: UTF8.self) }
    var body: [UInt8] { split.map { Array(raw[($0 + 4)...]) } ?? [] }
    var text: String { String(decoding: body, as: UTF8.self) }
    var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    func header(_ name: String) -> String? {
        head.split(separator: "\r\n").dropFirst().lazy.compactMap { line -> String? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
            return String(parts[1].drop { $0 == " " })
        }.first
    }
}

extension [UInt8] {
    /// Where `part` begins for the first time.
    func firstIndex(of part: [UInt8]) -> Int? {
        var rest = self[...]
        while let index = rest.firstIndex(of: part[0]) {
            if self[index...].starts(with: part) { return index }
            rest = self[(index + 1)...]
        }
        return nil
    }
}

struct SocketError: Error { let number: Int32 }

/// One blocking connection. Its owner closes it.
struct Socket {
    private let descriptor: Int32

    init(host: String, port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard outcome == 0 else {
            Glibc.close(descriptor)
            throw SocketError(number: errno)
        }
    }

    func send(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    /// Reads off the threads that tests, and the server, run on.
    func read(limit: Int = 8 << 20, patience: Double = 30) async -> Reply {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: readHere(limit: limit, patience: patience)) }
        }
    }

    /// Reads until the server ends, `limit` bytes have come, or nothing has come for `patience` seconds.
    func readHere(limit: Int, patience: Double) -> Reply {
        var wait = timeval(tv_sec: Int(patience), tv_usec: Int(patience * 1e6) % 1_000_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var reply = Reply()
        var room = [UInt8](repeating: 0, count: 1 << 16)
        while reply.raw.count < limit {
            let count = recv(descriptor, &room, min(room.count, limit - reply.raw.count), 0)
            if count > 0 {
                reply.raw += room.prefix(count)
            } else {
                reply.reset = count < 0 && errno == ECONNRESET
                reply.ended = count == 0 || reply.reset
                break
            }
        }
        return reply
    }

    func close() { Glibc.close(descriptor) }
}

extension DemoBusiness {
    /// One request on a connection of its own, off the threads that tests run on.
    func fetch(
        _ target: String, method: String = "GET", headers: [String] = [], body: String = "", limit: Int = 8 << 20,
        patience: Double = 30
    ) async throws -> Reply {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        let socket = try Socket(host: self.host, port: self.port)
                        defer { socket.close() }
                        var lines = [
                            "\(method) \(target) HTTP/1.1", "Host: \(self.host):\(self.port)", "Connection: close",
                        ]
                        lines += headers
                        if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
                        socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
                        return socket.readHere(limit: limit, patience: patience)
                    })
            }
        }
    }
}

/// Runs `body` with an open business and closes it whatever happens.
func withBusiness<Result>(
    _ faults: Set<Fault> = [], options: DemoBusiness.Options = .init(),
    _ body: (DemoBusiness) async throws -> Result
) async throws -> Result {
    var options = options
    options.faults = faults
    let business = try await DemoBusiness.start(options: options)
    do {
        let result = try await body(business)
        await business.stop()
        return result
    } catch {
        await business.stop()
        throw error
    }
}
