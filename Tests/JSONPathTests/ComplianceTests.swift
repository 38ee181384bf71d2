import Foundation
import JSONPath
import Testing

/// The compliance suite of the JSONPath working group. It is no part of this repository: `UNDERCOVER_DATA` names a
/// directory that holds it as `jsonpath-cts.json`.
@Suite(.enabled(if: data != nil, "UNDERCOVER_DATA names no directory with jsonpath-cts.json"))
struct ComplianceTests {
    @Test func theSuiteIsComplete() throws {
        #expect(try Case.all().count == 703)
    }

    @Test(arguments: (try? Case.all()) ?? [])
    func agreesWithTheSuite(_ test: Case) throws {
        let selector = try #require(test.fields["selector"]?.plainText)
        if test.fields["invalid_selector"] == .bool(true) {
            #expect(throws: JSONPathError.self) { try JSONPath(selector) }
            return
        }
        let nodes = try JSONPath(selector).select(in: try #require(test.fields["document"]))
        #expect(test.outcomes("result").contains(.array(nodes.map(\.value))))
        #expect(test.outcomes("result_paths").contains(.array(nodes.map { .string($0.path.description) })))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let fields: JSON

        var testDescription: String { fields["name"]?.plainText ?? "" }

        /// Either one outcome, or several where the order of members is free.
        func outcomes(_ key: String) -> [JSON] {
            if let only = fields[key] { return [only] }
            guard case .array(let several)? = fields[key.replacing("result", with: "results")] else { return [] }
            return several
        }

        static func all() throws -> [Case] {
            guard let data else { return [] }
            guard case .array(let tests)? = try JSON(parsing: data)["tests"] else { return [] }
            return tests.map(Case.init)
        }
    }
}

private let data = ProcessInfo.processInfo.environment["UNDERCOVER_DATA"].flatMap {
    FileManager.default.contents(atPath: $0 + "/jsonpath-cts.json")
}
