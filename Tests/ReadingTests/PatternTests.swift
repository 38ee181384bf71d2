import Reading
import Testing

@Suite struct PatternTests {
    @Test(arguments: [
        ("within (\\d+ (?:hours?|days?))", "Answered within 4 hours or within 2 days", "4 hours"),
        ("\\d+", "no. 42", "42"), ("(?<n>x)|(y)", "y", "y"), ("(?i)ZOË", "zoë", "zoë"), (".", "é", "é"),
        ("\\p{Lu}\\w+", "straße Öffnung", "Öffnung"), ("^b$", "b", "b"), ("(?m)^b$", "a\nb", "b"),
        ("a\\Kb", "ab", "b"), ("(?=x)", "x", ""),
    ])
    func theFirstMatchIsFound(pattern: String, text: String, captured: String) throws {
        #expect(try Pattern(pattern).firstMatch(in: text)?.captured == captured)
    }

    @Test func groupsHaveNumbersAndNames() throws {
        let pattern = try Pattern("(?<year>\\d{4})-(?<month>\\d\\d)(-(\\d\\d))?")
        let match = try #require(try pattern.firstMatch(in: "é 2026-11 "))
        #expect(pattern.groupCount == 4)
        #expect(pattern.groupNumbers == ["year": 1, "month": 2])
        #expect(match.range == 3..<10)
        #expect(match["year"] == "2026" && match[2] == "11")
        #expect(match[3] == nil && match[4] == nil && match[9] == nil && match["none"] == nil)
        #expect(match.groupRanges[1] == 3..<7)
        #expect(match.text == "2026-11")
    }

    @Test(arguments: [
        ("a", "banana", ["a", "a", "a"]), ("", "éa", ["", "", ""]), ("a*", "baac", ["", "aa", "", ""]),
        ("\\b", "ab cd", ["", "", "", ""]), ("x", "banana", []), ("(?<=a)n", "banana", ["n", "n"]), ("", "", [""]),
        (".", "日本👩‍🚒", ["日", "本", "👩", "\u{200D}", "🚒"]), ("$", "a\nb", [""]),
    ])
    func allMatchesAreFoundFromLeftToRight(pattern: String, text: String, found: [String]) throws {
        #expect(try Pattern(pattern).matches(in: text).map(\.text) == found)
    }

    @Test func aLimitOfMatchesIsKept() throws {
        #expect(try Pattern("a").matches(in: "aaaa", limit: 2).count == 2)
    }

    @Test func substringsAreTextsOfTheirOwn() throws {
        let text = "one two three"
        let match = try Pattern("^two").firstMatch(in: text.dropFirst(4))
        #expect(match?.range == 0..<3)
    }

    @Test func nulsAreCharactersLikeOthers() throws {
        #expect(try Pattern("b").firstMatch(in: "a\0b")?.range == 2..<3)
        #expect(try Pattern("a\0b").firstMatch(in: "xa\0b")?.range == 1..<4)
    }

    @Test(
        arguments: [
            ("(", 1), ("a)", 1), ("[z-a]", 3), ("(?<n>a)(?<n>b)", 12), ("\\C", nil), ("(?P<", 4), ("é(", 3),
            ("*", 0), ("(?", 2), (String(repeating: "(", count: 5_000), nil),
            (String(repeating: "a", count: 10_001), nil),
        ] as [(String, Int?)])
    func wrongExpressionsAreErrorsWithTheirOffset(pattern: String, offset: Int?) throws {
        let error = #expect(throws: ReadingError.self) { try Pattern(pattern) }
        if let offset { #expect(error?.offset == offset) }
        #expect(error?.what.isEmpty == false)
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            ("(a+)+$", 50_000, "!"), ("(?:a|aa)+$", 50_000, "!"), ("(.*)*x", 50_000, ""), ("(a*)*\\1b", 50_000, ""),
            ("^(?:a?){40}a{40}$", 30, "b"), ("(?R)?a+b", 20_000, ""),
        ])
    func catastrophesEndWithAnErrorOrAnAnswer(pattern: String, count: Int, end: String) throws {
        let text = String(repeating: "a", count: count) + end
        do {
            _ = try Pattern(pattern).firstMatch(in: text)
        } catch {
            #expect(error.what.contains(pattern))
            #expect(error.advice != nil)
        }
    }

    @Test(.timeLimit(.minutes(10))) func quadraticScanningEndsWithAnError() throws {
        let text = String(repeating: "a", count: 2_000_000)
        #expect(throws: ReadingError.self) { try Pattern("\\w+[@#]").firstMatch(in: text) }
        // Linear work on the same text is no trouble, wherever its match is.
        #expect(try Pattern("b").firstMatch(in: text + "b")?.range == 2_000_000..<2_000_001)
        #expect(try Pattern("(?<=a)b$").firstMatch(in: text + "b")?.range == 2_000_000..<2_000_001)
        #expect(try Pattern("b").firstMatch(in: text) == nil)
    }

    @Test func deepBacktrackingDoesNotNeedADeepStack() throws {
        let text = String(repeating: "x\n", count: 40_000) + "end"
        #expect(try Pattern("^(?:.|\\n)*end").firstMatch(in: text) != nil)
    }

    @Test func onePatternServesManyThreads() async throws {
        let pattern = try Pattern("(\\d+)-(\\d+)")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let match = try pattern.firstMatch(in: "x \(number)-\(number + 1)")
                    return match?[1] == "\(number)" && match?[2] == "\(number + 1)"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test func anySubjectIsSearchedWithoutHarm() throws {
        let patterns = try ["\\X", "\\b\\w", "(?<!é).", "^|$", "[^\\w\\s]+", "(.)\\1"].map { try Pattern($0) }
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255) }
            let text = String(decoding: bytes, as: UTF8.self)
            for pattern in patterns {
                for match in try pattern.matches(in: text) { #expect(match.range.upperBound <= text.utf8.count) }
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func aLongLineCannotHoldASearchUpWhereMemoryMayNotBeExecuted() throws {
        let pattern = try Pattern("(*NO_JIT)Order .*? confirmed")
        let line = String(repeating: "Order ", count: 600_000)
        #expect(throws: ReadingError.self) { try pattern.firstMatch(in: line) }
        #expect(try pattern.firstMatch(in: String(line.prefix(6_000)) + "is confirmed") != nil)
    }
}
