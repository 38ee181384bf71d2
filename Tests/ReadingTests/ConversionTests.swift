import Journey
import Reading
import Testing

@Suite struct NumberTextTests {
    @Test(
        arguments: [
            ("42", 42), ("1 234,50 €", 1234.5), ("1\u{A0}234,50\u{A0}€", 1234.5), ("€1,234.50", 1234.5),
            ("1.234,50", 1234.5),
            ("-3.5%", -3.5), ("\u{2212}7 °C", -7), ("1'234'567.5", 1_234_567.5), ("1,234", 1234), ("1.234", 1.234),
            ("0,5", 0.5), ("12,50", 12.5), ("1,234,567", 1_234_567), ("1.234.567", 1_234_567), ("Total: $99.", 99),
            ("0,125", 0.125), ("1e3", 1000), ("2.5E-7", 2.5e-7), (" 007 ", 7), ("3 apples", 3), ("12 345", 12345),
            ("-€5", -5), ("€ -5", -5), ("A-5", -5), ("1.5k", 1.5), ("9007199254740993", 9_007_199_254_740_992),
        ] as [(String, Double)])
    func numbersAreReadAsPeopleWriteThem(text: String, value: Double) throws {
        #expect(try NumberText.number(in: text) == value)
    }

    @Test(
        arguments: [("1.234", ",", 1234), ("1.234", ".", 1.234), ("1,234", ",", 1.234), ("1.234,5", ",", 1234.5)]
            as [(String, Character, Double)])
    func theLocationsDecimalSignDecides(text: String, sign: Character, value: Double) throws {
        #expect(try NumberText.number(in: text, decimalSign: sign) == value)
    }

    @Test(arguments: ["", "none", "3 of 5", "2024-01-02", "1-2", "1e999", "12 34", "٣", "5/7"])
    func whatIsNotOneNumberIsAnError(text: String) {
        #expect(throws: ReadingError.self) { try NumberText.number(in: text) }
    }
}

@Suite struct TimeTextTests {
    @Test(
        arguments: [
            ("2026-11-24T20:00:00Z", 1_795_550_400_000_000), ("2026-11-24T20:00:00.123456Z", 1_795_550_400_123_456),
            ("2026-11-24T21:00:00+01:00", 1_795_550_400_000_000), ("2026-11-24 20:00:00", 1_795_550_400_000_000),
            ("2026-11-24T20:00:00.5+0000", 1_795_550_400_500_000), ("2026-11-24T15:00:00-05", 1_795_550_400_000_000),
            ("20261124T200000Z", 1_795_550_400_000_000), ("2026-11-24 20:00:00 +0000", 1_795_550_400_000_000),
            ("2026-11-24T20:00", 1_795_550_400_000_000), ("2026-11-24", 1_795_478_400_000_000),
            ("Tue, 24 Nov 2026 20:00:00 GMT", 1_795_550_400_000_000),
            ("24 Nov 2026 21:00:00 +0100", 1_795_550_400_000_000),
            ("Tue, 24 Nov 2026 15:00:00 EST", 1_795_550_400_000_000),
            ("Tuesday, 24-Nov-26 20:00:00 GMT", 1_795_550_400_000_000),
            ("Tue Nov 24 20:00:00 2026", 1_795_550_400_000_000), ("Tue Nov  3 08:49:37 2026", 1_793_695_777_000_000),
            ("Tue, 24 Nov 2026 21:00:00 +0100 (CET)", 1_795_550_400_000_000),
            ("Tue, 3 Nov 2026 20:00 +0000", 1_793_736_000_000_000),
            ("1795550400", 1_795_550_400_000_000), ("1795550400123", 1_795_550_400_123_000),
            ("1795550400.25", 1_795_550_400_250_000), ("1795550400123456", 1_795_550_400_123_456),
            (" 2026-11-24T20:00:00Z\n", 1_795_550_400_000_000), ("1969-12-31T23:59:59Z", -1_000_000),
        ] as [(String, Int64)])
    func everydayFormsAreRead(text: String, microseconds: Int64) throws {
        #expect(try TimeText.time(in: text).microseconds == microseconds)
    }

    @Test(arguments: [
        "", "soon", "2026", "2026-13-01", "2026-02-30", "24.11.2026", "2026-11-24T25:00:00Z", "123456789012345678",
        "Tue, 32 Nov 2026 20:00:00 GMT", "2026-11-24T20:00:00+99:00", "-1795550400", "1795550400.", "12:30",
        String(repeating: "9", count: 1_000), "２０２６-11-24",
    ])
    func whatIsNoTimeIsAnError(text: String) {
        #expect(throws: ReadingError.self) { try TimeText.time(in: text) }
    }

    @Test func aTimeWithoutAnOffsetIsOfTheZone() throws {
        let zone = try Zone("Europe/Berlin")
        #expect(try TimeText.time(in: "2026-11-24 21:00:00", zone: zone).seconds == 1_795_550_400)
        #expect(try TimeText.time(in: "2026-07-01 02:00", zone: zone).seconds == 1_782_864_000)
        #expect(try TimeText.time(in: "2026-11-24T20:00:00Z", zone: zone).seconds == 1_795_550_400)
    }

    @Test(arguments: [
        ("%Y-%m-%d.%H:%M:%S", "2026-11-24.20:00:00"), ("%d.%m.%Y %H:%M", "24.11.2026 20:00"),
        ("%d/%m/%y %I:%M %p", "24/11/26 8:00 p.m."), ("%b %e, %Y %T", "Nov 24, 2026 20:00:00"),
        ("%A, %d %B %Y %R %Z", "Tuesday, 24 November 2026 20:00 GMT"), ("%s", "1795550400"), ("%s.%f", "1795550400.0"),
        ("%Y%j%H%M%S", "2026328200000"), ("%D %T", "11/24/26 20:00:00"), ("%FT%T%z", "2026-11-24T22:00:00+02:00"),
        ("%d %b %Y at %H h", "24 Nov. 2026 at 20 h"), ("%%%F %R", "%2026-11-24 20:00"),
    ])
    func aFormSaysHowATimeIsWritten(format: String, text: String) throws {
        let form = try TimeFormat(format)
        #expect(try form.time(in: text).seconds == 1_795_550_400)
    }

    @Test(arguments: [
        ("12:00 AM", 0), ("12:30 AM", 1_800), ("1:00 AM", 3_600), ("12:00 PM", 43_200), ("11:59 PM", 86_340),
    ])
    func halvesOfTheDayAreCounted(text: String, second: Int64) throws {
        #expect(try TimeFormat("%F %I:%M %p").time(in: "1970-01-01 \(text)").seconds == second)
    }

    @Test(arguments: [("%Q", 0), ("%Y-%m-%d %", 9), ("%H:%M", nil), ("é%K", 2), ("", nil)] as [(String, Int?)])
    func wrongFormsAreErrors(format: String, offset: Int?) {
        let error = #expect(throws: ReadingError.self) { try TimeFormat(format) }
        #expect(error?.offset == offset)
    }

    @Test(arguments: [
        ("%Y-%m-%d", "2026-11-2x"), ("%F", "26-11-24"), ("%F %H", "2026-11-24 24"),
        ("%Y-%j", "2026-366"), ("%d %b %Y", "24 Nonember 2026"), ("%F%z", "2026-11-24+1"), ("%s", "99999999999999"),
    ])
    func textsOfAnotherFormAreErrors(format: String, text: String) throws {
        let form = try TimeFormat(format)
        #expect(throws: ReadingError.self) { try form.time(in: text) }
    }
}

@Suite struct OtherConversionTests {
    @Test(arguments: [
        ("aGVsbG8=", "hello"), ("aGVsbG8", "hello"), ("aGVs\r\n bG8=", "hello"), ("_-8", "\u{FFFD}\u{FFFD}"), ("", ""),
        ("Wm/Dqw==", "Zoë"),
    ])
    func base64IsDecoded(text: String, decoded: String) throws {
        #expect(try Base64Text.text(in: text) == decoded)
    }

    @Test(arguments: ["a", "aGVsb", "!!!!", "é"])
    func whatIsNoBase64IsAnError(text: String) {
        #expect(throws: ReadingError.self) { try Base64Text.bytes(in: text) }
    }

    @Test(arguments: [
        ("Dear <b>Z</b>o&euml;,<br>thanks.<p>Yours</p><script>x</script>", "Dear Zoë,\nthanks.\nYours"),
        ("plain &amp; simple", "plain & simple"), ("5 < 6", "5 < 6"), ("", ""),
    ])
    func htmlBecomesText(html: String, text: String) {
        #expect(HTMLText.text(in: html) == text)
    }

    @Test func errorsSayWhatWhereAndWhatToDo() {
        let error = ReadingError("no such thing", at: 3, advice: "write another")
        #expect(error.description == "no such thing (at byte 4): write another")
        #expect(error.column(in: "é:(") == 3)
        #expect(ReadingError("x").column(in: "abc") == nil)
    }
}
