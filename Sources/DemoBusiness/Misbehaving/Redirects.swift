/// Redirects that lead nowhere good. 302, or the status in `?status=`.
///
/// `redirect/forever` (each hop at an address of its own), `redirect/self`, `redirect/file`, `redirect/gopher`,
/// `redirect/javascript`, `redirect/data`, `redirect/other-host` (the same port at 127.0.0.2, or at 127.0.0.1 when the
/// business is at 127.0.0.2), `redirect/elsewhere?to=ADDRESS`, `redirect/metadata` (169.254.169.254: only written,
/// never listened on), `redirect/credentials` (a name and password in the address), `redirect/empty`,
/// `redirect/nowhere` (no `Location`), `redirect/broken` (not an address), `redirect/long` (100 kB).
enum Redirects {
    static let scripts: [String: Corner.Script] = [
        "redirect/forever": { request, wire in
            let hop = request.parts(after: "/bad/redirect/forever").first.flatMap { Int($0) } ?? 0
            try await lead(to: "/bad/redirect/forever/\(hop &+ 1)", request, wire)
        },
        "redirect/self": { request, wire in try await lead(to: "/bad/redirect/self", request, wire) },
        "redirect/file": { request, wire in try await lead(to: "file:///etc/passwd", request, wire) },
        "redirect/gopher": { request, wire in try await lead(to: "gopher://127.0.0.1:1/_hello", request, wire) },
        "redirect/javascript": { request, wire in try await lead(to: "javascript:alert(1)", request, wire) },
        "redirect/data": { request, wire in try await lead(to: "data:text/html,hello", request, wire) },
        "redirect/other-host": { request, wire in
            let other = request.reception.options.host == "127.0.0.2" ? "127.0.0.1" : "127.0.0.2"
            try await lead(to: "http://\(other):\(request.reception.httpPort)/echo", request, wire)
        },
        "redirect/elsewhere": { request, wire in try await lead(to: request.query["to"] ?? "/", request, wire) },
        "redirect/metadata": { request, wire in
            try await lead(to: "http://169.254.169.254/latest/meta-data/", request, wire)
        },
        "redirect/credentials": { request, wire in
            let address = "\(request.reception.options.host):\(request.reception.httpPort)/echo"
            try await lead(to: "http://somebody:secret@\(address)", request, wire)
        },
        "redirect/empty": { request, wire in try await lead(to: "", request, wire) },
        "redirect/nowhere": { request, wire in
            try await wire.send(
                "HTTP/1.1 \(status(request)) Redirect\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        },
        "redirect/broken": { request, wire in try await lead(to: "http://[::bad::]:99999/ %zz", request, wire) },
        "redirect/long": { request, wire in
            try await lead(to: "/" + String(repeating: "a", count: 100_000), request, wire)
        },
    ]

    private static func lead(to address: String, _ request: Request, _ wire: Wire) async throws {
        try await wire.send(
            "HTTP/1.1 \(status(request)) Redirect\r\nLocation: \(address)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    }

    private static func status(_ request: Request) -> Int { Int(request.query["status"] ?? "") ?? 302 }
}
