/// Text that must not reach a terminal, a log or a page as it is.
///
/// `text/invalid-utf8`, `text/nul`, `text/escapes` (terminal sequences in title and body), `text/bidi`
/// (bidirectional and zero-width characters), `text/script` (markup and a script in title and body), `text/latin1`
/// (declared ISO-8859-1), `text/mislabelled` (Latin-1 bytes declared as UTF-8), `text/utf16` (with a byte order mark),
/// `text/deep` (100,000 nested elements), `text/json` (100,000 nested arrays), `text/number` (JSON with a number of
/// 100,000 digits), `text/empty`.
enum Texts {
    static let scripts: [String: Corner.Script] = [
        "text/invalid-utf8": { _, wire in
            try await wire.page(title: [0xC3, 0x28], body: [0xFF, 0xFE, 0xED, 0xA0, 0x80])
        },
        "text/nul": { _, wire in try await wire.page(title: Array("a\0b".utf8), body: Array("before\0after".utf8)) },
        "text/escapes": { _, wire in
            try await wire.page(
                title: Array("\u{1B}]0;owned\u{7}title".utf8),
                body: Array("\u{1B}[2J\u{1B}[31mred\u{1B}[0m \u{9B}1m \u{8}\u{8}\u{7f} \rover".utf8))
        },
        "text/bidi": { _, wire in
            try await wire.page(
                title: Array("\u{202E}elgnuj\u{202C}".utf8),
                body: Array("pay\u{200B}pal \u{2066}isolated\u{2069} \u{FEFF}mark".utf8))
        },
        "text/script": { _, wire in
            try await wire.page(
                title: Array("&lt;script&gt;alert(1)&lt;/script&gt;".utf8),
                body: Array("<script>alert(1)</script>&lt;img src=x onerror=alert(2)&gt;".utf8))
        },
        "text/latin1": { _, wire in
            try await wire.page(title: [0x5A, 0x6F, 0xEB], body: [0x43, 0x61, 0x66, 0xE9], charset: "iso-8859-1")
        },
        "text/mislabelled": { _, wire in
            try await wire.page(title: [0x5A, 0x6F, 0xEB], body: [0x43, 0x61, 0x66, 0xE9])
        },
        "text/utf16": { _, wire in
            let text = "<!DOCTYPE html><title>Sixteen</title><p>Café</p>"
            let bytes: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            try await wire.send(Corner.head(length: bytes.count, type: "text/html; charset=utf-16"))
            try await wire.send(bytes)
        },
        "text/deep": { _, wire in
            try await wire.page(title: Array("Deep".utf8), body: Array(String(repeating: "<div>", count: 100_000).utf8))
        },
        "text/json": { _, wire in
            try await wire.json(String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000))
        },
        "text/number": { _, wire in
            try await wire.json("{\"price\":" + String(repeating: "9", count: 100_000) + "}")
        },
        "text/empty": { _, wire in try await wire.send(Corner.head(length: 0)) },
    ]
}

extension Wire {
    fileprivate func page(title: [UInt8], body: [UInt8], charset: String = "utf-8") async throws {
        let bytes =
            Array("<!DOCTYPE html><html lang=\"en\"><head><title>".utf8) + title
            + Array("</title></head><body><h1>Hello</h1><p>".utf8) + body + Array("</p></body></html>\n".utf8)
        try await send(Corner.head(length: bytes.count, type: "text/html; charset=\(charset)"))
        try await send(bytes)
    }

    fileprivate func json(_ text: String) async throws {
        try await send(Corner.head(length: text.utf8.count, type: "application/json") + text)
    }
}
