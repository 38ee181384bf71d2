import Journey
import ProbeFiles
import Testing

/// What YAML 1.1 makes of words that people mean as words.
@Suite struct YAMLTrapTests {
    @Test(arguments: [
        "no", "on", "yes", "off", "Null", "~", "true", "010", "1:30", "1e3", "0x1F", ".5", "2026-02-30", "=", "1_000",
        ".inf", "NaN",
    ])
    func whereTextIsMeantItIsTheText(_ word: String) {
        let outcome = ConfigurationLoader.test.decode(
            sources: [
                SourceFile(path: "undercover.yaml", text: "values: {word: \(word)}\npersonas: {a: {name: \(word)}}\n"),
                SourceFile(
                    path: "probes/a.yaml",
                    text: """
                        probe: a
                        about: \(word)
                        tags: [\(word), x]
                        journey:
                          - touchpoint: \(word)
                            get: https://example.com/
                            headers: {X: \(word)}
                            expect: {contains: [\(word)], xpath: {//h1: \(word)}}
                        standards: [{never: late, at: \(word)}]
                        """),
            ])
        #expect(outcome.problems.map(\.line) == [])
        let probe = outcome.configuration?.probes.first
        #expect(probe?.about == word && probe?.tags.first == word && probe?.touchpoints.first?.name == word)
        #expect(
            probe?.touchpoints.first?.expect.dropFirst().map(\.check) == [
                .contains(Template(literal: word)), .xpath("//h1", .equals(Template(literal: word))),
            ])
        #expect(outcome.configuration?.values["word"] == word && outcome.configuration?.personas["a"]?.name == word)
    }

    @Test(arguments: ["no", "on", "404", "0", "2-go"])
    func aNameMayLookLikeSomethingElse(_ word: String) {
        let outcome = ConfigurationLoader.test.decode(
            probe: "probe: \(word)\njourney:\n  - {touchpoint: Home, get: https://example.com/}\n")
        #expect(outcome.configuration?.probes.first?.name == word)
    }

    @Test(arguments: ["1:30", "90", "010", "1e3", "no", "1_000ms"])
    func whereADurationIsMeantItsFormIsAsked(_ word: String) {
        let outcome = ConfigurationLoader.test.decode(
            probe: "probe: a\njourney:\n  - {touchpoint: Home, get: https://example.com/, promise: \(word)}\n")
        #expect(outcome.problems.count == 1)
        #expect(outcome.problems.first?.message.hasPrefix("`promise`: `\(word)`: ") == true)
    }

    @Test(arguments: [
        ("{{where}}", "{{where}}"), ("{{ where }}", "{{where}}"), ("{{day+180d}}", "{{day+180d}}"),
        ("'{{where}}'", "{{where}}"), ("\"{{where}}/x\"", "{{where}}/x"),
        ("https://example.com/{{where}}", "https://example.com/{{where}}"),
    ])
    func aTemplateNeedsNoQuotesWhereYAMLCanBeRead(_ written: String, _ meant: String) throws {
        let outcome = ConfigurationLoader.test.decode(
            sources: [
                SourceFile(path: "undercover.yaml", text: "values: {where: https://example.com}\n"),
                SourceFile(
                    path: "probes/a.yaml",
                    text:
                        "probe: a\njourney:\n  - touchpoint: Home\n    get: https://example.com/\n    headers:\n      X: \(written)\n"
                ),
            ])
        #expect(outcome.problems.map(\.line) == [])
        guard case .exchange(let form)? = outcome.configuration?.probes.first?.touchpoints.first?.act else {
            Issue.record("no exchange")
            return
        }
        #expect(try form.headers.first?.value == (Template(meant)))
    }

    @Test func aTemplateWithoutQuotesInJSONIsText() throws {
        let outcome = ConfigurationLoader.test.decode(
            probe: """
                probe: a
                journey:
                  - touchpoint: Home
                    post: https://example.com/
                    repeatable: true
                    json: {a: {{visit.id}}, b: [{{visit.mark}}, 1]}
                """)
        guard case .exchange(let form)? = outcome.configuration?.probes.first?.touchpoints.first?.act else {
            Issue.record("\(outcome.problems)")
            return
        }
        #expect(
            try form.body
                == .json(
                    .object([
                        .init(name: "a", value: .string(Template("{{visit.id}}"))),
                        .init(name: "b", value: .array([.string(Template("{{visit.mark}}")), .number("1")])),
                    ])))
    }

    @Test func tabsInTextBlocksAndCommentsAreText() {
        let outcome = ConfigurationLoader.test.decode(
            probe: """
                probe: a #\ta comment
                about: |
                  one\ttwo
                  \tthree
                journey:
                  - touchpoint: "a\tb"
                    get: https://example.com/
                """)
        #expect(outcome.problems.map(\.line) == [])
        #expect(outcome.configuration?.probes.first?.about == "one\ttwo\n\tthree\n")
    }

    @Test func aByteOrderMarkIsNoKey() {
        let outcome = ConfigurationLoader.test.decode(
            probe: "\u{FEFF}probe: a\njourney:\n  - {touchpoint: Home, get: https://example.com/}\n")
        #expect(outcome.problems.map(\.line) == [])
    }
}
