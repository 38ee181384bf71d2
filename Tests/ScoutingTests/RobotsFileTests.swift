import Reading
import Testing

@testable import Shopping

@Suite struct RobotsFileTests {
    @Test(arguments: [
        // RFC 9309 §2.2.2, and what real files have.
        ("User-agent: *\nDisallow: /private", "/private/page", false),
        ("User-agent: *\nDisallow: /private", "/public", true),
        ("User-agent: *\nDisallow: /\nAllow: /open", "/open/page", true),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true),
        ("User-agent: *\nDisallow: /*.php$", "/index.php", false),
        ("User-agent: *\nDisallow: /*.php$", "/index.php?x=1", true),
        ("User-agent: *\nDisallow: /*?", "/page?x=1", false),
        ("User-agent: *\nDisallow:", "/", true),
        ("User-agent: *\nDisallow: /  # everything", "/", false),
        ("User-Agent: Undercover\nDisallow: /ours\n\nUser-agent: *\nDisallow: /", "/page", true),
        ("User-Agent: Undercover\nDisallow: /ours\n\nUser-agent: *\nDisallow: /", "/ours", false),
        ("User-agent: other\nUser-agent: undercover\nDisallow: /both", "/both", false),
        ("User-agent: other\nDisallow: /", "/", true),
        ("User-agent: *\nDisallow: /one\n\nUser-agent: *\nDisallow: /two", "/one", false),
        ("Disallow: /nobody", "/nobody", true),
        ("User-agent: *\r\nDisallow: /crlf\r\n", "/crlf", false),
        ("User-agent: *\nDisallow: /caf%c3%a9", "/café", false),
        ("User-agent: *\nDisallow: /café", "/caf%C3%A9", false),
        ("<html>not a robots file</html>", "/", true), ("", "/", true),
    ])
    func decides(text: String, path: String, allowed: Bool) throws {
        let address = try #require(WebAddress("https://shop.example" + path))
        #expect(RobotsFile(parsing: text).allows(address) == allowed)
    }

    @Test(arguments: [
        ("User-agent: *\nCrawl-delay: 2", 2), ("User-agent: *\nCrawl-delay: 86400", 5),
        ("User-agent: *\nCrawl-delay: -3", 0),
        ("User-agent: *\nCrawl-delay: nan", 0), ("User-agent: *\nCrawl-delay: inf", 5),
        ("User-agent: other\nCrawl-delay: 3", 0),
    ])
    func keepsADelayThatCanBeKept(text: String, seconds: Int) {
        #expect(RobotsFile(parsing: text).delay == .seconds(seconds))
    }

    @Test func aPatternOfStarsEndsSoon() throws {
        let rules = String(repeating: "Disallow: /" + String(repeating: "*a", count: 900) + "b\n", count: 50)
        let address = try #require(WebAddress("https://shop.example/" + String(repeating: "a", count: 2_000)))
        #expect(RobotsFile(parsing: "User-agent: *\n" + rules).allows(address))
    }
}
