import Journey
import ProbeFiles
import Testing

@Suite struct DefinitionTests {
    private static func decode(_ files: [SourceFile]) throws -> Configuration {
        try #require(ConfigurationLoader.test.decode(sources: files, isWhole: true).configuration)
    }

    private static func changed(_ path: String) -> [SourceFile] {
        GoodFiles.people.map { $0.path == path ? SourceFile(path: $0.path, text: $0.text + "\n# changed\n") : $0 }
    }

    private static func definition(_ probe: String, _ files: [SourceFile]) throws -> String {
        try #require(decode(files).probes.first { $0.name == probe }).definition
    }

    @Test func itIsAHashOfTheFilesAProbeComesFrom() throws {
        let configuration = try Self.decode(GoodFiles.people)
        let probe = try #require(configuration.probes.first { $0.name == "broken-kettle" })
        #expect(probe.definition.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        #expect(
            ConfigurationLoader.definitionSources(of: probe, in: configuration).map(\.path) == [
                "kits/tracker.yaml", "locations.yaml", "probes/broken-kettle.yaml", "undercover.yaml",
            ])
    }

    @Test(arguments: ["kits/tracker.yaml", "locations.yaml", "probes/broken-kettle.yaml", "undercover.yaml"])
    func itChangesWithEachOfThem(_ path: String) throws {
        let before = try Self.definition("broken-kettle", GoodFiles.people)
        #expect(try Self.definition("broken-kettle", Self.changed(path)) != before)
    }

    @Test func itDoesNotChangeWithOtherProbesOrTheOrderOfFiles() throws {
        let before = try Self.definition("broken-kettle", GoodFiles.people)
        #expect(try Self.definition("broken-kettle", Self.changed("probes/phone.yaml")) == before)
        #expect(try Self.definition("broken-kettle", GoodFiles.people.reversed()) == before)
    }

    @Test(arguments: GoodFiles.all)
    func itsFilesGiveTheSameProbeAgain(_ good: GoodFiles) throws {
        let configuration = try Self.decode(good.files)
        for probe in configuration.probes {
            let sources = ConfigurationLoader.definitionSources(of: probe, in: configuration)
            // Another release with other channels and examiners must read it as well.
            let strict = ConfigurationLoader().decode(sources: sources)
            #expect(strict.configuration?.probes == [probe], "\(strict.problems)")
            let kept = ConfigurationLoader().decode(definition: sources, probe: probe.name)
            #expect(kept?.probes == [probe])
            #expect(kept?.personas == configuration.personas)
        }
    }

    @Test func whatANewerReleaseWouldRefuseIsStillReadFromADefinition() throws {
        let sources = [
            SourceFile(
                path: "probes/a.yaml",
                text: "probe: a\nonce-allowed: yes\njourney:\n  - {touchpoint: Home, get: https://example.com/}\n")
        ]
        #expect(ConfigurationLoader().decode(sources: sources).configuration == nil)
        #expect(ConfigurationLoader().decode(definition: sources, probe: "a")?.probes.map(\.name) == ["a"])
        #expect(ConfigurationLoader().decode(definition: sources, probe: "b") == nil)
    }
}
