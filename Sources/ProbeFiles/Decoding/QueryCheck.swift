import JSONPath
import Reading
import Synchronization

/// Compiles queries to see whether they can be. A thousand probes ask much the same things, so each is compiled once.
final class QueryCheck: Sendable {
    static let shared = QueryCheck()

    enum Language: Hashable {
        case regex, xpath, jsonpath
    }

    private struct Query: Hashable {
        var language: Language
        var text: String
    }

    /// Results by query, for as many as a large configuration has.
    private let known = Mutex<[Query: String?]>([:])
    private static let limit = 10_000

    /// What is wrong with a query; nil when nothing is.
    func trouble(_ language: Language, _ text: String) -> String? {
        let query = Query(language: language, text: text)
        if let result = known.withLock({ $0[query] }) { return result }
        let result = compile(query)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[query] = .some(result)
        }
        return result
    }

    private func compile(_ query: Query) -> String? {
        switch query.language {
        case .regex:
            do throws(ReadingError) { _ = try Pattern(query.text) } catch { return words(error, query.text) }
        case .xpath:
            do throws(ReadingError) { _ = try XPath(query.text) } catch { return words(error, query.text) }
        case .jsonpath:
            do throws(JSONPathError) { _ = try JSONPath(query.text) } catch { return "\(error)" }
        }
        return nil
    }

    private func words(_ error: ReadingError, _ query: String) -> String {
        let place = error.column(in: query).map { " at character \($0)" } ?? ""
        // The query itself is told already.
        let parts = error.what.split(separator: "' is wrong: ", maxSplits: 1)
        let what = parts.count == 2 ? String(parts[1]) : error.what
        return (what == "not an XPath" ? "wrong" : what) + place + (error.advice.map { "; \($0)" } ?? "")
    }
}
