import Foundation
import Journey
import Reporting
import Testing

@testable import StatusPage

@Suite(.timeLimit(.minutes(10)))
struct PageTests {
    @Test(arguments: ["/", "/findings", "/probes/rooms", "/visits/01JDBBBB"])
    func hostileTextReachesNoPageAsItIs(_ path: String) async throws {
        let house = try House()
        defer { house.tearDown() }
        try await house.fill()
        try await house.open { (_, page) async throws in
            let reply = try await page.get(path, headers: ["Accept: text/html"])
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "text/html; charset=utf-8")
            #expect(reply.body.contains("&lt;script&gt;"), "the text is there")
            #expect(!reply.body.contains("<script"))
            // Scalar by scalar, as a browser reads it.
            let scalars = Array(reply.body.unicodeScalars)
            #expect(
                !scalars.indices.contains {
                    scalars[$0] == "\"" && $0 + 1 < scalars.count && scalars[$0 + 1] == "\u{301}"
                })
            #expect(!scalars.contains("\u{1B}") && !scalars.contains("\u{202E}"))
            #expect(reply.body.contains("\\u{1B}"))
        }
    }

    @Test func textIsEscapedScalarByScalar() {
        #expect(PageText().escapeText("a\"\u{301}<\u{338}&'>") == "a&quot;\u{301}&lt;\u{338}&amp;&#39;&gt;")
        #expect("a/b?c ü".pathSegment == "a%2Fb%3Fc%20%C3%BC")
    }

    @Test func aBrowserIsToldInHTMLWhatIsNotThere() async throws {
        let house = try House()
        defer { house.tearDown() }
        try await house.open { (_, page) async throws in
            let reply = try await page.get("/visits/nobody", headers: ["Accept: text/html,*/*"])
            #expect(reply.status == 404)
            #expect(reply.body.contains("<h1>Not here</h1>"))
            #expect(try await page.get("/probes/none", headers: ["Accept: text/html"]).status == 404)
        }
    }

    @Test func anEmptyLedgerMakesAPageToo() async throws {
        let house = try House()
        defer { house.tearDown() }
        try await house.open { (_, page) async throws in
            let reply = try await page.get("/")
            #expect(reply.body.contains("no visits yet") && reply.body.contains("Nothing stands open."))
            #expect(!reply.body.contains("{{") && !reply.body.contains("Optional("))
        }
    }

    @Test func nothingIsLoadedFromElsewhereAndNothingRuns() async throws {
        let house = try House()
        defer { house.tearDown() }
        try await house.fill()
        try await house.open { (_, page) async throws in
            for path in ["/", "/findings", "/probes/rooms", "/visits/01JDBBBB"] {
                let body = try await page.get(path).body
                #expect(!body.contains(/(src|href)="(https?:)?\/\//))
                #expect(!body.contains("<style") && !body.contains(" style=\""))
                #expect(!body.contains("{{") && !body.contains("Optional("))
            }
            #expect(try await page.get("/style.css").headers["content-type"] == "text/css; charset=utf-8")
            #expect(try await page.get("/icon.svg").body.hasPrefix("<svg"))
        }
    }

    @Test func aChartShowsTheNewestAtTheRightAndNeverLeavesItsFrame() throws {
        let document = try JSONForm.value([VisitSummaryView].self, from: Array(PageTests.visits.utf8))
        let chart = try #require(ProbePage.Chart(document, now: noon))
        #expect(chart.bars.map(\.tone) == ["none", "bad", "satisfactory"].map { $0 == "none" ? "unknown" : $0 })
        #expect(chart.bars.allSatisfy { $0.y >= 0 && $0.y + $0.height == 100 && $0.x + 8 <= chart.width })
        #expect(ProbePage.Chart(Array(document.prefix(1)), now: noon) == nil)
    }

    private static let visits = """
        [{"id":"c","probe":"p","started":"2026-11-24T19:59:00Z","ended":"2026-11-24T19:59:01Z","grade":"satisfactory","late":false,"brokenStandards":[]},
        {"id":"b","probe":"p","started":"2026-11-24T19:58:00Z","ended":"2026-11-24T19:58:09Z","grade":"bad","late":true,"brokenStandards":[]},
        {"id":"a","probe":"p","started":"2026-11-24T19:57:00Z","ended":"2026-11-24T19:57:00Z","grade":"unknown","unknown":"blocked","late":false,"brokenStandards":[]}]
        """

    @Test(arguments: [
        ("127.0.0.1:8046", StatusPage.Address(host: "127.0.0.1", port: 8046)),
        ("[::1]:80", .init(host: "::1", port: 80)), ("::1:80", nil),
        ("localhost", nil), (":80", nil), ("a:70000", nil),
    ])
    func addressesAreHostAndPort(_ text: String, _ address: StatusPage.Address?) {
        #expect(StatusPage.Address(text) == address)
    }
}
