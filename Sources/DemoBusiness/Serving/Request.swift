import FoundationEssentials
import NIOCore
import NIOHTTP1

/// One request, read to its end, and what was true when it arrived.
struct Request: Sendable {
    let received: DemoBusiness.Received
    /// Without the query, percent-decoded.
    let path: String
    let query: [String: String]
    let keepAlive: Bool
    let secure: Bool
    let faults: Set<Fault>
    let now: Date
    let reception: Reception
    let loop: any EventLoop

    var method: String { received.method }
    var form: [String: String] { fields(String(decoding: received.body, as: UTF8.self)) }

    /// The path's parts behind a prefix: `/delay/250` behind `/delay/` is `["250"]`.
    func parts(after prefix: String) -> [Substring] { path.dropFirst(prefix.count).split(separator: "/") }

    /// The cookies that came, by name.
    var cookies: [String: String] {
        let pairs = (received.header("cookie") ?? "").split(separator: ";").map { pair in
            pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
        }
        return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { first, _ in first })
    }

    /// Waits on the connection's own timer.
    ///
    /// - Throws: `CancellationError` when the peer goes away meanwhile.
    func hold(_ time: Duration) async throws { try await pause(time, on: loop) }

    /// Scheme, host and port as the visitor wrote them, or our own when the host is not a plain one.
    var origin: String {
        let host = received.header("host") ?? ""
        let plain = !host.isEmpty && host.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: ":") }
        return (secure ? "https://" : "http://") + (plain ? host : "\(reception.options.host):\(reception.httpPort)")
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// `a=1&b=two+words`, decoded; of a name that comes twice the first counts.
func fields(_ encoded: some StringProtocol) -> [String: String] {
    let pairs = encoded.split(separator: "&").map { pair in
        pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
            percentDecoded($0, plus: true)
        }
    }
    return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { first, _ in first })
}

/// What is not a valid escape stays as it is; invalid UTF-8 becomes U+FFFD.
func percentDecoded(_ text: some StringProtocol, plus: Bool = false) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(plus && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
