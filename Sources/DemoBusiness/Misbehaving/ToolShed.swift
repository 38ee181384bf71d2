import FoundationEssentials
import NIOCore

/// Tools for tests, beside the site. No fault touches them.
///
/// | path | answer |
/// |---|---|
/// | `/delay/MS` | first byte after MS milliseconds; `{"heldMicroseconds"}` says how long it really was |
/// | `/slow/MS` | head and half the body at once, the rest after MS milliseconds |
/// | `/status/CODE` | that status, 200–599 |
/// | `/bytes/N` | N times the letter `a`, streamed |
/// | `/gzip` | twenty lines, "Grüße aus dem Lindenhof", as gzip whether or not it was asked for |
/// | `/chunked` | "one two three" in three chunks, with a trailer |
/// | `/echo` | `{"method", "target", "headers": {name in lower case: value}, "body", "connection"}` |
/// | `/connection` | `{"connection": N}`, the connection's serial number |
/// | `/cookies/set?NAME=VALUE…` | sets those cookies |
/// | `/cookies/show` | the cookies that came, as an object |
/// | `/auth/basic` | 401 with a challenge, or 200 for `guest:lindenhof` |
/// | `/redirect/N` | N hops, the last to `/echo` |
/// | `/redirect-to?url=ADDRESS&status=CODE` | a redirect to that address (302 unless told otherwise) |
enum ToolShed {
    private struct Echo: Encodable {
        let method: String
        let target: String
        let headers: [String: String]
        let body: String
        let connection: Int
    }

    static func handler(for path: String) -> Handler? {
        let parts = path.split(separator: "/")
        switch (parts.first, parts.count) {
        case ("delay", 2): return number(parts[1], in: 0...600_000).map { delay(.milliseconds($0)) }
        case ("slow", 2): return number(parts[1], in: 0...600_000).map { slow(.milliseconds($0)) }
        case ("status", 2): return number(parts[1], in: 200...599).map(status)
        case ("bytes", 2): return number(parts[1], in: 0...Int.max).map(bytes)
        case ("redirect", 2): return number(parts[1], in: 0...1000).map(hops)
        case ("gzip", 1): return { _ in .response(packed) }
        case ("chunked", 1): return chunked
        case ("echo", 1): return echo
        case ("connection", 1): return { .response(try .json(["connection": $0.received.connection])) }
        case ("redirect-to", 1): return redirect
        case ("cookies", 2) where parts[1] == "set": return setCookies
        case ("cookies", 2) where parts[1] == "show": return { .response(try .json($0.cookies)) }
        case ("auth", 2) where parts[1] == "basic": return basic
        default: return nil
        }
    }

    private static func number(_ text: Substring, in range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func delay(_ time: Duration) -> Handler {
        { request in
            let held = try await ContinuousClock().measure { try await request.hold(time) }
            return .response(try .json(["heldMicroseconds": Int(held / .microseconds(1))]))
        }
    }

    private static func slow(_ time: Duration) -> Handler {
        { _ in
            .script { wire in
                try await wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nhalf ")
                try await wire.hold(time)
                try await wire.send("more\n")
            }
        }
    }

    private static func status(_ code: Int) -> Handler {
        { _ in .response(.text("Status \(code)\n", status: code)) }
    }

    private static func bytes(_ count: Int) -> Handler {
        { request in
            guard count > 1 << 16 else { return .response(.text(String(repeating: "a", count: count))) }
            return .script { wire in
                try await wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: \(count)\r\n\r\n")
                if request.method != "HEAD" { try await wire.stream(count, of: UInt8(ascii: "a")) }
            }
        }
    }

    private static let packed = Response(
        headers: [("Content-Type", "text/plain; charset=utf-8"), ("Content-Encoding", "gzip")],
        body: Array(
            Data(base64Encoded: "H4sIAAAAAAACA3MvOrzn8PxUhcTSYoWU1FwFn8y8lNS8jPw0LvdRmREkAwCSXLlmCAIAAA==") ?? Data()))

    @Sendable private static func chunked(_ request: Request) -> Answer {
        .script { wire in
            try await wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n")
            try await wire.send("Trailer: X-Count\r\n\r\n")
            for word in ["4\r\none \r\n", "4\r\ntwo \r\n", "5;note=last\r\nthree\r\n"] { try await wire.send(word) }
            try await wire.send("0\r\nX-Count: 3\r\n\r\n")
        }
    }

    private static func hops(_ count: Int) -> Handler {
        { _ in .response(.redirect(to: count > 1 ? "/redirect/\(count - 1)" : "/echo")) }
    }

    @Sendable private static func echo(_ request: Request) throws -> Answer {
        let received = request.received
        let headers = Dictionary(received.headers.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" }
        return .response(
            try .json(
                Echo(
                    method: received.method, target: received.target, headers: headers,
                    body: String(decoding: received.body, as: UTF8.self), connection: received.connection)))
    }

    @Sendable private static func redirect(_ request: Request) -> Answer {
        let status = Int(request.query["status"] ?? "") ?? 302
        // What would end the header early is left out: this tool is about addresses, not about split responses.
        let address = (request.query["url"] ?? "/").unicodeScalars.filter { $0.value >= 0x20 }
        return .response(.redirect(to: String(String.UnicodeScalarView(address)), status: status))
    }

    @Sendable private static func setCookies(_ request: Request) -> Answer {
        let pairs = request.query.sorted { $0.key < $1.key }.filter { pair in
            (pair.key + pair.value).utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: ";") }
        }
        return .response(.text("Set.\n", headers: pairs.map { ("Set-Cookie", "\($0.key)=\($0.value); Path=/") }))
    }

    @Sendable private static func basic(_ request: Request) -> Answer {
        let expected = "Basic " + Data("guest:lindenhof".utf8).base64EncodedString()
        guard request.received.header("authorization") == expected else {
            return .response(
                .text("Who are you?\n", status: 401, headers: [("WWW-Authenticate", "Basic realm=\"Lindenhof\"")]))
        }
        return .response(.text("Welcome, guest.\n"))
    }
}

extension Wire {
    /// Sends `count` times the same byte, at the pace at which the peer reads.
    func stream(_ count: Int, of byte: UInt8) async throws {
        let block = channel.allocator.buffer(repeating: byte, count: 1 << 16)
        var left = count
        while left > 0 {
            let size = min(left, block.readableBytes)
            try await send(block.getSlice(at: 0, length: size) ?? block)
            left -= size
        }
    }
}
