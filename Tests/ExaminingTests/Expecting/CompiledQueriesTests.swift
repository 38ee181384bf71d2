import Synchronization
import Testing

@testable import Examining

@Suite struct CompiledQueriesTests {
    @Test func aQueryIsCompiledOnceAndNoMoreAreKeptThanTheLimit() throws {
        let compilations = Mutex(0)
        let queries = CompiledQueries<String>(limit: 3) { text in
            compilations.withLock { $0 += 1 }
            return text + "!"
        }
        for _ in 0..<5 { #expect(try queries["a"] == "a!") }
        #expect(compilations.withLock { $0 } == 1)
        for text in ["b", "c", "d", "e"] { #expect(try queries[text] == text + "!") }
        #expect(queries.count == 3)
    }

    @Test func whatCannotBeCompiledIsNotKept() {
        struct Wrong: Error {}
        let queries = CompiledQueries<String> { _ in throw Wrong() }
        #expect(throws: Wrong.self) { try queries["a"] }
        #expect(queries.count == 0)
    }
}
