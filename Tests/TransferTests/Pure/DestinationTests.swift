import Journey
import Testing

@testable import Transfer

@Suite("Web addresses")
struct DestinationTests {
    @Test(
        "Scheme, host and port make the origin, in one spelling",
        arguments: [
            ("http://Example.COM", "http", "example.com", 80, "http://Example.COM/"),
            ("HTTPS://example.com/a?b=c#d", "https", "example.com", 443, "https://example.com/a?b=c"),
            ("http://example.com:8080/", "http", "example.com", 8080, "http://example.com:8080/"),
            ("http://[::1]:81/", "http", "::1", 81, "http://[::1]:81/"),
            ("http://0x7f.1/", "http", "127.0.0.1", 80, "http://127.0.0.1/"),
            ("http://2130706433/", "http", "127.0.0.1", 80, "http://127.0.0.1/"),
            ("https://bücher.example/", "https", "xn--bcher-kva.example", 443, "https://xn--bcher-kva.example/"),
            ("http://example.com/a b/é", "http", "example.com", 80, "http://example.com/a%20b/%c3%a9"),
        ] as [(String, String, String, Int, String)])
    func origins(text: String, scheme: String, host: String, port: Int, whole: String) throws {
        let address = try Destination(text)
        #expect(address.origin == Origin(scheme: scheme, host: host, port: port))
        #expect(address.text.lowercased() == whole.lowercased())
    }

    @Test("A user and a password are taken out of the address")
    func userInfo() throws {
        let address = try Destination("https://zo%C3%AB:p%40ss@example.com/x")
        #expect(address.text == "https://example.com/x")
        #expect(address.user == "zoë")
        #expect(address.password == "p@ss")
    }

    @Test(
        "What is no web address is refused",
        arguments: [
            "", "example.com", "/path", "http://", "http://a b/", "http://exa\u{0}mple.com/", "http://x:99999/",
            "http://x:y/", "http://[::1/", "http://-a.example/", "http://+a.example/", "http://\r\nHost: y/",
        ])
    func malformed(text: String) {
        #expect(throws: Destination.Problem.self) { try Destination(text) }
    }

    @Test("Other schemes are named", arguments: ["ftp", "gopher", "ldap", "made-up"])
    func schemes(scheme: String) {
        #expect(throws: Destination.Problem.scheme(scheme)) { try Destination("\(scheme)://example.com/") }
    }

    @Test(
        "References are resolved as RFC 3986 §5.4 does",
        arguments: [
            ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
            ("//g", "http://g/"), ("?y", "http://a/b/c/d?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d?q"),
            ("g#s", "http://a/b/c/g"), ("", "http://a/b/c/d?q"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
            ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("https://h/i", "https://h/i"),
            ("HTTP://H/i", "http://h/i"), ("g h", "http://a/b/c/g%20h"),
        ])
    func references(reference: String, expected: String) throws {
        let base = try Destination("http://a/b/c/d?q")
        #expect(try base.resolving(Array(reference.utf8)).text.lowercased() == expected.lowercased())
    }

    @Test("Bytes that are not UTF-8 are followed as they are")
    func rawBytes() throws {
        let base = try Destination("http://a/")
        #expect(try base.resolving([0x2f, 0xe9]).text.lowercased() == "http://a/%e9")
    }

    @Test(
        "A reference of another scheme is named, whatever follows",
        arguments: ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "gopher://x/", "mailto:a@b.c"])
    func otherSchemes(reference: String) throws {
        let scheme = String(reference.prefix { $0 != ":" })
        let base = try Destination("http://a/")
        #expect(throws: Destination.Problem.scheme(scheme)) { try base.resolving(Array(reference.utf8)) }
    }

    @Test(
        "Proxies",
        arguments: [
            ("proxy.example", "proxy.example", 1080), ("http://p:3128", "p", 3128), ("https://p", "p", 443),
            ("socks5h://[::1]:9050", "::1", 9050), ("socks4a://u:p@p:1", "p", 1),
        ] as [(String, String, Int)])
    func proxies(text: String, host: String, port: Int) throws {
        let proxy = try #require(ProxyAddress(text))
        #expect(proxy.host == host)
        #expect(proxy.port == port)
    }

    @Test(
        "A proxy that would look names up on the loop is none", arguments: ["socks5://p", "socks4://p", "ftp://p", ""])
    func noProxies(text: String) {
        #expect(ProxyAddress(text) == nil)
    }
}
