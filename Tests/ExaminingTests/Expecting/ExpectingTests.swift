import Journey
import Reading
import Testing

@testable import Examining

@Suite struct ExpectingTests {
    static let page = """
        <!DOCTYPE html><html lang="en"><head><title>Contact – Shop</title></head><body>
        <h1>Fish &amp; chips</h1><p>We take <b>re</b>turns
        within 14 days.</p><a href="tel:+123">Call</a> <a href="/a">A</a><p class="price">10.0</p><p class="price">25</p>
        <p id="empty"></p></body></html>
        """
    static let json = """
        {"order": 12345678901234567, "state": "ready", "items": [{"price": 5}, {"price": 7.5}], "none": null}
        """

    struct Row: CustomTestStringConvertible, Sendable {
        var check: Expected.Check
        var saw: String?
        var testDescription: String { check.wording }

        init(_ check: Expected.Check, saw: String? = nil) {
            self.check = check
            self.saw = saw
        }
    }

    @Test(arguments: [
        Row(.status([200...200])),
        Row(.status([404...404, 200...299])),
        Row(.status([500...599]), saw: "status 200"),
        Row(.contains(.text("turns"))),
        Row(.contains(.text("Fish & chips"))),
        Row(.contains(.text("Fish &amp; chips"))),
        Row(.contains(.text("returns within 14 days"))),
        Row(.contains(.text("Refunds")), saw: "a page titled “Contact – Shop” without it"),
        Row(.lacks(.text("Refunds"))),
        Row(.lacks(.text("14 days")), saw: "14 days"),
        Row(.regex(#"within \d+ days"#)),
        Row(.regex(#"within \d+ hours"#), saw: "without it"),
        Row(.header("content-TYPE", .exists)),
        Row(.header("Content-Type", .contains(.text("html")))),
        Row(.header("Content-Type", .equals(.text("text/plain"))), saw: "“text/html; charset=utf-8”"),
        Row(.header("X-Frame-Options", .exists), saw: "no header `X-Frame-Options`"),
        Row(.header("X-Frame-Options", .absent)),
        Row(.xpath("//a[starts-with(@href,'tel:')]", .exists)),
        Row(.xpath("//video", .exists), saw: "nothing there"),
        Row(.xpath("//video", .absent)),
        Row(.xpath("//h1", .absent), saw: "“Fish & chips”"),
        Row(.xpath("//h1", .equals(.text("Fish & chips")))),
        Row(.xpath("//p[@class='price']", .equals(.text("25")))),
        Row(.xpath("//p[@class='price']", .equals(.text("10")))),
        Row(.xpath("//p[@class='price']", .atLeast(10))),
        Row(.xpath("//p[@class='price']", .atMost(20)), saw: "“10.0”, “25”"),
        Row(.xpath("//p[@class='price']", .count(2...2))),
        Row(.xpath("//p[@class='price']", .count(3 ... .max)), saw: "2"),
        Row(.xpath("//p[@class='price']", .oneOf([.text("1"), .text("25")]))),
        Row(.xpath("//h1", .matches("^Fish"))),
        Row(.xpath("count(//a) = 2", .exists)),
        Row(.xpath("count(//a) = 3", .exists), saw: "nothing there"),
        Row(.xpath("count(//a)", .equals(.text("2")))),
        Row(.xpath("string(//title)", .contains(.text("Contact")))),
        Row(.url(.equals(.text("https://shop.example/")))),
        Row(.url(.matches("/thanks$")), saw: "“https://shop.example/”"),
        Row(.certificate(days: 20)),
        Row(.certificate(days: 21), saw: "20 days left"),
        Row(.size(atLeast: 100, atMost: 1_000)),
        Row(.size(atLeast: 10_000, atMost: nil), saw: "bytes"),
        Row(.jsonpath("$.a", .exists), saw: "no JSON (line 1"),
    ])
    func aPageIsHeldAgainstWhatIsExpected(row: Row) throws {
        let judgement = judge(row.check, Responses.result(Self.page, certificate: Responses.certificate(daysLeft: 20)))
        let verdict = try #require(judgement.verdicts.first)
        #expect(verdict.held == (row.saw == nil), "saw \(verdict.saw)")
        #expect(judgement.unusable == nil)
        #expect(verdict.line == 7)
        if let saw = row.saw {
            #expect(verdict.saw.contains(saw), "saw \(verdict.saw)")
        } else {
            #expect(verdict.saw.isEmpty)
        }
    }

    @Test(arguments: [
        Row(.jsonpath("$.state", .equals(.text("ready")))),
        Row(.jsonpath("$.order", .equals(.text("12345678901234567")))),
        Row(.jsonpath("$.order", .equals(.text("12345678901234568"))), saw: "“12345678901234567”"),
        Row(.jsonpath("$.items[*].price", .atLeast(5))),
        Row(.jsonpath("$.items[*].price", .atMost(7)), saw: "“5”, “7.5”"),
        Row(.jsonpath("$.items[?@.price > 6]", .count(1...1))),
        Row(.jsonpath("$.none", .exists)),
        Row(.jsonpath("$.other", .exists), saw: "nothing there"),
        Row(.jsonpath("$.other", .absent)),
        Row(.contains(.text("ready"))),
        Row(.contains(.text("sent")), saw: "“{\"order\""),
    ])
    func jsonIsHeldAgainstWhatIsExpected(row: Row) throws {
        let judgement = judge(row.check, Responses.result(Self.json, type: "application/json"))
        let verdict = try #require(judgement.verdicts.first)
        #expect(verdict.held == (row.saw == nil), "saw \(verdict.saw)")
        if let saw = row.saw { #expect(verdict.saw.contains(saw), "saw \(verdict.saw)") }
    }

    @Test func aBodyIsKnownByItsHash() {
        let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        #expect(judge(.sha256(hash.uppercased()), Responses.result("hello")).allHeld)
        #expect(!judge(.sha256(hash), Responses.result("hello!")).allHeld)
    }

    @Test func aStatusOtherThanGoodIsWhatWasSeen() {
        let judgement = judge(.contains(.text("Returns")), Responses.result("<p>Sorry</p>", status: 503))
        #expect(judgement.verdicts.map(\.saw) == ["status 503"])
        #expect(judgement.verdicts.map(\.expected) == ["contains \"Returns\""])
    }

    @Test func withoutAResponseNothingHolds() {
        let result = Responses.failed(.connect, "shop.example refused the connection on port 443")
        let judgement = expecting(result).judge([
            Expected(.status([200...200]), place: place()), Expected(.lacks(.text("x")), place: place()),
        ])
        #expect(judgement.verdicts.map(\.held) == [false, false])
        #expect(judgement.verdicts[0].saw == "shop.example refused the connection on port 443")
        #expect(judgement.unusable == nil)
    }

    @Test(arguments: ["iso-8859-1", "utf-16"])
    func textIsFoundInWhateverEncodingItIsSent(charset: String) {
        let text = "<p>Grüße aus Zürich</p>"
        let bytes: [UInt8] =
            charset == "utf-16"
            ? [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            : text.unicodeScalars.map { UInt8($0.value) }
        let result = Responses.result(bytes, type: "text/html; charset=\(charset)")
        #expect(judge(.contains(.text("Grüße")), result).allHeld)
        #expect(judge(.contains(.text("aus")), result).allHeld)
        #expect(!judge(.contains(.text("Gruß")), result).allHeld)
    }

    @Test func templatesAreFilledInAndTheWordingStaysTheSame() {
        let result = Responses.result("<p>Dear Zoë, order 17</p>")
        let check = Expected.Check.contains(.text("order {{order}}"))
        let held = judge(check, result, captures: ["order": "17"])
        #expect(held.allHeld)
        let broken = judge(check, result, captures: ["order": "18"])
        #expect(!broken.allHeld)
        #expect(held.verdicts[0].expected == broken.verdicts[0].expected)
    }

    @Test(arguments: [
        Expected.Check.contains(.text("{{order}}")),
        .xpath("//p[", .exists),
        .regex("(a"),
        .jsonpath("$[", .exists),
        .regex("(x+x+)+[yz]"),
        .xpath("//p[count(preceding::p[preceding::p[preceding::p]]) > 9999]", .exists),
    ])
    func whatCannotBeJudgedIsUnusableAndNoCrash(check: Expected.Check) throws {
        let body = String(repeating: "<p>" + String(repeating: "x", count: 40) + "</p>", count: 2_000)
        let result = Responses.result(check.isJSON ? #"{"a": 1}"# : body)
        let judgement = judge(check, result)
        #expect(!judgement.allHeld)
        let problem = try #require(judgement.unusable)
        #expect(problem.hasPrefix("probes/shop.yaml:7:5"))
    }

    @Test func whatIsShownIsShortSafeAndFreeOfSecrets() throws {
        let secret = "s3cr3t-token"
        let evil = "\u{1B}[2J\u{202E}" + secret + String(repeating: "x", count: 5_000)
        let result = Responses.result("", headers: [HeaderField("X-Token", evil)])
        let judgement = expecting(result, secrets: ["token": secret]).judge([
            Expected(.header("X-Token", .equals(.text("{{secret.token}}"))), place: place())
        ])
        let verdict = try #require(judgement.verdicts.first)
        #expect(!verdict.held)
        #expect(verdict.saw.count <= 200)
        #expect(!verdict.saw.contains(secret) && !verdict.expected.contains(secret))
        #expect(!verdict.saw.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    }

    @Test(arguments: [
        Row(.status([200...200, 300...399, 401...404])),
        Row(.size(atLeast: 10, atMost: nil)),
        Row(.size(atLeast: nil, atMost: nil)),
    ])
    func theWordingIsForPeople(row: Row) {
        let expected = [
            "status 200 or 3xx or 401-404", "size at least 10 bytes", "any size",
        ]
        #expect(expected.contains(row.check.wording))
    }
}

extension Expected.Check {
    fileprivate var isJSON: Bool { if case .jsonpath = self { true } else { false } }
}
