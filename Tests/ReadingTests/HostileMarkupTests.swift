import Foundation
import Reading
import Testing

/// Nothing that a server sends may crash, hang or fill memory.
@Suite struct HostileMarkupTests {
    private func readEverything(_ page: Page) throws {
        _ = (page.title, page.language, page.base, page.needsBrowser)
        _ = page.visibleText.map(\.prose)
        _ = page.links.map { ($0.address, $0.text, $0.relations) }
        _ = page.forms.map(\.fields)
        _ = (page.metas.count, page.scripts.count)
        _ = try page.fingerprintWithoutTokens()
        _ = try? page.xpath("//a[@href]")
    }

    @Test func deepNestingEndsThePageAtADepth() throws {
        let page = Page("<p>start</p>" + String(repeating: "<div>", count: 200_000) + "deep")
        #expect(page.isCutShort)
        #expect(page.visibleText.map(\.text) == ["start"])
        try readEverything(page)
    }

    @Test func nestingOfFourHundredIsRead() throws {
        let page = Page(String(repeating: "<div>", count: 400) + "deep")
        #expect(!page.isCutShort)
        #expect(page.visibleText.map(\.text) == ["deep"])
        #expect(page.visibleText.first?.element.path.isEmpty == false)
        try readEverything(page)
    }

    @Test func anAttributeOfAMegabyteIsRead() throws {
        let value = String(repeating: "x", count: 1_000_000)
        let page = Page("<a href='\(value)'>link</a><p title='\(value)'>text</p>")
        #expect(page.visibleText.map(\.text) == ["link", "text"])
        #expect(page.links.first?.value.utf8.count == 65_536)
        try readEverything(page)
    }

    @Test(.timeLimit(.minutes(10))) func aHundredThousandAttributesDoNotHoldUpTheReader() throws {
        let attributes = (0..<100_000).map { "a\(String($0, radix: 36))" }.joined(separator: " ")
        let page = Page("<p \(attributes)>text</p>")
        #expect(page.isCutShort)
        try readEverything(page)
    }

    @Test(.timeLimit(.minutes(10))) func manyRootElementsWithAttributesDoNotHoldUpTheReader() throws {
        let page = Page((0..<400_000).map { "<html a\($0)>" }.joined())
        // Whether it is cut depends on the machine; that it ends does not.
        try readEverything(page)
    }

    @Test(.timeLimit(.minutes(10))) func manyUnclosedElementsAreRead() throws {
        for tag in ["a", "b", "p", "table", "option", "form", "h1", "li", "font", "select"] {
            try readEverything(Page(String(repeating: "<\(tag) href=x>t", count: 20_000)))
        }
    }

    /// Each of these pages has 700,000 parts, and is cut long before its end.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            ("<p>", 1, "count(/html/body/p)"), ("<!---->", 1, "count(//comment())"),
            ("<p a b c d e f g h i>", 10, "count(/html/body/p/@*)"), ("<?a>", 1, "count(//processing-instruction())"),
        ])
    func aTreeGrowsToALimit(piece: String, parts: Int, query: String) throws {
        let page = Page("<p>start</p>" + String(repeating: piece, count: 700_000 / parts))
        #expect(page.isCutShort)
        #expect(page.visibleText.first?.text.hasPrefix("start") == true)
        #expect(try number(query, on: page) < 502_000)
        #expect(!Page(String(repeating: piece, count: 20_000 / parts)).isCutShort)
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            ("<p/>", 1, "count(/r/p)"), ("<!---->", 1, "count(/r/comment())"),
            ("<?a?>", 1, "count(/r/processing-instruction())"),
            ("<p a='' b='' c='' d=''/>", 5, "count(/r/p/@*)"), ("<i/><![CDATA[]]>", 2, "count(/r/i)"),
        ])
    func anXMLTreeGrowsToALimit(piece: String, parts: Int, query: String) throws {
        let page = Page("<r>" + String(repeating: piece, count: 700_000 / parts) + "</r>", markup: .xml)
        #expect(page.isCutShort)
        #expect(try number(query, on: page) < (query == "count(/r/i)" ? 251_000 : 502_000))
    }

    private func number(_ query: String, on page: Page) throws -> Double {
        guard case .number(let number)? = try page.xpath(query).first else { throw ReadingError("no number") }
        return number
    }

    @Test func manyLinksInOneAreLabelledInLittleTime() throws {
        let page = Page("<div><a href=x>" + String(repeating: "<i></i>", count: 100_000) + "</a></div>")
        #expect(page.links.map(\.text) == [""])
    }

    @Test func nulsAndInvalidUTF8BecomeReplacementCharacters() throws {
        let body: [UInt8] = Array("<p>a".utf8) + [0, 0xFF, 0xC3] + Array("b</p><p>c</p>".utf8)
        let page = Page(body: body, contentType: "text/html; charset=utf-8")
        #expect(page.visibleText.map(\.text) == ["a\u{FFFD}\u{FFFD}\u{FFFD}b", "c"])
        try readEverything(page)
    }

    @Test func anyBytesMakeAPage() throws {
        var generator = SystemRandomNumberGenerator()
        let pieces = [
            "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#x", ";", "\"", "'", "=", "<script", "<a ",
            "href", "<?xml", "<!DOCTYPE", "[", "\0", "\u{1}", "é", "<title>", "<base href=", "<svg>", "<table>",
        ]
        for _ in 0..<300 {
            var body: [UInt8] = []
            for _ in 0..<Int.random(in: 0...80, using: &generator) {
                if Bool.random() {
                    body += Array((pieces.randomElement(using: &generator) ?? "").utf8)
                } else {
                    body.append(.random(in: 0...255, using: &generator))
                }
            }
            for type in ["text/html", "text/xml", "text/html; charset=utf-16", "text/html; charset=shift_jis"] {
                try readEverything(Page(body: body, contentType: type, address: WebAddress("http://a/b")))
            }
        }
    }

    @Test func bodiesPastTheLimitAreCut() throws {
        let page = Page(
            body: Array("<p>start</p>".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: Page.longestBody),
            contentType: "text/html; charset=utf-8")
        #expect(page.isCutShort)
        #expect(page.visibleText.first?.text == "start")
    }

    // MARK: XML

    @Test(.timeLimit(.minutes(10))) func aBillionLaughsAreNotExpanded() throws {
        var text = "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol0 'lol'>"
        for level in 1...9 {
            text += "<!ENTITY lol\(level) '" + String(repeating: "&lol\(level - 1);", count: 10) + "'>"
        }
        text += "]><lolz a='&lol9;'>&lol9;<b>after</b></lolz>"
        let page = Page(text, markup: .xml)
        #expect(try page.xpath("string(/lolz)").map(\.text) == ["after"])
        #expect(try page.xpath("string-length(/lolz/@a)").map(\.text) == ["0"])
        try readEverything(page)
    }

    @Test func aDocumentTypeThatHidesBehindAnUnusualDeclarationIsRefused() throws {
        let entity = String(repeating: "x", count: 10_000)
        let references = String(repeating: "&a;", count: 1_000)
        let page = Page(
            "<?xml version=\"1.0\"><!DOCTYPE r [<!ENTITY a '\(entity)'>]><r>\(references)</r>", markup: .xml)
        #expect(try page.xpath("string-length(/r)").map(\.text).allSatisfy { $0 == "0" })
        #expect(page.visibleTextAsOne.utf8.count < 10_000)
        try readEverything(page)
    }

    @Test(arguments: [
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file://PATH'>]><r>&x;</r>",
        "<!DOCTYPE r SYSTEM 'file://PATH'><r>&x;</r>",
        "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file://PATH'> %p;]><r>&x;</r>",
        "<!DOCTYPE a><!DOCTYPE r [<!ENTITY x SYSTEM 'file://PATH'>]><r>&x;</r>",
        "<!-- > --><!DOCTYPE r [<!-- ]> --><!ENTITY x SYSTEM 'file://PATH'>]><r>&x;</r>",
        "<r xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='PATH' parse='text'/></r>",
        "<?xml-stylesheet href='file://PATH'?><r/>",
    ])
    func noFileIsRead(form: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("reading-\(UUID().uuidString)")
        try Data("<!ENTITY x 'secret'>secret".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let text = form.replacingOccurrences(of: "PATH", with: file.path)
        for markup in [Page.Markup.xml, .html] {
            let page = Page(text, markup: markup)
            #expect(try !page.xpath("string(/)").map(\.text).joined().contains("secret"))
            #expect(!page.visibleTextAsOne.contains("secret"))
        }
    }

    @Test(.timeLimit(.minutes(10))) func defaultAttributesDoNotFillMemory() throws {
        let text =
            "<!DOCTYPE r [<!ATTLIST e a CDATA '\(String(repeating: "x", count: 100_000))'>]><r>"
            + String(repeating: "<e/>", count: 100_000) + "</r>"
        let page = Page(text, markup: .xml)
        #expect(try page.xpath("count(//e)").map(\.text) == ["100000"])
        #expect(try page.xpath("count(//@a)").map(\.text) == ["0"])
    }

    @Test(.timeLimit(.minutes(10))) func aHundredThousandXMLAttributesAreRefused() throws {
        let attributes = (0..<100_000).map { "a\(String($0, radix: 36))=''" }.joined(separator: " ")
        let page = Page("<p \(attributes)>text</p>", markup: .xml)
        #expect(page.isCutShort)
        #expect(page.problem != nil)
        try readEverything(page)
    }

    @Test(.timeLimit(.minutes(10))) func manyNamespacesDoNotHoldUpTheReader() throws {
        var text = ""
        for level in 0..<60 {
            text += "<e" + (0..<2_000).map { " xmlns:n\(level)x\($0)='u'" }.joined() + ">"
        }
        text += String(repeating: "<q:a/>", count: 300_000)
        try readEverything(Page(text, markup: .xml))
    }

    @Test func deepXMLEndsAtADepth() throws {
        let page = Page(String(repeating: "<d>", count: 200_000), markup: .xml)
        #expect(page.problem != nil)
        try readEverything(page)
    }
}
