import Glibc
import Journey

/// Reads one address of a loopback business over a plain socket: enough HTTP for pages that close or give their length.
enum Fetch {
    struct Failed: Error {
        var what: String
    }

    static func get(_ path: String, port: Int, method: String = "GET", form: String? = nil) throws -> ExchangeResult {
        let url = "http://127.0.0.1:\(port)\(path)"
        let content = form.map {
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \($0.utf8.count)\r\n\r\n\($0)"
        }
        let bytes = try exchange(
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(content ?? "\r\n")",
            port: port)
        guard let end = (0..<max(0, bytes.count - 3)).first(where: { Array(bytes[$0..<$0 + 4]) == [13, 10, 13, 10] })
        else {
            throw Failed(what: "no head in \(bytes.count) bytes")
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        var hop = Hop(method: method, url: url)
        hop.status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            hop.headers.append(HeaderField(String(line[..<colon]), line[line.index(after: colon)...].trimmed))
        }
        var result = ExchangeResult(startedAt: Responses.now, total: .milliseconds(1))
        result.hops = [hop]
        result.body = Array(bytes[(end + 4)...])
        return result
    }

    private static func exchange(_ request: String, port: Int) throws -> [UInt8] {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failed(what: "socket: \(errno)") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failed(what: "connect: \(errno)") }
        var rest = Array(request.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { throw Failed(what: "send: \(errno)") }
            rest = rest.dropFirst(sent)
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 4_000_000 {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }
}
