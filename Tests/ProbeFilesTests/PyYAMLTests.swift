import Foundation
import Journey
import Testing

@testable import ProbeFiles

/// Every YAML file of ours can be read by PyYAML, and it sees the same texts in the same places.
@Suite struct PyYAMLTests {
    /// Prints each scalar that is reached, with its line and column from 1.
    private static let script = """
        import sys, yaml
        text = sys.stdin.buffer.read().decode('utf-8')
        def walk(node):
            if isinstance(node, yaml.ScalarNode):
                print(node.start_mark.line + 1, node.start_mark.column + 1, repr(node.value.encode('utf-8')))
            elif isinstance(node, yaml.SequenceNode):
                for item in node.value: walk(item)
            else:
                for key, value in node.value:
                    walk(key); walk(value)
        walk(yaml.compose(text, Loader=yaml.SafeLoader))
        """

    private static func run(_ script: String, _ input: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    static let isInstalled = (try? run("import yaml", ""))?.status == 0

    private static func scalars(_ node: Node) -> [String] {
        switch node.content {
        case .scalar(let scalar): ["\(node.mark.line) \(node.mark.column) \(shown(scalar.text))"]
        case .list(let items): items.flatMap { scalars($0) }
        case .map(let entries):
            entries.flatMap { ["\($0.mark.line) \($0.mark.column) \(shown($0.key))"] + scalars($0.value) }
        }
    }

    /// As Python shows bytes.
    private static func shown(_ text: String) -> String {
        var shown = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): shown += "\\\\"
            case UInt8(ascii: "\n"): shown += "\\n"
            case UInt8(ascii: "\t"): shown += "\\t"
            case 0x20...0x7E: shown.unicodeScalars.append(Unicode.Scalar(byte))
            default: shown += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        let quote = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        return "b" + quote + (quote == "'" ? shown.replacing("'", with: "\\'") : shown) + quote
    }

    @Test(.enabled(if: isInstalled, "python3 with yaml is not installed"), arguments: GoodFiles.all)
    func itSeesTheSameTextsInTheSamePlaces(_ good: GoodFiles) throws {
        for source in good.files where !source.path.hasSuffix(".csv") {
            // Its loader has no `{{name}}`: in our files it stands in quotes, but for one trap in the tests.
            let text = source.text.replacing("get: {{order}}", with: "get: \"{{order}}\"")
            var reader = YAMLReader(SourceFile(path: source.path, text: text), problems: Problems())
            let tree = reader.read()
            let root = try #require(tree)
            let (status, output) = try Self.run(Self.script, text)
            #expect(status == 0)
            #expect(output.split(separator: "\n").map(String.init) == Self.scalars(root), "\(source.path)")
        }
    }

    @Test(.enabled(if: isInstalled, "python3 with yaml is not installed"))
    func itReadsTheCatalogueAndTheExamples() throws {
        let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("probes").resolvingSymlinksInPath()
        let names = FileManager.default.enumerator(atPath: examples.path)?.compactMap { $0 as? String } ?? []
        var texts = [
            catalogueOfDesign, catalogueOfMoments, catalogueOfPeople, catalogueOfLeadership, catalogueOfPractice,
        ]
        #expect(!names.isEmpty)
        for name in names where name.hasSuffix(".yaml") {
            texts.append(try String(contentsOf: examples.appendingPathComponent(name), encoding: .utf8))
        }
        for text in texts {
            #expect(try Self.run("import sys, yaml; yaml.safe_load(sys.stdin.buffer)", text).status == 0)
        }
    }
}
