import Reading
import Testing

@Suite struct LinkTests {
    private let address = WebAddress("https://shop.example/dir/page?x=1#top")

    @Test(
        arguments: [
            ("<a href='../a b?q=1'>x</a>", Link.Kind.anchor, "href", "https://shop.example/a%20b?q=1"),
            ("<map><area href=/area alt=Part></map>", .anchor, "href", "https://shop.example/area"),
            ("<img src=i.png>", .image, "src", "https://shop.example/dir/i.png"),
            ("<input type=image src=go.png>", .image, "src", "https://shop.example/dir/go.png"),
            ("<script src='//cdn.example/a.js'></script>", .script, "src", "https://cdn.example/a.js"),
            ("<link rel=stylesheet href=s.css>", .stylesheet, "href", "https://shop.example/dir/s.css"),
            ("<link rel='shortcut icon' href=f.ico>", .icon, "href", "https://shop.example/dir/f.ico"),
            ("<link rel=canonical href=/c>", .relation, "href", "https://shop.example/c"),
            ("<link rel=preconnect href=//cdn.example>", .hint, "href", "https://cdn.example/"),
            ("<iframe src=/f></iframe>", .frame, "src", "https://shop.example/f"),
            ("<form action=?s></form>", .form, "action", "https://shop.example/dir/page?s"),
            ("<button formaction=/pay>Pay</button>", .form, "formaction", "https://shop.example/pay"),
            ("<video src=v.mp4></video>", .media, "src", "https://shop.example/dir/v.mp4"),
            (
                "<a href='mailto:a@b.example?subject=Hi there'>x</a>", .anchor, "href",
                "mailto:a@b.example?subject=Hi%20there"
            ),
            ("<a href='tel:+49 30 1'>x</a>", .anchor, "href", "tel:+49 30 1"),
            ("<a href=' \n /trim\n '>x</a>", .anchor, "href", "https://shop.example/trim"),
            ("<a href=''>x</a>", .anchor, "href", "https://shop.example/dir/page?x=1"),
            ("<a href='http://[bad/'>x</a>", .anchor, "href", nil),
        ] as [(String, Link.Kind, String, String?)])
    func elementsThatPointElsewhere(html: String, kind: Link.Kind, attribute: String, resolved: String?) throws {
        let links = Page(html, address: address).links
        try #require(links.count == 1)
        #expect(links[0].kind == kind)
        #expect(links[0].attribute == attribute)
        #expect(links[0].address?.description == resolved)
    }

    @Test func baseDecidesWhatLinksAreRelativeTo() {
        let html = "<base target=x><base href='/other/'><base href='/late/'><a href=a>x</a>"
        #expect(Page(html, address: address).links.map { $0.address?.description } == ["https://shop.example/other/a"])
        #expect(Page(html).links.map { $0.address?.description } == [nil])
    }

    @Test func eachCandidateOfASetIsALink() {
        let html = "<img srcset='a.png 1x, b,c.png 2x,d.png, e.png (x) 3x , '>"
        let page = Page(html, address: address)
        #expect(page.links.map(\.value) == ["a.png", "b,c.png", "d.png", "e.png"])
        #expect(page.links.allSatisfy { $0.attribute == "srcset" && $0.kind == .image })
    }

    @Test(arguments: [
        ("<a href=/> Our  <b>shop</b> </a>", "Our shop"), ("<a href=/><img src=x alt=Logo></a>", "Logo"),
        ("<a href=/ aria-label=Close><svg></svg></a>", "Close"), ("<a href=/ title=Top></a>", "Top"),
        ("<a href=/></a>", ""), ("<a href=/><div>One</div><div>Two</div></a>", "One Two"),
    ])
    func anchorsSayWhatAVisitorReads(html: String, text: String) {
        #expect(Page(html).links.first?.text == text)
    }

    @Test func linksKnowTheirLine() {
        #expect(Page("<p>\n\n<a href=x>x</a>\n<a\nhref=y>y</a>").links.map(\.line) == [3, 5])
    }

    @Test func anchorsWithoutAnAddressAreNotLinks() {
        #expect(Page("<a name=top>x</a><script>1</script><img alt=x>").links.isEmpty)
    }

    @Test func aSetOfCommasDoesNotFillMemory() {
        let page = Page("<img srcset=\"" + String(repeating: "a, ", count: 100_000) + "\">")
        #expect(page.links.count == 20_000)
    }
}
