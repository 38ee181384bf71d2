import Foundation
import ProbeFiles
import Testing

/// A piece of YAML in README.md or docs/ that is a file of a configuration.
struct Sample: Sendable, CustomTestStringConvertible {
    /// `docs/probes.md:9`.
    var place: String
    var text: String
    /// What its page shows of `undercover.yaml` before it, which it may refer to.
    var shared: String?
    var isShared: Bool

    var testDescription: String { place }

    /// The keys by which a file of a configuration is known.
    private static let files: Set<String> = ["probe", "kit", "rule", "locations"]
    private static let undercover: Set<String> = [
        "business", "values", "defaults", "facts", "moments", "personas", "owners", "calendars", "desks", "secrets",
        "ledger", "runtime", "retention", "addresses", "politeness", "reference", "allow-private", "alerts", "channels",
    ]

    /// All blocks fenced as `yaml`; those fenced as `yaml fragment`, and parts of files, are left out.
    static let all: [Sample] = pages().flatMap { samples(in: $0.text, named: $0.name) }

    static func samples(in text: String, named page: String) -> [Sample] {
        var samples: [Sample] = []
        var shared: String?
        var block: (line: Int, lines: [String])?
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let open = block {
                guard line.hasPrefix("```") else {
                    block?.lines.append(String(line))
                    continue
                }
                block = nil
                let text = open.lines.joined(separator: "\n") + "\n"
                let first = open.lines.first { !$0.isEmpty && !$0.hasPrefix("#") }
                guard let key = first?.split(separator: ":", maxSplits: 1).first.map(String.init) else { continue }
                let isShared = undercover.contains(key)
                guard isShared || files.contains(key) else { continue }
                samples.append(
                    Sample(
                        place: "\(page):\(open.line)", text: text, shared: isShared ? nil : shared, isShared: isShared))
                if isShared { shared = text }
            } else if line == "```yaml" {
                block = (number + 1, [])
            } else if line.hasPrefix("```") {
                // Some other language: nothing in it is looked at.
                block = (number + 1, ["```"])
            }
        }
        return samples
    }

    private static func pages() -> [(name: String, text: String)] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let docs = (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/docs")) ?? []
        let names =
            ["README.md", "CONTRIBUTING.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return names.compactMap { name in
            (try? String(contentsOfFile: root.path + "/" + name, encoding: .utf8)).map { (name, $0) }
        }
    }
}
