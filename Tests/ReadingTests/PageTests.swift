import Reading
import Testing

@Suite struct PageTests {
    @Test(
        arguments: [
            ("<title> A  shop\n&amp; more </title>", "A shop & more"),
            ("<TITLE>Öffnungszeiten</TITLE>", "Öffnungszeiten"),
            ("<head><title></title></head>", nil),
            ("<p>No title</p>", nil),
            ("<body><svg><title>Icon</title></svg><p>x</p></body>", nil),
            ("<title>first</title><title>second</title>", "first"),
        ] as [(String, String?)])
    func titleIsThatOfThePage(html: String, title: String?) {
        #expect(Page(html).title == title)
    }

    @Test(
        arguments: [("<html lang='en-GB'><p>x", "en-GB"), ("<html><p lang=de>x", nil), ("<html lang=''>x", nil)]
            as [(String, String?)])
    func languageIsThatOfTheRoot(html: String, language: String?) {
        #expect(Page(html).language == language)
    }

    @Test(arguments: [
        ("<p><span>W</span>hatever <b>you</b> <i>want</i></p>", ["Whatever you want"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("<p>a<br>b<br/>c</p>", ["a\nb\nc"]),
        ("<p>in\u{AD}ter\u{AD}national&nbsp;&nbsp;text</p>", ["international text"]),
        ("<p>\n   many\t \n spaces   </p>", ["many spaces"]),
        ("<p>Click <img src=x alt=icon> here</p>", ["Click here"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<table><tr><td>1<td>2</table>", ["1", "2"]),
        ("<nav><a href=/>Home</a><a href=/a>About</a></nav>", ["Home About"]),
        ("<button>Yes</button><button>No</button>", ["Yes", "No"]),
        ("<my-card>One</my-card><my-card>Two</my-card>", ["One", "Two"]),
        ("<p>Gr<em>ö</em>ße 5&nbsp;€ ©</p>", ["Größe 5 € ©"]),
        ("<p>long<wbr>word</p>", ["longword"]),
        ("<p></p><p> </p>", []),
        ("plain text", ["plain text"]),
        ("", []),
    ])
    func visibleTextIsWhatAVisitorReads(html: String, blocks: [String]) {
        #expect(Page(html).visibleText.map(\.text) == blocks)
    }

    @Test(arguments: [
        "<script>hidden()</script>", "<style>p{hidden:1}</style>", "<noscript>hidden</noscript>",
        "<template><p>hidden</p></template>", "<p hidden>hidden</p>", "<p style='color:red; DISPLAY : none'>hidden</p>",
        "<p style='visibility:hidden'>hidden</p>", "<svg><text>hidden</text></svg>", "<iframe src=x>hidden</iframe>",
        "<dialog>hidden</dialog>", "<!-- hidden -->", "<object>hidden</object>", "<video>hidden</video>",
        "<div hidden><div><p>hidden</p></div></div>", "<input value=hidden type=hidden>",
    ])
    func whatIsNotShownIsNotText(html: String) {
        #expect(Page("<p>seen</p>\(html)<p>also</p>").visibleText.map(\.text) == ["seen", "also"])
    }

    @Test func codeIsMarkedAndCanBeLeftOut() throws {
        let page = Page("<p>Run <code>ls -la</code> now</p><pre>  two\n  lines</pre><textarea>typed</textarea>")
        let blocks = page.visibleText
        #expect(blocks.map(\.text) == ["Run ls -la now", "  two\n  lines", "typed"])
        #expect(blocks[0].verbatim == [4..<10])
        #expect(blocks[0].prose == "Run   now")
        #expect(!blocks[0].isVerbatim)
        #expect(blocks[1].isVerbatim && blocks[2].isVerbatim)
    }

    @Test func blocksCarryPathLineAndLanguage() throws {
        let page = Page(
            """
            <html lang="en"><body>
            <div>
            <p>first</p>
            <p lang="fr">le <em>second</em></p>
            </div>
            <p>third</p>
            </body></html>
            """)
        let blocks = page.visibleText
        #expect(blocks.map(\.element.path) == ["/html/body/div/p[1]", "/html/body/div/p[2]", "/html/body/p"])
        #expect(blocks.map(\.line) == [3, 4, 6])
        #expect(blocks.map(\.language) == ["en", "fr", "en"])
        for block in blocks {
            let found = try page.xpath(block.element.path)
            guard case .node(let node)? = found.first else {
                Issue.record("no element at \(block.element.path)")
                continue
            }
            #expect(node.element == block.element)
        }
    }

    @Test(arguments: [
        ("<div id=root></div><script src=app.js></script>", true),
        (
            "<div id=root>Loading…</div><noscript>You need JavaScript to use this site, which is a pity for all of us who"
                + " would rather read.</noscript><script type=module src=app.js></script>", true
        ),
        ("<p>Short</p>", false),
        ("<p>Short</p><script type='application/ld+json'>{}</script>", false),
        ("<p>\(String(repeating: "Enough to read. ", count: 20))</p><script src=app.js></script>", false),
    ])
    func aPageOfScriptsWithoutTextNeedsABrowser(html: String, needs: Bool) {
        #expect(Page(html).needsBrowser == needs)
    }

    @Test func metasAndStructuredDataAreFound() {
        let page = Page(
            """
            <meta name="Description" content="A shop"><meta property="og:title" content="Shop">
            <meta http-equiv=refresh content="0; url=/new"><meta charset=utf-8>
            <script type="application/ld+json">{"@type":"Organization"}</script>
            <script>var x = "<p>no text</p>";</script>
            """)
        #expect(page.metas.map(\.name) == ["description", "og:title", "refresh"])
        #expect(page.metas.map(\.content) == ["A shop", "Shop", "0; url=/new"])
        #expect(page.jsonLD.map(\.text) == [#"{"@type":"Organization"}"#])
        #expect(page.scripts.map(\.isExecutable) == [false, true])
        #expect(page.visibleText.isEmpty)
    }

    @Test func formsHaveTheirFields() throws {
        let page = Page(
            """
            <form action="/send" method=POST>
              <input name=mail type=EMAIL required><input type=hidden name=csrf value=x1>
              <textarea name=text>Hello</textarea>
              <select name=topic><option>Returns</option><option value=o selected>Orders</option></select>
              <button>Send</button>
            </form>
            <form><input name=q></form>
            """, address: WebAddress("https://shop.example/contact/form"))
        #expect(
            page.forms.map { $0.action?.description } == [
                "https://shop.example/send", "https://shop.example/contact/form",
            ])
        #expect(page.forms.map(\.method) == ["post", "get"])
        let fields = try #require(page.forms.first?.fields)
        #expect(fields.map(\.name) == ["mail", "csrf", "text", "topic", ""])
        #expect(fields.map(\.kind) == ["email", "hidden", "textarea", "select", "submit"])
        #expect(fields.map(\.value) == ["", "x1", "Hello", "o", ""])
        #expect(fields.map(\.isRequired) == [true, false, false, false, false])
        #expect(fields[3].choices == ["Returns", "o"])
    }

    @Test func xmlIsReadAsXML() throws {
        let page = Page(
            body: Array("<?xml version='1.0'?><rss><item><title>One</title></item></rss>".utf8),
            contentType: "application/rss+xml")
        #expect(page.markup == .xml)
        #expect(page.problem == nil)
        #expect(try page.xpath("//item/title").map(\.text) == ["One"])
    }

    @Test(
        arguments: [
            ("text/html", "<p>x</p>", Page.Markup.html), ("application/xhtml+xml; charset=utf-8", "<p>x</p>", .html),
            ("text/xml", "<p>x</p>", .xml), ("image/svg+xml", "<svg/>", .xml),
            (nil, "<?xml version='1.0'?><feed/>", .xml),
            (nil, "<?xml version='1.0'?><!DOCTYPE html><html/>", .html), (nil, "<p>x</p>", .html),
            ("text/plain", "<p>x</p>", .html),
        ] as [(String?, String, Page.Markup)])
    func contentTypeDecidesTheMarkup(type: String?, body: String, markup: Page.Markup) {
        #expect(Page(body: Array(body.utf8), contentType: type).markup == markup)
    }

    @Test func brokenXMLSaysWhereItIsBroken() throws {
        let page = Page("<a>\n<b>text</a>", markup: .xml)
        let problem = try #require(page.problem)
        #expect(problem.contains("not well-formed") && problem.contains("line 2"))
        #expect(try page.xpath("//b").map(\.text) == ["text"])
    }

    @Test func aPageIsFreedThoughItKeepsWhatItFound() throws {
        weak var freed: Page?
        var element: Element?
        do {
            let page = Page(
                "<p>text</p><a href=x>link</a><form><input name=q></form><meta name=a content=b><script>1</script>")
            _ = (page.visibleText, page.links, page.forms, page.metas, page.scripts)
            freed = page
            element = page.links.first?.element
        }
        #expect(freed == nil)
        #expect(element?.text == "link")
    }
}
