import Foundation
import Glibc
import Synchronization

/// A server of a few lines, for what the hotel does not do: a Unix socket, challenges. One connection at a time; each
/// is answered once and closed.
final class RawServer: Sendable {
    /// 0 on a Unix socket.
    let port: Int
    private let descriptor: Int32
    private let requests = Mutex<[String]>([])

    /// What came, head and body, oldest first.
    var received: [String] { requests.withLock { $0 } }

    /// - Parameter listens: false has the port taken and every connection refused.
    init(unixSocket: String? = nil, listens: Bool = true, answer: @escaping @Sendable (String) -> String) throws {
        let family = unixSocket == nil ? AF_INET : AF_UNIX
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var bound: Int32
        if let unixSocket {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: unixSocket.utf8.prefix(107)) }
            bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            port = 0
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            bound = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    let code = bind(descriptor, address, length)
                    getsockname(descriptor, address, &length)
                    return code
                }
            }
            port = Int(UInt16(bigEndian: address.sin_port))
        }
        if bound == 0, listens { bound = listen(descriptor, 16) }
        guard bound == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        if !listens { return }
        Thread.detachNewThread { [self] in
            while case let peer = accept(descriptor, nil, nil), peer >= 0 {
                if let request = Self.read(peer) {
                    requests.withLock { $0.append(request) }
                    let bytes = Array(answer(request).utf8)
                    _ = send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                }
                close(peer)
            }
        }
    }

    func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private static func read(_ peer: Int32) -> String? {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(peer, &block, block.count, 0)
            guard count > 0 else { return nil }
            bytes += block[0..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length = text[..<end.lowerBound].split(separator: "\r\n").compactMap { line in
                line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).drop { $0 == " " }) : nil
            }
            if text[end.upperBound...].utf8.count >= (length.first ?? 0) { return text }
        }
    }
}
