import Foundation
import Glibc

/// One connection, read and written on a thread of its own: plain HTTP/1.1, and all the ways to break it off.
final class Wire {
    private let connection: Int32
    private var buffer: [UInt8] = []

    init(_ connection: Int32) { self.connection = connection }

    /// The next request, once its last byte is there; nothing when the customer has gone.
    /// - Parameter begun: told as soon as its head is there.
    func read(begun: (Request) -> Void) -> Request? {
        var head: Range<Int>?
        while head == nil {
            head = buffer.firstRange(of: Array("\r\n\r\n".utf8))
            if head == nil && !fill() { return nil }
        }
        guard let head else { return nil }
        let lines = String(decoding: buffer[..<head.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        buffer.removeSubrange(..<head.upperBound)
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        var request = Request(method: String(words[0]), target: String(words[1]))
        begun(request)
        let length =
            lines.lazy.compactMap { line -> Int? in
                guard line.lowercased().hasPrefix("content-length:") else { return nil }
                return Int(line.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces))
            }.first ?? 0
        while buffer.count < length { if !fill() { return nil } }
        request.body = Array(buffer[..<length])
        buffer.removeSubrange(..<length)
        return request
    }

    /// - Returns: whether the connection goes on.
    func treat(_ treatment: Treatment) -> Bool {
        switch treatment {
        case .answer(let status, let text, let more, let closes):
            return write(answer(status, text, more: more)) && !closes
        case .slowly(let milliseconds, let status, let text):
            usleep(UInt32(milliseconds) * 1000)
            return write(answer(status, text))
        case .close: return false
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            return false
        case .half(let bytes):
            _ = write(Array(answer(201, String(repeating: "half ", count: 20)).prefix(bytes)))
            return false
        case .never:
            while fill() {}
            return false
        }
    }

    private func answer(_ status: Int, _ text: String, more: String = "") -> [UInt8] {
        let type = text.hasPrefix("{") ? "application/json" : "text/plain"
        return Array(
            "HTTP/1.1 \(status) Status\r\nContent-Type: \(type)\r\nContent-Length: \(text.utf8.count)\r\n\(more)\r\n\(text)"
                .utf8)
    }

    private func fill() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(connection, &bytes, bytes.count, 0)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer += bytes[..<count]
            return true
        }
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
