import Journey
import Testing

@Suite struct EscapingTests {
    @Test(arguments: [
        ("plain text, ünïcödé, 日本語, € 5", "plain text, ünïcödé, 日本語, € 5"),
        ("\u{1B}[31mred", "\\u{1B}[31mred"),
        ("one\r\ntwo\tthree\0", "one\\u{D}\\u{A}two\\u{9}three\\u{0}"),
        ("\u{7F}\u{80}\u{9B}31m", "\\u{7F}\\u{80}\\u{9B}31m"),
        ("abc\u{202E}cba\u{202C}", "abc\\u{202E}cba\\u{202C}"),
        ("\u{2066}x\u{2069}\u{200E}\u{200F}\u{61C}", "\\u{2066}x\\u{2069}\\u{200E}\\u{200F}\\u{61C}"),
        ("a\u{200B}b\u{200D}c\u{FEFF}d\u{2060}", "a\\u{200B}b\\u{200D}c\\u{FEFF}d\\u{2060}"),
        ("line\u{2028}paragraph\u{2029}", "line\\u{2028}paragraph\\u{2029}"),
        ("tag\u{E0041}", "tag\\u{E0041}"),
        ("private\u{E000}", "private\\u{E000}"),
        ("1\u{200D}2\u{FE0F}", "1\\u{200D}2\\u{FE0F}"),
        ("C:\\temp", "C:\\temp"),
        ("👩‍🚒 ❤️ é", "👩‍🚒 ❤️ é"),
    ])
    func whatCannotBeSeenIsShownAsAnEscape(text: String, shown: String) {
        #expect(text.escapedForDisplay() == shown)
    }

    @Test func nothingInvisibleRemainsWhateverTheScalar() {
        for value: UInt32 in 0...0x2FFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = "x\(scalar)y".escapedForDisplay()
            #expect(!shown.unicodeScalars.contains { $0.properties.generalCategory == .control })
            #expect(!shown.unicodeScalars.contains { $0.properties.generalCategory == .format })
        }
    }

    @Test func combiningMarksArePiledOnlySoHigh() {
        let shown = ("a" + String(repeating: "\u{301}", count: 1_000)).escapedForDisplay()
        #expect(shown.unicodeScalars.count { $0 == "\u{301}" } == 8)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""), ("", 3, ""),
        ("ab\u{1B}cd", 5, "ab…"), ("ab\u{1B}", 8, "ab\\u{1B}"), ("ab\u{1B}c", 8, "ab…"),
        ("\u{1B}\u{1B}", 7, "\\u{1B}…"),
        ("日本語", 2, "日…"),
    ])
    func longTextIsCutWithAnEllipsis(text: String, maxLength: Int, shown: String) {
        #expect(text.escapedForDisplay(maxLength: maxLength) == shown)
    }

    @Test func noResultIsLongerThanAsked() {
        let text = "a\u{1B}bc\u{202E}\u{200B}déf\u{1F469}\u{200D}\u{1F692}"
        for length in 0...60 { #expect(text.escapedForDisplay(maxLength: length).count <= length) }
    }
}
