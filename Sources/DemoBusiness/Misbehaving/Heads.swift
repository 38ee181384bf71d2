/// Heads that bend or break HTTP's grammar (RFC 9112).
///
/// `headers/many` (100,000), `headers/long` (one of 1 MB), `headers/bare-lf`, `headers/bare-cr`, `headers/folded`,
/// `headers/no-colon`, `headers/space-before-colon`, `headers/no-name`, `headers/nul`, `headers/escapes`,
/// `headers/bytes` (not UTF-8), `headers/none`, `status/text`, `status/long`, `status/none` (HTTP/0.9),
/// `status/version` (HTTP/7.3), `status/informational` (1,000 times 103 first), `banner` (not HTTP at all),
/// `cookies/many` (1,000), `cookies/foreign` (for another domain).
enum Heads {
    static let scripts: [String: Corner.Script] = [
        "headers/many": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\n")
            for block in 0..<100 {
                let lines = (0..<1000).map { "X-Header-\(block * 1000 + $0): value\r\n" }
                try await wire.send(lines.joined())
            }
            try await wire.send("Content-Length: 2\r\nConnection: close\r\n\r\nok")
        },
        "headers/long": { _, wire in
            try await wire.send("HTTP/1.1 200 OK\r\nX-Long: ")
            try await wire.stream(1_000_000, of: UInt8(ascii: "a"))
            try await wire.send("\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        },
        "headers/bare-lf": raw("HTTP/1.1 200 OK\nX-Bare: yes\nContent-Length: 2\nConnection: close\n\nok"),
        "headers/bare-cr": line("X-Bare: one\rX-Two: two"),
        "headers/folded": line("X-Folded: one\r\n two"),
        "headers/no-colon": line("this line has no colon"),
        "headers/space-before-colon": line("X-Space : yes"),
        "headers/no-name": line(": yes"),
        "headers/nul": line("X-Nul: a\0b"),
        "headers/escapes": line("X-Escapes: \u{1B}]0;owned\u{7}\u{1B}[31mred\u{202E}"),
        "headers/bytes": { _, wire in
            try await wire.send(Array("HTTP/1.1 200 OK\r\nX-Bytes: ".utf8) + [0xFF, 0xC3, 0x28] + Array(ending.utf8))
        },
        "headers/none": raw("HTTP/1.1 200 OK\r\n\r\nok"),
        "status/text": raw("HTTP/1.1 twohundred OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
        "status/long": raw("HTTP/1.1 200000 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
        "status/none": raw("<h1>Welcome to 1991</h1>\n"),
        "status/version": raw("HTTP/7.3 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
        "status/informational": { _, wire in
            for _ in 0..<1000 { try await wire.send("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n") }
            try await wire.send(Corner.head(length: 2) + "ok")
        },
        "banner": raw("220 lindenhof.example ESMTP ready\r\n"),
        "cookies/many": line((0..<1000).map { "Set-Cookie: c\($0)=\($0); Path=/" }.joined(separator: "\r\n")),
        "cookies/foreign": line("Set-Cookie: stolen=1; Domain=elsewhere.example; Path=/"),
    ]

    private static let ending = "\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"

    private static func raw(_ text: String) -> Corner.Script {
        { _, wire in try await wire.send(text) }
    }

    /// A good response but for one line.
    private static func line(_ text: String) -> Corner.Script { raw("HTTP/1.1 200 OK\r\n" + text + ending) }
}
