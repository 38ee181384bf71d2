import Reading
import Testing

@Suite struct XPathTests {
    private let page = Page(
        """
        <html><body><h1>Shop</h1>
        <a href="tel:+4930" class="big">Call <b>us</b></a><a href=/b>B</a>
        <p id=price>12,50 €</p><!-- note --></body></html>
        """)

    @Test(
        arguments: [
            ("//a[starts-with(@href,'tel:')]", ["Call us"]), ("//a/@href", ["tel:+4930", "/b"]),
            ("//h1/text()", ["Shop"]),
            ("string(//p[@id='price'])", ["12,50 €"]), ("count(//a)", ["2"]), ("count(//a) div 4", ["0.5"]),
            ("boolean(//h2)", ["false"]), ("//h1 = 'Shop'", ["true"]), ("//nothing", []), ("//comment()", [" note "]),
            ("number('x')", ["NaN"]), ("1 div 0", ["Infinity"]), ("concat('é', \"'\")", ["é'"]), ("/", nil),
            ("//a[@class='big'] | //h1", ["Shop", "Call us"]), ("normalize-space( //a[1] )", ["Call us"]),
        ] as [(String, [String]?)])
    func queriesGiveNodesAndValues(query: String, texts: [String]?) throws {
        let values = try page.xpath(query)
        if let texts { #expect(values.map(\.text) == texts) } else { #expect(values.count == 1) }
    }

    @Test func nodesKnowTheirElement() throws {
        guard case .node(let node)? = try page.xpath("//a[1]/@href").first else {
            Issue.record("no node")
            return
        }
        #expect(node.name == "href")
        #expect(node.text == "tel:+4930")
        #expect(node.element?.name == "a")
        #expect(node.element?.line == 2)
        #expect(node.element?.attribute("class") == "big")
        #expect(node.element?.attribute("none") == nil)
    }

    @Test(
        arguments: [
            ("", 1), ("//a[", 5), ("//a[@href='x]", nil), ("//a]", 4), ("count(//a", 10), ("//", 3), ("a b", 3),
            ("//a[matches(@href,'x')]", 5), ("ends-with('a','b')", 1), ("//a[$name]", 5), ("'é' + foo()", 7),
            (String(repeating: "(", count: 9_000), nil), (String(repeating: "a[", count: 4_000), nil), ("a\0b", nil),
            (String(repeating: "//a|", count: 3_000), nil),
        ] as [(String, Int?)])
    func wrongQueriesAreErrorsWithTheirColumn(query: String, column: Int?) {
        let error = #expect(throws: ReadingError.self) { try XPath(query) }
        if let column { #expect(error?.column(in: query) == column) }
    }

    @Test(arguments: [
        "child::text()", "//a[not(contains(., 'x'))]", "//div[last()]/node()", "a[position() mod 2 = 1]", "id('price')",
        "//*[name()='a' and (true() or false())]", "translate('$foo()', '$', '')", "@*", "a/..", "//a[text ( )='x']",
        "processing-instruction('x')", "//a[2] and (//b)", "-(3)", "self::node()",
    ])
    func rightQueriesAreAccepted(query: String) throws {
        _ = try page.xpath(XPath(query))
    }

    @Test func aPrefixThatThePageDoesNotDeclareIsAnError() throws {
        let query = try XPath("//p:x")
        #expect(throws: ReadingError.self) { try page.xpath(query) }
    }

    @Test func namespacesOfTheRootCanBeUsed() throws {
        let feed = Page(
            "<feed xmlns='urn:a' xmlns:m='urn:m'><entry><m:id>7</m:id></entry></feed>", markup: .xml)
        #expect(try feed.xpath("//m:id").map(\.text) == ["7"])
        #expect(try feed.xpath("count(//*[local-name()='entry'])").map(\.text) == ["1"])
        _ = try feed.xpath("//namespace::*")
    }

    private static let manyLinks = (0..<20_000).map { "<p><a href='/\($0)'>\($0)</a></p>" }.joined()

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "//a[count(preceding::a) > 5]", "//a[@href = preceding::a/@href]", "//a[not(following::a)]",
            "//*[count(//a) > 3]", "//a[preceding::p[following::a]]", "//p/following-sibling::p",
            "//a[string-length(/) = 1]",
        ])
    func greedyQueriesEndWithAClearError(query: String) throws {
        let page = Page(Self.manyLinks)
        let error = #expect(throws: ReadingError.self) { try page.xpath(query) }
        #expect(error?.what.contains("too long") == true)
        // The page and other queries are as before.
        #expect(try page.xpath("count(//a)").map(\.text) == ["20000"])
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            ("//a", 20_000), ("//a[@href='/19999']", 1), ("//p/a/..", 20_000), ("//a/ancestor::*", 20_002),
            ("//p[a]/a[last()]/@href", 20_000), ("//a[contains(., '999')]", 38), ("//a | //p", 40_000),
            ("//p[position() > 19990]", 10), ("//a[. = '5' or . = '6']", 2), ("//p[19999]/following-sibling::p", 1),
        ])
    func everydayQueriesWorkOnTwentyThousandLinks(query: String, count: Int) throws {
        #expect(try Page(Self.manyLinks).xpath(query).count == count)
    }

    @Test func greedyQueriesAreRefusedOnHugePages() throws {
        let page = Page(String(repeating: "<i>1</i>", count: 70_000))
        let error = #expect(throws: ReadingError.self) { try page.xpath("//i/..") }
        #expect(error?.what.contains("too greedy") == true)
        #expect(try page.xpath("count(//i[. = '1'])").map(\.text) == ["70000"])
    }

    @Test func tooManyNodesAreAnError() throws {
        let page = Page(String(repeating: "<i></i>", count: 100_001))
        #expect(throws: ReadingError.self) { try page.xpath("//i") }
        #expect(try page.xpath("count(//i)").map(\.text) == ["100001"])
    }

    @Test func textOfNestedNodesIsLimited() throws {
        let page = Page(String(repeating: "<div>", count: 400) + String(repeating: "x", count: 1_000_000))
        #expect(throws: ReadingError.self) { try page.xpath("//div") }
    }

    @Test func anEmptyPageHasNoNodes() throws {
        #expect(try Page("").xpath("//a").isEmpty)
    }
}
