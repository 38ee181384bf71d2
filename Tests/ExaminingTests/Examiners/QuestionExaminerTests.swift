import Journey
import Testing

@testable import Examining

@Suite struct DeadLinkTests {
    private func questions(_ body: String, url: String = "https://shop.example/page") -> [Question] {
        DeadLink().examine(evidence("<html><body>\(body)</body></html>", url: url)).questions
    }

    private func link(_ href: String = "/history") -> Question? {
        questions("<a href=\"\(href)\">The history</a>").first
    }

    @Test func linksAreAskedOnceEachTheOwnSitesFirst() {
        let asked = questions(
            """
            <a href="https://other.example/a">x</a><a href="/a#top">A</a><a href="/a">A</a><a href="/page#here">here</a>
            <a href="mailto:a@b.example">m</a><a href="tel:+1">t</a><a href="javascript:x()">j</a><a href="#a">f</a>
            <a href="https://www.shop.example/b?x=1">B</a><link rel=stylesheet href=/s.css><a href="http://[bad">bad</a>
            """)
        #expect(
            asked.map(\.address) == [
                "https://shop.example/a", "https://www.shop.example/b?x=1", "https://other.example/a",
            ])
        #expect(asked.map(\.mayGet) == [true, false, true])
    }

    @Test(arguments: [
        "/logout", "/cart/add/5", "/delete?id=1", "/de/abmelden", "/x?action=buy", "/wp-login.php", "/api/x",
    ])
    func linksThatActAreNeverAsked(href: String) {
        #expect(questions("<a href=\"\(href)\">x</a>").isEmpty)
    }

    @Test func aPageOfManyLinksIsBounded() {
        let links = (0..<5_000).map { "<a href=/p\($0)>x</a>" }.joined()
        #expect(questions(links).count == 150)
    }

    @Test(arguments: [
        (404, 1), (410, 1), (500, 1), (503, 1), (200, 0), (204, 0), (301, 0), (304, 0), (401, 0), (403, 0), (405, 0),
        (429, 0), (999, 0),
    ])
    func aStatusIsJudged(status: Int, count: Int) throws {
        let answer = Answer(try #require(link()), Responses.result("", status: status))
        #expect(DeadLink().judge(answer).count == count)
    }

    @Test(
        arguments: [
            (.lookup, 1), (.tooManyRedirects, 1), (.timeout, 0), (.connect, 0), (.refused, 0), (.handshake, 0),
            (.tooLarge, 0),
        ] as [(ExchangeFailure.Kind, Int)])
    func aFailureIsJudged(kind: ExchangeFailure.Kind, count: Int) throws {
        let answer = Answer(try #require(link()), Responses.failed(kind, "x"))
        #expect(DeadLink().judge(answer).count == count)
    }

    private func head(_ status: Int) -> ExchangeResult {
        var result = Responses.result("", status: status)
        result.hops[0].method = "HEAD"
        return result
    }

    @Test func headAloneProvesNothing() throws {
        let question = try #require(link())
        #expect(question.firstMethod == "HEAD")
        #expect(question.nextMethod(after: head(404)) == "GET")
        #expect(question.nextMethod(after: head(405)) == "GET")
        #expect(question.nextMethod(after: head(200)) == nil)
        #expect(question.nextMethod(after: head(429)) == nil)
        #expect(question.nextMethod(after: Responses.result("", status: 404)) == nil)
        #expect(DeadLink().judge(Answer(question, head(404))).isEmpty)
        let withQuery = try #require(link("/search?q=1"))
        #expect(withQuery.nextMethod(after: head(405)) == nil)
    }

    @Test func theFindingNamesLinkAndPlace() throws {
        let question = try #require(link())
        let finding = try #require(
            DeadLink().judge(Answer(question, Responses.result("", status: 404))).first)
        #expect(finding.says == "the link “The history” leads to https://shop.example/history, where nothing is (404)")
        #expect(finding.evidence.url == "https://shop.example/page")
        #expect(finding.evidence.path == "/html/body/a")
        #expect(finding.identity == "https://shop.example/history")
    }
}

@Suite struct Soft404Tests {
    @Test(arguments: [
        "<title>404 Not Found</title><h1>Oops</h1>", "<title>Page not found – Shop</title><p>x</p>",
        "<title>Shop</title><h1>Seite nicht gefunden</h1>", "<title>Page introuvable | Boutique</title>",
        "<title>Tienda</title><h1>Página no encontrada</h1>", "<title>Shop</title><h1>Error 404</h1>",
        "<title>Shop</title><h1>We can’t find that page</h1>",
    ])
    func aPageThatSaysItIsMissingIsFound(html: String) {
        #expect(Soft404().defects(evidence("<html>\(html)</html>")).count == 1)
        #expect(Soft404().defects(evidence("<html>\(html)</html>", status: 404)).count <= 1)
        #expect(Examiners.examineText(evidence("<html>\(html)</html>", status: 404)).findings.isEmpty)
    }

    @Test(arguments: [
        "<title>How to fix a 404 Not Found error</title><p>x</p>", "<title>Room 404</title><h1>Room 404</h1>",
        "<title>Shop</title><h1>Lost and found</h1><p>Page not found? Call us.</p>",
        "<title>Peugeot 404 for sale</title>",
        "<title>Shop</title><h1>Not found what you need?</h1>",
    ])
    func aPageThatSpeaksOfItIsLeftAlone(html: String) {
        #expect(Soft404().defects(evidence("<html>\(html)</html>")).isEmpty)
    }

    private func judge(_ html: String, status: Int = 200, movedTo: String? = nil) throws -> [PageFinding] {
        let asking = evidence("<html><title>Welcome – Shop</title><p>x</p></html>", url: "https://shop.example/")
        let question = try #require(Soft404().examine(asking).questions.first)
        #expect(question.firstMethod == "GET")
        return Soft404().judge(
            Answer(question, Responses.result(html, status: status, url: movedTo ?? question.address)))
    }

    @Test func aMissingPageIsAskedFor() throws {
        #expect(try judge("<html><title>Page not found</title></html>").map(\.severity) == [.defect])
        #expect(try judge("<html><title>Welcome – Shop</title><p>x</p></html>").map(\.severity) == [.defect])
        #expect(try judge("<html><title>Something</title><p>else</p></html>").map(\.severity) == [.suspect])
        #expect(try judge("<html><title>Page not found</title></html>", status: 404).isEmpty)
        #expect(try judge("<html><title>Log in</title></html>", movedTo: "https://shop.example/login").isEmpty)
        #expect(try judge("<title>App</title><div id=root></div><script src=/app.js></script>").isEmpty)
    }

    @Test func theMissingAddressIsTheSameEachTimeAndOnlyAskedAtTheEntrance() {
        let one = Soft404().examine(evidence("<title>A</title>", url: "https://shop.example/a")).questions
        let other = Soft404().examine(evidence("<title>B</title>", url: "https://shop.example/b")).questions
        #expect(one.map(\.address) == other.map(\.address))
        #expect(Soft404().examine(evidence("<title>A</title>", isEntrance: false)).questions.isEmpty)
    }
}
