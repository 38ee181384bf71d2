import JSONPath
import Reading
import Synchronization

/// Queries compiled once by their text and shared by all visits. Usable from any thread.
final class CompiledQueries<Query: Sendable>: Sendable {
    /// More than this many are never kept: a probe file has a handful, and a configuration repeats them.
    private let limit: Int
    private let compile: @Sendable (String) throws -> Query
    private let known = Mutex<[String: Query]>([:])

    init(limit: Int = 4_096, _ compile: @escaping @Sendable (String) throws -> Query) {
        self.limit = limit
        self.compile = compile
    }

    subscript(text: String) -> Query {
        get throws {
            if let query = known.withLock({ $0[text] }) { return query }
            let query = try compile(text)
            known.withLock { known in
                // Any one goes: with more queries in turn than places, forgetting the oldest would forget every one before its turn.
                if known.count >= limit, let victim = known.keys.first { known[victim] = nil }
                known[text] = query
            }
            return query
        }
    }

    var count: Int { known.withLock { $0.count } }
}

/// The queries of probe files.
enum Queries {
    static let patterns = CompiledQueries { try Pattern($0) }
    static let jsonPaths = CompiledQueries { try JSONPath($0) }
    static let xpaths = CompiledQueries { try XPath($0) }
    static let searches = CompiledQueries { ByteSearch($0) }
}
