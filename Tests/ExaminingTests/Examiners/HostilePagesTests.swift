import Journey
import Testing

@testable import Examining

@Suite struct HostilePagesTests {
    private static let bodies: [(name: String, make: @Sendable () -> String)] = [
        ("nothing", { "" }), ("a NUL", { "\u{0}" }), ("an open tag", { "<" }),
        ("nested deep", { String(repeating: "<div>", count: 50_000) + "© 2019" }),
        ("long attributes", { "<a href=\"" + String(repeating: "a", count: 500_000) + "\">x</a>" }),
        ("many links", { String(repeating: "<a href='/x'>© 2019 {{a}} offer ends 1.1.2020</a>", count: 20_000) }),
        ("a long line of years", { "<footer>" + String(repeating: "© 2019 ", count: 100_000) + "</footer>" }),
        ("a long line of offers", { "<p>" + String(repeating: "offer valid until 31.12.2019 ", count: 20_000) }),
        ("many small offers", { String(repeating: "<p>offer valid until 31.12.2019</p>", count: 5_000) }),
        ("braces that all differ", { (0..<60_000).map { "<p>{{a\($0)}}" }.joined() }),
        (
            "a long class around much",
            {
                "<div class=\"" + String(repeating: "a", count: 1_000_000) + "\">"
                    + String(repeating: "<p>© 2020</p>", count: 3_000)
            }
        ),
        (
            "much that is struck",
            {
                "<del>" + String(repeating: "once ", count: 200_000) + "</del>"
                    + (0..<5_000).map { "<p>Sale \($0) valid until 1 March 2024</p>" }.joined()
            }
        ),
        ("hours upon hours", { "<p>open " + String(repeating: "mo-fr 9:00-18:00 ", count: 20_000) }),
        ("digits", { "<p>tel " + String(repeating: "1", count: 300_000) }),
        ("deep data", { "<script type=application/ld+json>" + String(repeating: "[", count: 100_000) + "</script>" }),
        (
            "wide data",
            {
                "<script type=application/ld+json>[" + String(repeating: "{\"telephone\":\"1234567\"},", count: 50_000)
                    + "{}]</script>"
            }
        ),
        (
            "terminal escapes",
            { "<title>\u{1B}[2J</title><p>{{\u{1B}[31m}} TODO: \u{202E}x</p><footer>© 2019 \u{1B}]0;x\u{7}</footer>" }
        ),
    ]

    @Test(arguments: bodies.map(\.name))
    func noPageCrashesHoldsUpOrInjects(name: String) throws {
        let body = try #require(Self.bodies.first { $0.name == name }).make()
        let started = ContinuousClock.now
        let page = evidence("<html><body>" + body, url: "https://shop.example/")
        let examination = Examiners.examine(page)
        #expect(ContinuousClock.now - started < .seconds(90))
        #expect(examination.findings.count < 200 && examination.questions.count < 200)
        for finding in examination.findings {
            let texts = [finding.says, finding.evidence.excerpt ?? "", finding.evidence.path ?? ""]
            for text in texts {
                #expect(text.count <= 300)
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
            }
        }
    }

    @Test func whatIsNoPageHasNoFindings() {
        for (type, body) in [
            ("application/json", "{\"a\": \"TODO: {{x}}\"}"), ("text/plain", "Lorem ipsum dolor © 2019"),
        ] {
            let page = PageEvidence(
                ResponseReader(Responses.result(body, type: type)), today: Day(number: 20_000), now: Responses.now)
            #expect(Examiners.examine(page).findings.isEmpty)
        }
    }

    @Test func everyExaminerHasACodeAndAVersionOfItsOwn() {
        let codes = Examiners.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(Examiners.all.allSatisfy { $0.ruleVersion >= 1 })
    }
}
