import Foundation
import Ledger
import Testing

@testable import StatusPage

/// docs/api.md names what there is.
struct APIPageTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func lines(_ path: String) throws -> [Substring] {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test func everyRouteIsInIt() throws {
        let page = try lines("docs/api.md")
        let routes = try lines("Sources/StatusPage/API/APIRoutes.swift").compactMap {
            $0.firstMatch(of: #/(?:router|api)\.(get|post)\("([^"]+)"/#)
        }
        #expect(routes.count > 10)
        for route in routes {
            let path = String(route.2).replacing(":id", with: "ID")
            let written = "`\(route.1.uppercased()) \(path.hasPrefix("/") ? path : "/api/v1/" + path)`"
            #expect(page.contains { $0.contains(written) }, "\(written)")
        }
    }

    @Test(arguments: [
        ("findings", FindingFilter.keys), ("visits", VisitFilter.keys), ("incidents", IncidentFilter.keys),
    ])
    func everyKeyOfAQuestionIsInIt(path: String, keys: Set<String>) throws {
        let line = try #require(try lines("docs/api.md").first { $0.hasPrefix("| `GET /api/v1/\(path)`") })
        for key in keys { #expect(line.contains(key), "\(path): \(key)") }
    }
}
