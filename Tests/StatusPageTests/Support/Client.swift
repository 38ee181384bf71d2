import Foundation
import Glibc

/// One question over a socket of its own, read until the server closes it.
struct Client: Sendable {
    enum Place: Sendable {
        case unix(String)
        case tcp(port: Int)
    }

    struct Reply: Sendable {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    let place: Place

    func get(_ path: String, headers: [String] = []) async throws -> Reply {
        let reply = try await ask("GET", path, headers: headers)
        // The page ends connections on which nothing happens for 15 s, and so it looks while other tests have all threads.
        return reply.status == 0 ? try await ask("GET", path, headers: headers) : reply
    }

    func ask(_ method: String, _ path: String, headers: [String] = [], body: String = "") async throws -> Reply {
        var lines = ["\(method) \(path) HTTP/1.1"] + headers
        if !headers.contains(where: { $0.hasPrefix("Host:") }) { lines.append("Host: localhost") }
        if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
        return try await raw((lines + ["Connection: close", "", ""]).joined(separator: "\r\n") + body)
    }

    func raw(_ text: String) async throws -> Reply {
        let answer = try await exchange(text)
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts[0].components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2 { headers[pair[0].lowercased()] = pair[1] }
        }
        var body = parts.count > 1 ? String(parts[1]) : ""
        if headers["transfer-encoding"] == "chunked" { body = Client.unchunked(body) }
        return Reply(
            status: Int(head[0].split(separator: " ").dropFirst().first ?? "") ?? 0, headers: headers, body: body)
    }

    /// On a thread of its own: it blocks.
    private func exchange(_ text: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try blockingExchange(text) }) }
        }
    }

    private func blockingExchange(_ text: String) throws -> String {
        let descriptor = try connected()
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            // A server that has refused may close before all is said.
            if count <= 0 { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return String(decoding: answer, as: UTF8.self) }
            answer += buffer[..<count]
        }
    }

    func connected() throws -> CInt {
        let family = if case .unix = place { AF_UNIX } else { AF_INET }
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        let outcome: CInt
        switch place {
        case .unix(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            outcome = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        case .tcp(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            outcome = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
        guard outcome == 0 else {
            let code = errno
            close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
        }
        return descriptor
    }

    private static func unchunked(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        var body: [UInt8] = []
        while let end = rest.firstIndex(of: 0x0D),
            let size = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16), size > 0
        {
            let start = end + 2
            guard start + size <= rest.endIndex else { break }
            body += rest[start..<(start + size)]
            rest = rest[min(start + size + 2, rest.endIndex)...]
        }
        return String(decoding: body, as: UTF8.self)
    }
}
