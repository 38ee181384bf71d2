import NIOCore

/// The misbehaving corner: what no server should do, below `/bad/`. Each script writes raw bytes at the pace at which
/// the peer reads, ends when the peer goes, and then the connection is closed.
///
/// Silence and slowness: `silence`, `silence/after-head`, `drip` and `drip/head` (a byte every second, or every
/// `?every=MS`), `endless` (chunks), `endless/line` (a header line), `endless/close` (no length given).
/// Size: `headers/many` (100,000), `headers/long` (one of 1 MB), `huge` (2 GB, as announced), `bomb` (gzip, 1 GiB).
/// Lies: `length/long`, `length/short`, `length/negative`, `length/twice`, `length/text`, `chunk/broken`,
/// `encoding/broken`, `encoding/unknown`.
/// Departures: `close` (200, or `?status=`), `close/at-once`, `close/in-head`, `close/in-chunk`, `reset`, `reset/in-body`.
/// Redirects (302, or `?status=`): see ``Redirects``. Text: see ``Texts``. Heads: see ``Heads``.
enum Corner {
    typealias Script = @Sendable (Request, Wire) async throws -> Void

    static let scripts: [String: Script] = {
        let all = [streams, departures, lies, Redirects.scripts, Texts.scripts, Heads.scripts]
        return Dictionary(all.joined().map { ("/bad/" + $0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }()

    static func handler(for path: String) -> Handler? {
        // Each hop of the endless redirects has an address of its own.
        let known = path.hasPrefix("/bad/redirect/forever/") ? "/bad/redirect/forever" : path
        guard let script = scripts[known] else { return nil }
        return { request in .script { wire in try await script(request, wire) } }
    }

    private static let streams: [String: Script] = [
        "silence": { _, wire in try await wire.holdForEver() },
        "silence/after-head": { _, wire in
            try await wire.send(head(length: 1000))
            try await wire.holdForEver()
        },
        "drip": { request, wire in
            try await wire.send(head(length: 1_000_000))
            while true {
                try await wire.send("a")
                try await wire.hold(pace(request))
            }
        },
        "drip/head": { request, wire in
            for byte in head(length: 0).utf8 {
                try await wire.send([byte])
                try await wire.hold(pace(request))
            }
        },
        "endless": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "1000\r\n" + String(repeating: "<p>more</p>\n....", count: 256) + "\r\n"
            while true { try await wire.send(chunk) }
        },
        "endless/line": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\nX-Endless: ")
            try await wire.stream(.max, of: UInt8(ascii: "a"))
        },
        "endless/close": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n")
            try await wire.stream(.max, of: UInt8(ascii: "a"))
        },
        "huge": { _, wire in
            try await wire.send(head(length: 2 << 30))
            try await wire.stream(2 << 30, of: UInt8(ascii: "a"))
        },
        "bomb": { _, wire in
            try await wire.send(head(length: Bomb.size, more: "Content-Encoding: gzip\r\n"))
            try await wire.send(Bomb.opening)
            try await wire.stream(Bomb.zeros, of: 0)
            try await wire.send(Bomb.ending)
        },
    ]

    private static let departures: [String: Script] = [
        "close": { request, wire in
            let status = Int(request.query["status"] ?? "") ?? 200
            try await wire.send(head(length: 1000, status: status) + "The rest of this page is")
        },
        "close/at-once": { _, _ in },
        "close/in-head": { _, wire in try await wire.send("HTTP/1.1 200 OK\r\nContent-Ty") },
        "close/in-chunk": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nThe rest of this chunk is")
        },
        "reset": { _, wire in try await wire.reset() },
        "reset/in-body": { _, wire in
            try await wire.send(head(length: 1000) + "The rest of this page is")
            // The peer must have read these bytes first, or the reset overtakes them.
            try await wire.hold(.milliseconds(50))
            try await wire.reset()
        },
    ]

    private static let lies: [String: Script] = [
        // The announced body is longer, or shorter, than the one that comes.
        "length/long": { _, wire in try await wire.send(head(length: 100) + "ten bytes.") },
        "length/short": { _, wire in try await wire.send(head(length: 4) + "ten bytes.") },
        "length/negative": { _, wire in try await wire.send(head(length: -1) + "ten bytes.") },
        "length/twice": { _, wire in try await wire.send(head(length: 10, more: "Content-Length: 4\r\n") + "ten bytes.")
        },
        "length/text": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\nContent-Length: ten\r\nConnection: close\r\n\r\nten bytes.")
        },
        "chunk/broken": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n")
        },
        "encoding/broken": { _, wire in
            try await wire.send(head(length: 10, more: "Content-Encoding: gzip\r\n") + "ten bytes.")
        },
        "encoding/unknown": { _, wire in
            try await wire.send(head(length: 10, more: "Content-Encoding: marmalade\r\n") + "ten bytes.")
        },
    ]

    static func head(
        length: Int, status: Int = 200, type: String = "text/html; charset=utf-8", more: String = ""
    ) -> String {
        "HTTP/1.1 \(status) OK\r\nContent-Type: \(type)\r\n\(more)Content-Length: \(length)\r\nConnection: close\r\n\r\n"
    }

    private static func pace(_ request: Request) -> Duration {
        .milliseconds(max(1, Int(request.query["every"] ?? "") ?? 1000))
    }
}
