import Foundation
import Journey
import ProbeFiles
import Testing

@Suite struct FolderTests {
    private let folder: TemporaryFolder
    private let loader = ConfigurationLoader.test

    init() throws { folder = try TemporaryFolder() }

    private func probe(_ name: String) -> String {
        "probe: \(name)\njourney:\n  - {touchpoint: Home, get: https://example.com/}\n"
    }

    @Test func everythingInItsPlaceIsRead() throws {
        for file in GoodFiles.people + GoodFiles.everyWebKey where file.path.hasPrefix("probes/") == false {
            if file.path == "undercover.yaml", file.text.contains("Hotel") { continue }
            if file.path == "locations.yaml", file.text.contains("seeblick") { continue }
            try folder.write(file.text, to: file.path)
        }
        try folder.write(probe("one"), to: "probes/one.yaml")
        try folder.write(probe("two"), to: "probes/web/deep/two.yml")
        try folder.write("not ours", to: "probes/README.md")
        try folder.write("a: [", to: "probes/.hidden.yaml")
        try folder.write("a: [", to: "probes/old.yaml~")
        try folder.write("a: [", to: "compose.yaml")
        let outcome = loader.load(directory: folder.path)
        #expect(
            outcome.problems.map(\.line) == [
                "rules/pushy.yaml:1:7: warning: rules find mistakes, which a later release does: they are only checked"
            ])
        let configuration = try #require(outcome.configuration)
        #expect(configuration.probes.map(\.name) == ["one", "two"])
        #expect(configuration.kits.keys.sorted() == ["tracker"] && configuration.rules.count == 1)
        #expect(configuration.locations.count == 2 && configuration.business.name == "Kettles")
        #expect(configuration.probes[1].place.file == "probes/web/deep/two.yml")
    }

    @Test func aSingleProbeIsAConfiguration() throws {
        try folder.write("# ours\n" + probe("one"), to: "one.yaml")
        try folder.write("services: {}\n", to: "compose.yaml")
        let outcome = loader.load(directory: folder.path)
        #expect(outcome.problems.map(\.line) == [])
        #expect(outcome.configuration?.probes.map(\.name) == ["one"])
    }

    @Test func anEmptyFolderIsAConfigurationOfNothing() throws {
        let outcome = loader.load(directory: folder.path)
        #expect(outcome.problems.isEmpty && outcome.configuration?.probes.isEmpty == true)
    }

    @Test func aFolderThatIsNotThereIsAnError() throws {
        let outcome = loader.load(directory: folder.path + "/no")
        #expect(outcome.configuration == nil)
        #expect(outcome.problems.map(\.message) == ["there is no such directory"])
    }

    @Test func linksAreFollowedButNotForEver() throws {
        try folder.write(probe("one"), to: "elsewhere/one.yaml")
        try folder.write(probe("two"), to: "probes/two.yaml")
        try folder.link("probes/linked", to: folder.path + "/elsewhere")
        try folder.link("probes/round", to: folder.path + "/probes")
        try folder.link("elsewhere/back", to: folder.path + "/elsewhere")
        let outcome = loader.load(directory: folder.path)
        #expect(outcome.problems.map(\.line) == [])
        #expect(outcome.configuration?.probes.map(\.name) == ["one", "two"])
    }

    @Test func whatCannotBeReadIsTold() throws {
        try folder.write(probe("one"), to: "probes/one.yaml")
        try folder.link("probes/lost.yaml", to: folder.path + "/nowhere.yaml")
        try folder.write(Data("probe: two\nabout: caf\u{e9} ".utf8) + Data([0xE9, 0x0A]), to: "probes/two.yaml")
        try folder.write(Data(repeating: 0x23, count: 1_000_001), to: "probes/large.yaml")
        #expect(mkfifo(folder.path + "/probes/pipe.yaml", 0o600) == 0)
        try folder.write("", to: "probes/empty.yaml")
        let outcome = loader.load(directory: folder.path)
        #expect(
            outcome.problems.map(\.line) == [
                "probes/empty.yaml:1:1: error: the file is empty",
                "probes/large.yaml: error: the file has more than 1000000 bytes; larger ones are not read",
                "probes/lost.yaml: error: this link leads nowhere",
                "probes/two.yaml:2:13: error: the file is not UTF-8 from here on",
            ])
    }

    @Test func ofTheInstalledKitsTheNearestCounts() throws {
        let installed = try TemporaryFolder()
        let farther = try TemporaryFolder()
        func kit(_ name: String, _ about: String) -> String {
            "kit: \(name)\nabout: \(about)\nexchanges: {open: {post: '{{desk.address}}'}}\n"
        }
        try folder.write(kit("one", "own"), to: "kits/one.yaml")
        for (place, about) in [(installed, "near"), (farther, "far")] {
            try place.write(kit("one", about), to: "one.yaml")
            try place.write(kit("two", about), to: "two.yaml")
        }
        try farther.write(kit("three", "far"), to: "three.yaml")
        var loader = loader
        loader.kitFolders = [installed.path, farther.path, "/nowhere"]
        let outcome = loader.load(directory: folder.path)
        #expect(outcome.problems.map(\.line) == [])
        #expect(outcome.configuration?.kits.mapValues(\.about) == ["one": "own", "two": "near", "three": "far"])
    }

    @Test func aFileIsCheckedWithTheConfigurationItLiesIn() throws {
        try folder.write("values: {site: https://example.com}\n", to: "undercover.yaml")
        try folder.write(
            "probe: one\njourney:\n  - {touchpoint: Home, get: '{{site}}/', colour: blue}\n", to: "probes/web/one.yaml")
        try folder.write("probe: [broken\n", to: "probes/two.yaml")
        let outcome = loader.load(paths: [folder.path + "/probes/web/one.yaml"])
        #expect(
            outcome.problems.map(\.line) == ["probes/web/one.yaml:3:42: error: unknown key `colour` in a touchpoint"])
        let both = loader.load(paths: [folder.path + "/probes/web/one.yaml", folder.path + "/probes/two.yaml"])
        #expect(Set(both.problems.map(\.place.file)) == ["probes/two.yaml", "probes/web/one.yaml"])
        let whole = loader.load(paths: [folder.path])
        #expect(Set(whole.problems.map(\.place.file)) == ["probes/two.yaml", "probes/web/one.yaml"])
    }

    @Test func aLoneFileNeedsNoConfiguration() throws {
        try folder.write(probe("one"), to: "one.yaml")
        let outcome = loader.load(paths: [folder.path + "/one.yaml"])
        #expect(outcome.problems.isEmpty && outcome.configuration?.probes.map(\.name) == ["one"])
        let missing = loader.load(paths: [folder.path + "/two.yaml"])
        #expect(missing.configuration == nil && missing.problems.map(\.message) == ["there is no such file"])
        #expect(missing.problems.first.map { "\($0.place)".contains(":") } == false)
    }

    @Test func whatIsSetMayBeUsed() throws {
        try folder.write("probe: one\njourney:\n  - {touchpoint: Home, get: '{{site}}/'}\n", to: "one.yaml")
        #expect(loader.load(directory: folder.path).configuration == nil)
        var loader = loader
        loader.overrides = ["site": "https://example.com"]
        #expect(loader.load(directory: folder.path).configuration != nil)
    }
}
