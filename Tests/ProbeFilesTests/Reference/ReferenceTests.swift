import Foundation
import Testing

@Suite struct ReferenceTests {
    private static let sign =
        "<!-- From here on made from the decoder's tables: UNDERCOVER_WRITE_REFERENCE=1 script/test writes it. -->\n"

    @Test func theReferenceIsThatOfTheTables() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/probes.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let start = try #require(text.range(of: Self.sign), "docs/probes.md has lost its sign")
        let made = "\n" + Reference.markdown() + "\n" + Reference.forms()
        if ProcessInfo.processInfo.environment["UNDERCOVER_WRITE_REFERENCE"] == "1" {
            try (text[..<start.upperBound] + made).write(to: url, atomically: true, encoding: .utf8)
        } else {
            #expect(String(text[start.upperBound...]) == made, "run the tests once with UNDERCOVER_WRITE_REFERENCE=1")
        }
    }

    @Test func rowsHaveFourCells() {
        for line in (Reference.markdown()).split(separator: "\n") where line.hasPrefix("| `") {
            #expect(line.filter { $0 == "|" }.count == 5, "\(line)")
        }
    }
}
