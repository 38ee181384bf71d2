import Journey
import ProbeFiles
import Testing

@Suite struct BareProbeTests {
    @Test(arguments: [
        ("https://example.com", "https://example.com/", "example-com"),
        ("example.com", "https://example.com/", "example-com"),
        ("http://127.0.0.1:8080/x?y=1", "http://127.0.0.1:8080/x?y=1", "127-0-0-1"),
        ("https://Shop.Example/A", "https://shop.example/A", "shop-example"), ("http://[::1]/", "http://[::1]/", "1"),
        ("https://example.com/{{x}}", "https://example.com/%7B%7Bx%7D%7D", "example-com"),
    ])
    func itOpensThePageAndSendsNothing(_ text: String, _ address: String, _ name: String) throws {
        let probe = try ConfigurationLoader.probe(forURL: text)
        #expect(probe.name == name && probe.touchpoints.count == 1)
        guard case .exchange(let form) = probe.touchpoints[0].act else {
            Issue.record("no exchange")
            return
        }
        #expect(form.method == "GET" && form.url.names.isEmpty && form.url.source == address)
        #expect(!probe.touchpoints[0].isUnsafe && probe.touchpoints[0].examine == .page)
    }

    @Test(arguments: [
        "", "ftp://example.com/", "https://", "two words", "https://me:x@example.com/", "https://example.com/\n",
        "file:///etc/passwd", "http://exa mple/",
    ])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(throws: Problem.self) { try ConfigurationLoader.probe(forURL: text) }
    }
}
