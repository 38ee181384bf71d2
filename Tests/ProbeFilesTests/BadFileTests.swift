import Journey
import ProbeFiles
import Testing

@Suite struct BadFileTests {
    @Test(arguments: BadFile.all)
    func everythingWrongIsToldWithItsPlace(_ bad: BadFile) {
        let outcome = ConfigurationLoader.test.decode(sources: bad.files, isWhole: true)
        #expect(outcome.problems.map(\.line) == bad.tells)
        #expect((outcome.configuration == nil) == outcome.problems.hasErrors)
    }

    @Test func titlesAreTheirOwn() {
        #expect(Set(BadFile.all.map(\.title)).count == BadFile.all.count)
    }

    @Test(arguments: BadFile.all)
    func thePlaceIsInTheFile(_ bad: BadFile) {
        for problem in ConfigurationLoader.test.decode(sources: bad.files, isWhole: true).problems {
            guard let file = bad.files.first(where: { $0.path == problem.place.file }), !file.text.isEmpty else {
                continue
            }
            #expect(!problem.excerpt.isEmpty, "\(problem.line)")
        }
    }

    @Test func errorsOfAllFilesAreToldAtOnce() {
        let outcome = ConfigurationLoader.test.decode(
            sources: [
                SourceFile(path: "undercover.yaml", text: "busines: {}\n"),
                SourceFile(path: "probes/b.yaml", text: "probe: b\njorney: []\n"),
                SourceFile(path: "probes/a.yaml", text: "probe: a\njourney: [\n"),
            ])
        #expect(
            outcome.problems.map(\.place.file) == [
                "probes/a.yaml", "probes/b.yaml", "probes/b.yaml", "undercover.yaml",
            ])
    }

    @Test func theLineIsShownWithACaret() {
        let outcome = ConfigurationLoader.test.decode(
            probe: "probe: a\njourney:\n  - touchpoint: Home\n    get: https://example.com/\n    patiense: 4s\n")
        #expect(
            outcome.problems.map(\.description) == [
                """
                probes/a.yaml:5:5: error: unknown key `patiense` in a touchpoint; did you mean `patience`?
                      patiense: 4s
                      ^
                """
            ])
    }

    @Test func aLongLineIsCutRoundThePlace() throws {
        let words = String(repeating: "word ", count: 40)
        let outcome = ConfigurationLoader.test.decode(
            probe: "probe: a\njourney: [{touchpoint: \"\(words)\", got: x}]\n")
        let problem = try #require(outcome.problems.first { $0.message.contains("got") })
        let lines = problem.excerpt.split(separator: "\n").map(Array.init)
        #expect(lines.count == 2 && lines[0].count < 120)
        let caret = try #require(lines[1].firstIndex(of: "^"))
        #expect(String(lines[0][caret...]).hasPrefix("got: x"))
    }

    @Test func whatCouldDisturbATerminalIsShownAsCodes() throws {
        let outcome = ConfigurationLoader.test.decode(probe: "probe: a\n\"x\\e[31m\u{202E}y\": 1\njourney: []\n")
        let problem = try #require(outcome.problems.first)
        #expect(problem.message.hasPrefix(#"unknown key `x\u{1b}[31m\u{202e}y` in a probe"#))
        #expect(
            problem.description.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(!problem.description.unicodeScalars.contains("\u{202E}"))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func linesCountAlikeHoweverTheyEnd(_ newline: String) {
        let text = "probe: a\n# one\n\njourney:\n  - touchpoint: Home\n    got: https://example.com/\n"
        let outcome = ConfigurationLoader.test.decode(probe: text.replacing("\n", with: newline))
        #expect(outcome.problems.map(\.place.line) == [5, 6])
        #expect(outcome.problems.map(\.excerpt).allSatisfy { !$0.isEmpty })
    }

    @Test func columnsCountCharactersAndNotBytes() {
        let outcome = ConfigurationLoader.test.decode(probe: "probe: a\njourney: [{touchpoint: \"Zoë 🎩\", got: x}]\n")
        #expect(outcome.problems.map(\.place.column) == [11, 33])
    }

    @Test func hundredsOfErrorsInAFileAreCut() {
        let keys = (0..<1000).map { "k\($0): x\n" }.joined()
        #expect(ConfigurationLoader.test.decode(probe: "probe: a\n" + keys).problems.count == 200)
    }
}
