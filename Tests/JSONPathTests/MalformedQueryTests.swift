import JSONPath
import Testing

struct MalformedQueryTests {
    @Test(arguments: [
        ("", 1, "expected “$” at the query's start, found the end of the query"),
        ("orders", 1, "expected “$” at the query's start, found “o”"),
        ("@.a", 1, "expected “$” at the query's start, found “@”"),
        (" $", 1, "expected “$” at the query's start, found a space"),
        ("$ ", 2, "expected “.”, “..”, “[” or the end of the query, found a space"),
        ("$.a ", 4, "expected “.”, “..”, “[” or the end of the query, found a space"),
        ("$a", 2, "expected “.”, “..”, “[” or the end of the query, found “a”"),
        ("$.", 3, "expected a name or “*” after “.”, found the end of the query"),
        ("$.1", 3, "expected a name or “*” after “.”, found “1”"),
        ("$.a-b", 4, "expected “.”, “..”, “[” or the end of the query, found “-”"),
        ("$. a", 3, "expected a name or “*” after “.”, found a space"),
        ("$..", 4, "expected a name, “*” or “[” after “..”, found the end of the query"),
        ("$[", 3, "expected a selector: a name in quotes, an index, a slice, “*” or “?”, found the end of the query"),
        ("$[]", 3, "expected a selector: a name in quotes, an index, a slice, “*” or “?”, found “]”"),
        ("$[a]", 3, "expected a selector: a name in quotes, an index, a slice, “*” or “?”, found “a”"),
        ("$[0", 4, "expected “,” or “]”, found the end of the query"),
        ("$[0 1]", 5, "expected “,” or “]”, found “1”"),
        ("$[01]", 3, "an index has no leading zeros and no negative zero"),
        ("$[-0]", 3, "an index has no leading zeros and no negative zero"),
        ("$[-]", 4, "expected a digit after “-”, found “]”"),
        ("$[9007199254740992]", 3, "an index must lie within ±9007199254740991"),
        ("$[1:99999999999999999999]", 5, "an index must lie within ±9007199254740991"),
        ("$[1:2:3:4]", 8, "expected “,” or “]”, found “:”"),
        ("$['a]", 3, "this string has no closing quote"),
        ("$['\\x']", 5, "expected one of ' \\ / b f n r t u after “\\”, found “x”"),
        ("$['\\\"']", 5, "expected one of ' \\ / b f n r t u after “\\”, found “\"”"),
        ("$['\\ud800']", 4, "an unpaired surrogate is not a character"),
        ("$['\\u00g0']", 8, "expected four hexadecimal digits after “\\u”, found “g”"),
        ("$['\n']", 4, "a string may not hold a raw control character; write it as an escape"),
        ("$[?]", 4, "expected a condition: a query, a comparison, a function, “!” or “(”, found “]”"),
        ("$[?a]", 4, "expected a condition: a query, a comparison, a function, “!” or “(”, found “a”"),
        ("$[?@.a == ]", 11, "expected a value to compare with: a literal, a query or a function, found “]”"),
        ("$[?@.a = 1]", 8, "expected “,” or “]”, found “=”"),
        ("$[?@.a == 01]", 12, "expected a number without leading zeros, found “1”"),
        ("$[?@.a == 1.]", 13, "expected a digit after the decimal point, found “]”"),
        ("$[?@.a & @.b]", 8, "expected “,” or “]”, found “&”"),
        ("$[?(@.a]", 8, "expected “&&”, “||” or “)”, found “]”"),
        ("$[?!@.a == 1]", 9, "expected “,” or “]”, found “=”"),
        ("$[?!!@.a]", 5, "expected a query, a function or “(” after “!”, found “!”"),
        ("$[?true]", 4, "a literal alone is no condition; compare it with something"),
        ("$[?@.a && 'x']", 11, "a literal alone is no condition; compare it with something"),
        ("$[?@.a == 1 == 2]", 13, "expected “,” or “]”, found “=”"),
        ("$[?length(@.a)]", 4, "length() gives a value; compare it with something"),
        ("$[?lenght(@.a) == 1]", 4, "there is no function “lenght”; there are length, count, match, search, value"),
        (
            "$[?length (@.a) == 1]", 4,
            "expected a condition: a query, a comparison, a function, “!” or “(”, found “length” without “(” right after it"
        ),
        ("$[?length() == 1]", 4, "length() takes 1 argument, found 0"),
        ("$[?match(@.a) ]", 4, "match() takes 2 arguments, found 1"),
        ("$[?length(@.a, @.b) == 1]", 4, "length() takes 1 argument, found 2"),
        ("$[?count(1) == 1]", 10, "count() needs a query"),
        ("$[?count(length(@.a)) == 1]", 10, "count() needs a query"),
        ("$[?match(@.a, 'x') == true]", 4, "a comparison needs a value, but match() gives true or false"),
        ("$[?length(match(@.a, 'x')) == 1]", 11, "length() needs a value, but match() gives true or false"),
        ("$[?count(@.a == 1) == 1]", 14, "expected “,” or “)” in the arguments of count(), found “=”"),
    ])
    func tellsWhatWasExpectedAndWhere(_ query: String, column: Int, message: String) throws {
        let error = try #require(throws: JSONPathError.self) { try JSONPath(query) }
        #expect(error.message == message)
        #expect(error.column == column)
        #expect(error.reason == .malformed)
    }

    @Test(arguments: ["$[?@.* == 1]", "$[?1 == @..a]", "$[?length(@[0,1]) == 1]", "$[?match(@[0:1], 'a')]"])
    func aComparisonWantsAQueryOfOneNode(_ query: String) throws {
        let error = try #require(throws: JSONPathError.self) { try JSONPath(query) }
        #expect(error.message.contains("needs a query of names and indexes only"))
    }

    @Test(arguments: [("(", ")"), ("$[?", "]"), ("!(", ")"), ("@[?(", ")]")])
    func nestingEnds(_ opening: String, _ closing: String) throws {
        func nested(_ depth: Int) -> String {
            "$[?" + String(repeating: opening, count: depth) + "@" + String(repeating: closing, count: depth) + "]"
        }
        _ = try JSONPath(nested(20))
        for depth in [50, 100_000] {
            let error = try #require(throws: JSONPathError.self) { try JSONPath(nested(depth)) }
            #expect(error.message == "filters, parentheses and functions are nested deeper than 50")
        }
    }

    @Test func aLongListIsNoNesting() throws {
        let query = try JSONPath("$[?" + Array(repeating: "@ == 1", count: 5000).joined(separator: "||") + "]")
        #expect(try query.select(in: .array([.int(1), .int(2)])).count == 1)
    }

    @Test func warnsOfAPatternThatMatchesNothing() throws {
        let query = try JSONPath(#"$[?match(@, '\\d+')]"#)
        #expect(
            query.warnings.map(\.description) == [
                #"column 13: the pattern of match() is no I-Regexp (RFC 9485): it has “\d”, an escape that it does not have, so it matches nothing"#
            ])
        #expect(try query.select(in: .array([.string("1")])).isEmpty)
        #expect(try JSONPath(#"$[?match(@, '\\p{Nd}+')]"#).warnings.isEmpty)
    }
}
