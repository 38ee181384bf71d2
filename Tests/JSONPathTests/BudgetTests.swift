import JSONPath
import Testing

struct BudgetTests {
    private static let wide = JSON.array(Array(repeating: .int(1), count: 2000))
    private static let deep = (0..<100).reduce(JSON.int(0)) { inner, _ in .array([inner]) }
    private static let word = JSON.array([.string(String(repeating: "a", count: 5000))])
    private static let large = JSON.array(
        Array(repeating: .object([JSON.Member(name: "a", value: wide)]), count: 2))

    @Test(arguments: [
        ("$[*]", wide), ("$[?@ == 1]", wide), ("$[::1]", wide), ("$..*", wide), ("$..[*]..[*]", deep),
        ("$[0,0][0,0][0,0][0,0][0,0][0,0][0,0][0,0][0,0][0,0][0,0]", deep), ("$[?match(@, '(a*)*b')]", word),
        ("$[?search(@, 'b')]", word), ("$[?@ == $[1]]", large), ("$[?count(@..*) == 1]", large),
    ])
    func aQueryThatTakesTooLongIsGivenUp(_ query: String, _ document: JSON) throws {
        let error = try #require(throws: JSONPathError.self) {
            try JSONPath(query).select(in: document, budget: 1000)
        }
        #expect(error.reason == .budgetExceeded)
        #expect(error.column == nil)
        #expect(error.description == "the query takes more than 1000 steps on this document; narrow the query")
        _ = try JSONPath(query).select(in: document)
    }

    @Test func longTextsAndNumbersCostMoreThanShortOnes() throws {
        let long = String(repeating: "1", count: 100_000)
        for (value, query) in [
            ("\"\(long)\"", "$[?@ == $[0]]"), (long, "$[?@ < $[0]]"), ("{\"\(long)\":1}", "$[?@ == $[0]]"),
        ] {
            let document = try JSON(parsing: "[\(value)]".utf8)
            #expect(throws: JSONPathError.self) { try JSONPath(query).select(in: document, budget: 1000) }
        }
    }

    @Test func aPatternFromTheDocumentMayNotGrowWithoutEnd() throws {
        let document = JSON.array([.string("((a{100}){100}){100}")])
        let error = try #require(throws: JSONPathError.self) {
            try JSONPath("$[?match('a', @)]").select(in: document)
        }
        #expect(error.reason == .budgetExceeded)
        #expect(error.message.hasPrefix("a pattern from the document is too large"))
        #expect(throws: JSONPathError.self) { try JSONPath("$[?match(@, '((a{100}){100}){100}')]") }
    }

    @Test func noBudgetIsNoSelection() throws {
        #expect(throws: JSONPathError.self) { try JSONPath("$.a").select(in: .null, budget: 0) }
        #expect(throws: JSONPathError.self) { try JSONPath("$.a").select(in: .null, budget: -1) }
        #expect(try JSONPath("$").select(in: .null, budget: 0).count == 1)
    }
}
