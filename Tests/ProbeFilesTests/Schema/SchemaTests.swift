import Foundation
import Journey
import Testing

@testable import ProbeFiles

/// The decoder and the schema are made of the same tables; here they are held to one another all the same.
@Suite struct SchemaTests {
    /// Made once: two hundred files are held against them.
    private static let validators: [Schemas.Name: SchemaValidator] = Dictionary(
        uniqueKeysWithValues: Schemas.Name.allCases.compactMap { name in
            let text = Schemas.text(for: name, channelKeys: ConfigurationLoader.test.channelKeys)
            return (try? SchemaValidator(text)).map { (name, $0) }
        })

    private static func schema(for source: SourceFile, _ root: Node) throws -> SchemaValidator? {
        let name: Schemas.Name? =
            DecodedFile.isUndercover(source.path)
            ? .undercover : root.entries.first.flatMap { Schemas.Name(rawValue: $0.key) }
        return try name.map { try #require(validators[$0]) }
    }

    private static func complaints(_ files: [SourceFile]) throws -> [String] {
        try files.flatMap { source -> [String] in
            let problems = Problems()
            var reader = YAMLReader(source, problems: problems)
            guard !source.path.hasSuffix(".csv"), let root = reader.read() else { return [] }
            guard let schema = try schema(for: source, root) else { return [] }
            return try schema.complaints(JSONValue(root)).map { source.path + $0 }
        }
    }

    @Test(arguments: GoodFiles.all)
    func everyGoodFileIsValid(_ good: GoodFiles) throws {
        #expect(try Self.complaints(good.files) == [])
    }

    @Test(arguments: BadFile.all)
    func aBadFileIsInvalidUnlessOnlyItsMeaningIsWrong(_ bad: BadFile) throws {
        let complaints = try Self.complaints(bad.files)
        switch bad.kind {
        case .unreadable: break
        case .form: #expect(!complaints.isEmpty)
        case .meaning: #expect(complaints == [])
        }
    }

    @Test(arguments: Schemas.Name.allCases)
    func schemasAreJSONAndDoNotDependOnTheDay(_ name: Schemas.Name) throws {
        let text = Schemas.text(for: name)
        #expect(text == Schemas.text(for: name))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        #expect(text.hasPrefix("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\""))
    }

    @Test func recordsOfOneNameAreOne() {
        var byName: [String: Set<String>] = [:]
        for record in Self.allRecords() {
            byName[record.definitionName, default: []].insert(record.keys.map(\.name).joined(separator: ","))
        }
        #expect(byName.filter { $0.value.count > 1 }.isEmpty)
    }

    @Test func goodFilesUseEveryKey() throws {
        var used: Set<String> = []
        for source in GoodFiles.all.flatMap(\.files) where !source.path.hasSuffix(".csv") {
            var reader = YAMLReader(source, problems: Problems())
            let tree = reader.read()
            let root = try #require(tree)
            Self.gather(root, .record(try #require(Self.record(for: source, root))), into: &used)
        }
        let all = Set(Self.allRecords().flatMap { record in record.keys.map { "\(record.title): \($0.name)" } })
        #expect(all.subtracting(used).sorted() == [])
    }

    /// `find` and `undo` take exchanges of the same keys as a kit's: those are seen there.
    private static func record(for source: SourceFile, _ root: Node) -> Shape.Record? {
        let name: Schemas.Name? =
            DecodedFile.isUndercover(source.path)
            ? .undercover : root.entries.first.flatMap { Schemas.Name(rawValue: $0.key) }
        return name.map { Schemas.record($0, ConfigurationLoader.test.channelKeys) }
    }

    private static func gather(_ node: Node, _ shape: Shape, into used: inout Set<String>) {
        switch shape {
        case .record(let record):
            for entry in node.entries {
                guard let index = record.index[entry.key] else { continue }
                used.insert("\(record.title): \(entry.key)")
                gather(entry.value, record.keys[index].shape, into: &used)
            }
        case .list(let shape): for item in node.items ?? [] { gather(item, shape, into: &used) }
        case .some(let shape): for item in node.oneOrMore { gather(item, shape, into: &used) }
        case .map(_, let shape): for entry in node.entries { gather(entry.value, shape, into: &used) }
        case .either(let shapes): for shape in shapes where shape.takes(node) { gather(node, shape, into: &used) }
        case .text, .flag, .whole, .number, .choice, .json: break
        }
    }

    private static func allRecords() -> [Shape.Record] {
        var records: [ObjectIdentifier: Shape.Record] = [:]
        func visit(_ shape: Shape) {
            switch shape {
            case .record(let record):
                // An exchange outside a journey has the keys of one inside, which are seen there.
                guard record !== Shape.exchange, records.updateValue(record, forKey: ObjectIdentifier(record)) == nil
                else { return }
                for key in record.keys { visit(key.shape) }
            case .list(let shape), .some(let shape), .map(_, let shape): visit(shape)
            case .either(let shapes): for shape in shapes { visit(shape) }
            case .text, .flag, .whole, .number, .choice, .json: break
            }
        }
        for name in Schemas.Name.allCases {
            visit(.record(Schemas.record(name, ConfigurationLoader.test.channelKeys)))
        }
        return Array(records.values)
    }
}
