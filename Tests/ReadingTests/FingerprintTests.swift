import Reading
import Testing

@Suite struct FingerprintTests {
    private func areSame(_ one: String, _ other: String) throws -> Bool {
        let fingerprints = try [one, other].map { try Page("<p>text</p>" + $0).fingerprintWithoutTokens() }
        return fingerprints[0] == fingerprints[1]
    }

    @Test(arguments: [
        ("<script nonce=r4nd0m>1</script>", "<script nonce=0ther>1</script>"),
        ("<input type=hidden name=csrf_token value=one>", "<input type=hidden name=csrf_token value=two>"),
        (
            "<input type=hidden name=authenticity_token value=one>",
            "<input type=hidden name=authenticity_token value=2>"
        ),
        ("<meta name=csrf-token content=abc>", "<meta name=csrf-token content=xyz>"),
        ("<script src=/app.3f2a9c1b.js></script>", "<script src=/app.99aa00ff.js></script>"),
        ("<link rel=stylesheet href='/s.css?v=12'>", "<link rel=stylesheet href='/s.css?v=13'>"),
        (
            "<script src=/index-BxK3f9aQ.js integrity=sha384-x></script>",
            "<script src=/index-Zp07QwE4.js integrity=sha384-y></script>"
        ),
        (
            "<script>var t = '9f86d081884c7d659a2feaa0c55ad015';</script>",
            "<script>var t = '60303ae22b998861bce3b28f33eec1be';</script>"
        ),
        ("<script>now = 1732478400123</script>", "<script>now = 1732478999999</script>"),
        (
            "<a href='/cart?sid=3f2504e0-4f89-41d3-9a0c-0305e82c3301'>x</a>",
            "<a href='/cart?sid=8c5f9e2a-1b7d-4e3c-a6f0-9d2b4c6e8f10'>x</a>"
        ),
        ("<div data-k='aB3dE5gH7jK9mN1pQ3sT5v'></div>", "<div data-k='Zx9Yw8Vu7Ts6Rq5Po4Nm3L'></div>"),
        ("<!-- made at 12:03 -->", "<!-- made at 12:04 -->"),
    ])
    func tokensMakeNoDifference(one: String, other: String) throws {
        #expect(try areSame(one, other))
    }

    @Test(arguments: [
        ("<p>Open till 18:00</p>", "<p>Open till 19:00</p>"), ("<p>© 2019</p>", "<p>© 2020</p>"),
        ("<p>Call 1712345678</p>", "<p>Call 1712345679</p>"), ("<a href=/a>x</a>", "<a href=/b>x</a>"),
        ("<a href='/a?page=1'>x</a>", "<a href='/a?page=2'>x</a>"), ("<p>x</p>", "<div>x</div>"),
        ("<p class=a>x</p>", "<p class=b>x</p>"), ("<p>a</p><p>b</p>", "<p>a<b>b</b></p>"), ("<b>x</b>y", "<b>xy</b>"),
        ("<p title=ab>", "<p title=a data-b>"), ("<input name=q value=one>", "<input name=q value=two>"),
        ("<p>internationalization</p>", "<p>institutionalization</p>"),
        ("<script>price = 12</script>", "<script>price = 13</script>"),
        ("<img src=/summer.png>", "<img src=/winter.png>"),
        ("<a href='/products/winter-jackets-for-women-2019'>", "<a href='/products/winter-jackets-for-women-2020'>"),
        ("<meta name=description content=one>", "<meta name=description content=two>"),
    ])
    func whatACustomerMeetsMakesADifference(one: String, other: String) throws {
        #expect(try !areSame(one, other))
    }

    @Test func emptyPagesHaveAFingerprint() throws {
        #expect(try Page("").fingerprintWithoutTokens() == Page("").fingerprintWithoutTokens())
    }
}
