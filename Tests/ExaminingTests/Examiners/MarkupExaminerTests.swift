import Journey
import Testing

@testable import Examining

@Suite struct MissingTitleTests {
    @Test(arguments: [
        "<html><head></head><body><p>Rooms</p></body></html>",
        "<!DOCTYPE html><html><head><title>  </title></head><body><p>Rooms</p></body></html>",
        "<html><head><title>Untitled Document</title></head><body><p>Rooms</p></body></html>",
        "<html><title>Unbenanntes Dokument</title><p>Zimmer</p></html>",
        "<html><title>Sans titre</title><p>Chambres</p></html>",
        "<html><body><svg><title>Logo</title></svg><p>Rooms</p></body></html>",
    ])
    func aPageWithoutANameIsFound(html: String) {
        #expect(MissingTitle().defects(evidence(html)).count == 1)
    }

    @Test(arguments: [
        "<html><head><title>Rooms</title></head><body><p>Rooms</p></body></html>",
        "<HTML><HEAD><TITLE>Document store</TITLE></HEAD><p>x</p></HTML>",
        "<div><p>A piece that a script puts into a page</p></div>",
        "<html><head></head><body></body></html>",
        "<html><body><title>Late, but a title</title><p>x</p></body></html>",
    ])
    func aPageWithANameIsLeftAlone(html: String) {
        #expect(MissingTitle().defects(evidence(html)).isEmpty)
    }
}

@Suite struct MixedContentTests {
    @Test(arguments: [
        ("<script src=\"http://cdn.example/a.js\"></script>", "scripts, styles or frames"),
        ("<link rel=stylesheet href=http://cdn.example/a.css>", "scripts, styles or frames"),
        ("<iframe src=http://maps.example/></iframe>", "scripts, styles or frames"),
        ("<img src=http://shop.example/a.jpg>", "pictures"),
        ("<img src=/a.jpg srcset='/a.jpg 1x, http://shop.example/b.jpg 2x'>", "pictures"),
        ("<form action=http://shop.example/login method=post><input name=a></form>", "a form is sent"),
        ("<base href=http://shop.example/><img src=a.jpg>", "pictures"),
    ])
    func partsWithoutEncryptionAreFound(body: String, says: String) {
        let found = MixedContent().defects(inBody: body)
        #expect(found.count == 1)
        #expect(found.first?.says.hasPrefix(says) == true)
    }

    @Test(arguments: [
        "<a href=http://other.example/>x</a>", "<link rel=canonical href=http://shop.example/>",
        "<img src=//cdn.example/a.jpg><img src=/b.jpg><script src=https://cdn.example/a.js></script>",
        "<noscript><img src=http://pixel.example/a.gif></noscript>", "<!-- <img src=http://shop.example/a.jpg> -->",
        "<p>http://shop.example/</p><link rel=dns-prefetch href=http://cdn.example>",
        "<meta http-equiv=Content-Security-Policy content=upgrade-insecure-requests><img src=http://shop.example/a.jpg>",
        "<div xmlns=\"http://www.w3.org/1999/xhtml\"></div><template><img src=http://a.example/b></template>",
    ])
    func whatBrowsersDoNotLoadIsLeftAlone(body: String) {
        #expect(MixedContent().defects(inBody: body).isEmpty)
    }

    @Test func onlyAnEncryptedPageIsExamined() {
        let body = "<img src=http://shop.example/a.jpg>"
        #expect(MixedContent().defects(inBody: body, url: "http://shop.example/").isEmpty)
    }

    @Test func aHeaderThatUpgradesSettlesIt() {
        let page = evidence(
            "<img src=http://shop.example/a.jpg>",
            headers: [HeaderField("content-security-policy", "default-src 'self'; Upgrade-Insecure-Requests")])
        #expect(MixedContent().defects(page).isEmpty)
    }
}

@Suite struct CertificateNearExpiryTests {
    private func found(daysLeft: Int, isEntrance: Bool = true) -> [PageFinding] {
        let result = Responses.result("x", certificate: Responses.certificate(daysLeft: daysLeft))
        let page = PageEvidence(
            ResponseReader(result), today: Day(number: 20_000), now: Responses.now, isEntrance: isEntrance)
        return CertificateNearExpiry().defects(page)
    }

    @Test(arguments: [(-1, 1), (0, 1), (9, 1), (13, 1), (14, 0), (60, 0)])
    func aCertificateThatEndsWithinAFortnightIsFound(daysLeft: Int, count: Int) {
        #expect(found(daysLeft: daysLeft).count == count)
    }

    @Test func itIsToldOnceAVisit() {
        #expect(found(daysLeft: 3, isEntrance: false).isEmpty)
    }

    @Test func theFindingSaysWhen() {
        #expect(found(daysLeft: 9).first?.says.hasSuffix(", in 9 days") == true)
        #expect(found(daysLeft: -3).first?.says.contains("ended on") == true)
    }
}
