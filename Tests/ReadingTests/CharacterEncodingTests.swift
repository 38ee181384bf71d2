import Reading
import Testing

@Suite struct CharacterEncodingTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(
        arguments: [
            (nil, "<p>é", "utf-8"), ("text/html", "<p>plain", "utf-8"),
            ("text/html; charset=ISO-8859-1", "<p>x", "windows-1252"),
            ("text/html; charset=\"utf-8\"", "<p>x", "utf-8"),
            ("text/html;charset = latin1 ; x=y", "<p>x", "windows-1252"),
            (nil, "<meta charset=shift_jis><p>x", "cp932"),
            (nil, "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "windows-1251"),
            (nil, "<?xml version='1.0' encoding='iso-8859-15'?><r/>", "iso-8859-15"),
            ("text/html; charset=utf-8", "<meta charset=shift_jis>", "utf-8"), (nil, "<meta charset=utf-16>", "utf-8"),
            // What iconv reads and browsers do not, nobody has stated.
            ("text/html; charset=iso-2022-cn-ext", "<p>x", "utf-8"), (nil, "<meta charset=utf-7><p>x", "utf-8"),
            ("text/html; charset=", "<p>x", "utf-8"), ("text/html; charset=;\u{1B}[31m", "<p>x", "utf-8"),
        ] as [(String?, String, String)])
    func isDecidedAsBrowsersDo(type: String?, body: String, name: String) {
        #expect(CharacterEncoding(body: bytes(body), contentType: type).name == name)
    }

    /// The body is given with a character for each byte.
    @Test(
        arguments: [
            ("text/html", "<p>Caf\u{E9} \u{80}</p>", "Café €"),
            ("text/html; charset=iso-8859-1", "<p>Caf\u{E9}\u{93}\u{94}", "Café“”"),
            ("text/html; charset=windows-1251", "<p>\u{CF}\u{F0}\u{E8}\u{E2}\u{E5}\u{F2}", "Привет"),
            ("text/html; charset=shift_jis", "<p>\u{93}\u{FA}\u{96}\u{7B}", "日本"),
            ("text/html; charset=euc-kr", "<p>\u{C7}\u{D1}", "한"),
            ("text/html; charset=shift_jis", "<p>\u{93}\u{FA}\u{FF}A", "日\u{FFFD}A"),
            ("text/html; charset=big5", "<p>\u{A4}\u{A4}", "中"),
            ("text/html; charset=tis-620", "<p>\u{A1}", "ก"),
            ("text/html; charset=x-mac-cyrillic", "<p>\u{8F}", "П"),
            ("text/html; charset=no-such-thing", "<p>Caf\u{E9}", "Café"),
            (nil, "\u{EF}\u{BB}\u{BF}<p>\u{C3}\u{A9}", "é"),
            ("text/html; charset=iso-8859-1", "\u{EF}\u{BB}\u{BF}<p>\u{C3}\u{A9}", "é"),
        ] as [(String?, String, String)])
    func bytesBecomeCharacters(type: String?, body: String, text: String) {
        let body = body.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        #expect(Page(body: body, contentType: type).visibleText.map(\.text) == [text])
    }

    @Test(arguments: [true, false]) func utf16WithAByteOrderMarkIsRead(isBigEndian: Bool) {
        let body = "\u{FEFF}<title>Grüße 👋</title>".utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 255))
            return isBigEndian ? [high, low] : [low, high]
        }
        #expect(Page(body: body, contentType: "text/html; charset=utf-8").title == "Grüße 👋")
        #expect(Page(body: body + [0x41], contentType: nil).title == "Grüße 👋")
    }

    @Test func whatTheTextSaysOfItselfIsNotBelievedAgain() {
        // The header decided; libxml2 must not switch at the <meta>.
        let page = Page("<meta charset=iso-8859-1><title>Zoë</title>")
        #expect(page.title == "Zoë")
        let xml = Page("<?xml version='1.0' encoding='iso-8859-1'?><r>Zoë</r>", markup: .xml)
        #expect(xml.visibleText.map(\.text) == ["Zoë"])
    }
}
