import JSONPath
import Testing

struct JSONTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "1.50", "-1e400", "9223372036854775807", "-9223372036854775808",
        "18446744073709551615", "123456789012345678901234567890", #""""#, #""a\"\\\u0001\n""#, #""ünï😀""#, "[]", "{}",
        #"{"z":1,"a":[true,null,{"é":"x"}]}"#,
    ])
    func isWrittenAsItWasRead(_ text: String) throws {
        #expect(try JSON(parsing: text.utf8).description == text)
    }

    @Test(arguments: [
        (" [ 1 , 2 ] \r\n\t", "[1,2]"),
        ("\u{FEFF}1", "1"),
        (#""\ud83d\ude00\u00e9\/""#, #""😀é/""#),
        (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
        // Two spellings of é are two names.
        (#"{"\u00e9":1,"e\u0301":2}"#, "{\"\u{E9}\":1,\"e\u{301}\":2}"),
    ])
    func isReadByTheStandard(_ text: String, _ compact: String) throws {
        #expect(try JSON(parsing: text.utf8).description.utf8.elementsEqual(compact.utf8))
    }

    @Test func aTextHasAtMostAMillionValues() throws {
        let most = "[" + String(repeating: "1,", count: JSON.mostValues - 2) + "1]"
        _ = try JSON(parsing: most.utf8)
        let error = try #require(throws: JSONError.self) { try JSON(parsing: ("[" + most + "]").utf8) }
        #expect(error.message == "there are more than 1000000 values")
    }

    @Test(arguments: [
        ("", 0, 1, 1, "expected a value, found the end of the text"),
        ("[1,]", 3, 1, 4, "expected a value, found “]”"),
        ("[1 2]", 3, 1, 4, "expected “,” or “]”, found “2”"),
        ("{\"a\":1,\n  b:2}", 10, 2, 3, "expected a member's name in double quotes, found “b”"),
        ("{\"a\" 1}", 5, 1, 6, "expected “:” after the member's name, found “1”"),
        ("{\"a\":1", 6, 1, 7, "expected “,” or “}”, found the end of the text"),
        ("\"é\" x", 5, 1, 5, "expected the end of the text, found “x”"),
        ("01", 1, 1, 2, "expected a number without leading zeros, found “1”"),
        ("1.", 2, 1, 3, "expected a digit after the decimal point, found the end of the text"),
        ("1e+", 3, 1, 4, "expected a digit in the exponent, found the end of the text"),
        ("-", 1, 1, 2, "expected a digit, found the end of the text"),
        ("tru", 0, 1, 1, "expected a value, found “t”"),
        ("\"a", 2, 1, 3, "expected “\"” at the string's end, found the end of the text"),
        ("\"\t\"", 1, 1, 2, "a string may not hold a raw control character; write it as an escape"),
        ("\"\\x\"", 2, 1, 3, "expected one of \" \\ / b f n r t u after “\\”, found “x”"),
        ("\"\\u12G4\"", 5, 1, 6, "expected four hexadecimal digits after “\\u”, found “G”"),
        ("\"\\ud800\"", 1, 1, 2, "an unpaired surrogate is not a character"),
        ("\"\\udc00\"", 1, 1, 2, "an unpaired surrogate is not a character"),
        ("\"\\ud800\\u0041\"", 1, 1, 2, "an unpaired surrogate is not a character"),
        ("[\u{1}]", 1, 1, 2, "expected a value, found byte 0x01"),
    ])
    func tellsWhereATextIsNotJSON(_ text: String, offset: Int, line: Int, column: Int, message: String) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text.utf8) }
        #expect(error.message == message)
        #expect((error.offset, error.line, error.column) == (offset, line, column))
        #expect(error.description == "line \(line), column \(column): \(message)")
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBF],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(_ bytes: [UInt8]) throws {
        let quote = UInt8(ascii: "\"")
        let error = try #require(throws: JSONError.self) { try JSON(parsing: [quote] + bytes + [quote]) }
        #expect(error.offset == 1)
        #expect(error.message == "the text is not UTF-8 here")
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func nestsSoDeepAndNoDeeper(_ opening: String, _ closing: String) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + "0" + String(repeating: closing, count: depth)
        }
        let deepest = try JSON(parsing: nested(JSON.greatestDepth).utf8)
        #expect(deepest.description == nested(JSON.greatestDepth))
        #expect(Set([deepest, deepest]).count == 1)
        let error = try #require(throws: JSONError.self) { try JSON(parsing: nested(JSON.greatestDepth + 1).utf8) }
        #expect(error.message == "arrays and objects are nested deeper than 512")
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: opening, count: 1_000_000).utf8) }
    }

    @Test func everyTruncationOfATextIsRefused() throws {
        let text = Array(#"{"a":[1.5e3,"\u00e9é😀",true,null,{"b":{}}],"c":false}"#.utf8)
        _ = try JSON(parsing: text)
        for length in text.indices {
            #expect(throws: JSONError.self) { try JSON(parsing: text.prefix(length)) }
        }
    }

    @Test func ofManyMembersWithOneNameTheLastWins() throws {
        let members = (0..<1000).map { "\"k\($0 % 100)\":\($0)" }.joined(separator: ",")
        let json = try JSON(parsing: "{\(members)}".utf8)
        guard case .object(let kept) = json else {
            Issue.record("not an object")
            return
        }
        #expect(kept.map(\.name) == (0..<100).map { "k\($0)" })
        #expect(kept.map(\.value) == (900..<1000).map { .int($0) })
    }
}

struct JSONEqualityTests {
    @Test(arguments: [
        ("1", "1.0"), ("100", "1e2"), ("0", "-0"), ("0", "0e999999999999999999999"), ("-5", "-0.5e1"), ("0.10", "1E-1"),
        ("18446744073709551615", "18446744073709551615.0"), ("1e400", "10e399"),
        (#"{"a":1,"b":2}"#, #"{"b":2.0,"a":1}"#),
        ("[[1],{}]", "[[1e0],{}]"), (#""\u00e9""#, #""é""#),
    ])
    func equalValuesAreEqualAndHashAlike(_ a: String, _ b: String) throws {
        let (a, b) = (try JSON(parsing: a.utf8), try JSON(parsing: b.utf8))
        #expect(a == b && b == a)
        #expect(a.hashValue == b.hashValue)
    }

    @Test(arguments: [
        ("9007199254740993", "9007199254740992.0"), ("9223372036854775807", "9223372036854775806"),
        ("9223372036854775807", "9223372036854775808"), ("18446744073709551615", "18446744073709551614"),
        ("1e400", "1e401"), ("1", "-1"), ("0.1", "0.10000000000000000001"), ("1", "true"), ("0", "null"),
        ("1", #""1""#),
        (#""\u00e9""#, #""e\u0301""#), ("[1,2]", "[2,1]"), ("[1]", "[1,1]"), (#"{"a":1}"#, #"{"a":2}"#),
        (#"{"a":1}"#, #"{"b":1}"#), (#"{"a":1,"b":1}"#, #"{"a":1,"c":1}"#), ("[]", "{}"),
    ])
    func differentValuesAreDifferent(_ a: String, _ b: String) throws {
        let (a, b) = (try JSON(parsing: a.utf8), try JSON(parsing: b.utf8))
        #expect(a != b && b != a)
    }

    @Test func whatAPersonReadsHasNoQuotes() throws {
        #expect(try JSON(parsing: #""a \"b\"""#.utf8).plainText == #"a "b""#)
        #expect(try JSON(parsing: "19.90".utf8).plainText == "19.90")
        #expect(try JSON(parsing: "19.90".utf8).double == 19.9)
        #expect(try JSON(parsing: "1e999".utf8).double == .infinity)
        #expect(JSON.bool(true).double == nil)
    }
}
