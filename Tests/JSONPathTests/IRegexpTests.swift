import Testing

@testable import JSONPath

struct IRegexpTests {
    private func matches(_ pattern: String, _ text: String, whole: Bool) throws -> Bool {
        var budget = Budget(limit: 1_000_000)
        return try IRegexp(pattern).matches(text, whole: whole, budget: &budget)
    }

    @Test(arguments: [
        ("", ""), ("a", "a"), ("a|b|", "b"), ("a|b|", ""), ("(ab)+", "abab"), ("a?b", "b"), ("a{3}", "aaa"),
        ("a{2,}", "aaaaa"), ("a{2,3}b", "aab"), ("a{0}b", "b"), ("(a|bc){2}", "bca"), (".", "é"), (".", "\u{2028}"),
        (".", "😀"), ("[a-c]*", "abcba"), ("[^a-c]", "d"), ("[-a]+", "a-"), ("[a-]+", "a-"), ("[--]", "-"),
        (#"[\]\[\^\-]+"#, "]-[^"), (#"\p{L}+"#, "aÉß"), (#"\p{Lu}\P{Lu}"#, "Éé"), (#"[\p{N}x]+"#, "1x٣"),
        (#"[^\p{N}]"#, "a"), (#"[\P{L}a]+"#, "1a"), (#"\n\r\t"#, "\n\r\t"), (#"\(\)\*\+\.\?\{\|\}"#, "()*+.?{|}"),
        ("^a$", "a"), ("a^|b", "b"), ("(^a|b)$", "b"), ("(a*)*", "aaa"), ("(a*)+b", "b"), ("(){9000}x", "x"),
        ("a,b-c", "a,b-c"), ("[^a]", "^"), ("[b^]", "^"), ("[.$]", "."), ("[a-z-]?", "-"),
        (#"\p{Cn}"#, "\u{378}"), (#"\p{Zs}\p{Sc}\p{Pd}"#, " €-"),
    ])
    func matchesTheWholeText(_ pattern: String, _ text: String) throws {
        #expect(try matches(pattern, text, whole: true))
        #expect(try matches(pattern, text, whole: false))
    }

    @Test(arguments: [
        ("a", ""), ("a", "b"), ("a", "ab"), ("a", "ba"), ("a{3}", "aa"), ("a{3}", "aaaa"), ("a{2,3}", "aaaa"),
        (".", "\n"), (".", "\r"), (".", "ab"), ("[^a]", "a"), ("[^a]", ""), ("[a-c]", "d"), (#"\p{Lu}"#, "a"),
        (#"\P{L}"#, "a"), ("A", "a"), ("a$b", "ab"), ("a^b", "ab"), ("ab|cd", "abd"), ("e\u{301}", "\u{E9}"),
    ])
    func doesNotMatchTheWholeText(_ pattern: String, _ text: String) throws {
        #expect(try !matches(pattern, text, whole: true))
    }

    @Test(arguments: [
        ("b", "abc", true), ("bc", "abc", true), ("", "abc", true), ("^b", "abc", false), ("^a", "abc", true),
        ("b$", "abc", false), ("c$", "abc", true), ("ac", "abc", false), ("a.c", "xabcx", true), ("aab", "aaab", true),
        ("x", "", false), ("$", "", true),
    ])
    func searchesInTheText(_ pattern: String, _ text: String, _ found: Bool) throws {
        #expect(try matches(pattern, text, whole: false) == found)
    }

    @Test(arguments: [
        "*", "+a", "?", "a**", "a{", "a{}", "a{,3}", "a{2", "a{2,1}", "{2}", "}", "]", "(", ")", "(a", "a)", "[", "[]",
        "[^]", "[a", "[b-a]", "[a-b-c]", "[a--]", "[[a]]", #"[a-\p{L}]"#, #"[\p{L}-a]"#, "\\", #"\d"#, #"\w"#, #"\s"#,
        #"\b"#,
        #"\$"#, #"\p"#, #"\p{"#, #"\p{}"#, #"\p{X}"#, #"\p{Lx}"#, #"\p{Cs}"#, #"\p{Letter}"#, #"\pL"#, "(?:a)", "a*?",
        #"\1"#,
    ])
    func refusesWhatIsNoIRegexp(_ pattern: String) throws {
        let failure = try #require(throws: IRegexp.Failure.self) { try IRegexp(pattern) }
        #expect(!failure.isTooLarge)
    }

    @Test(arguments: [
        "a{10001}", "a{99999999999999999999999}", "((a{100}){100}){100}", "(((){1000}){1000}){1000}", "(a{0,200}){200}",
        String(repeating: "(", count: 100_000), String(repeating: "a", count: 20_000),
    ])
    func refusesWhatWouldTakeTooManyStates(_ pattern: String) throws {
        let failure = try #require(throws: IRegexp.Failure.self) { try IRegexp(pattern) }
        #expect(failure.isTooLarge)
    }

    @Test(arguments: ["(a*)*b", "(a|a)*b", "(a|aa)+b", "a*a*a*a*a*b", "((a?){10}a){10}b", "(.*)(.*)(.*)b"])
    func theStepsGrowWithTheTextAndNoFaster(_ pattern: String) throws {
        let regexp = try IRegexp(pattern)
        func steps(_ length: Int, whole: Bool) throws -> Int {
            var budget = Budget(limit: .max)
            let found = try regexp.matches(String(repeating: "a", count: length), whole: whole, budget: &budget)
            #expect(!found)
            return budget.spent
        }
        for whole in [true, false] {
            let first = try steps(1000, whole: whole) - steps(500, whole: whole)
            let second = try steps(1500, whole: whole) - steps(1000, whole: whole)
            #expect(first == second)
        }
        if pattern == "(a*)*b" { #expect(try steps(1000, whole: true) < 20_000) }
    }
}
