import Journey
import ProbeFiles
import Testing

@Suite struct YAMLLimitTests {
    @Test(arguments: [70, 999, 2_000, 100_000])
    func nestingTooDeepIsRefused(_ depth: Int) {
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
            let text = String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
            let problems = ConfigurationLoader.test.decode(probe: text).problems
            #expect(problems.contains { $0.message == "nested deeper than 64 levels" }, "\(depth) of \(open)")
        }
    }

    @Test func nestingOfSixtyLevelsIsRead() {
        let text =
            "probe: a\njourney: [{touchpoint: T, post: https://example.com/, repeatable: true, json: "
            + String(repeating: "[", count: 58) + "1" + String(repeating: "]", count: 58) + "}]\n"
        #expect(ConfigurationLoader.test.decode(probe: text).problems.isEmpty)
    }

    private static func bomb(width: Int, _ use: (String) -> String) -> String {
        let names = "abcdefgh".map(String.init)
        var text = "l0: &a [" + repeatElement("x", count: width).joined(separator: ",") + "]\n"
        for index in 1..<names.count {
            let aliases = repeatElement("*\(names[index - 1])", count: width).joined(separator: ",")
            text += "l\(index): &\(names[index]) [\(aliases)]\n"
        }
        return text + use("h")
    }

    @Test func aliasesThatMultiplyAreRefusedAtOnce() {
        for use in [
            "? *h\n: 1\n? *g\n: 2\n", "*h : 1\n*g : 2\n", "*h: 1\n", "[*h]: 1\n", "{a: *h}: 1\n", "x: {[*h]: 1}\n",
        ] {
            let problems = ConfigurationLoader.test.decode(probe: Self.bomb(width: 9) { _ in use }).problems
            #expect(
                problems.map(\.message) == ["too many aliases (`*name`): written out, the file would be enormous"],
                "\(use)")
        }
        for use in ["", "last: *h\n", "*h"] {
            let problems = ConfigurationLoader.test.decode(probe: Self.bomb(width: 9) { _ in use }).problems
            #expect(problems.hasErrors)
        }
    }

    @Test func aliasesThatAreManyButFlatAreRead() {
        let uses = (0..<199).map { "  - {touchpoint: T\($0), get: *site, expect: *usual}\n" }.joined()
        let text = """
            probe: a
            origins: [&site "https://example.com/"]
            journey:
              - touchpoint: First
                get: *site
                expect: &usual {status: 200, contains: [Returns]}
            \(uses)
            """
        let outcome = ConfigurationLoader.test.decode(probe: text)
        #expect(outcome.problems.map(\.line) == [])
        #expect(outcome.configuration?.probes[0].touchpoints.last?.expect.count == 2)
    }

    @Test func aFileOfMoreThanAMegabyteIsRefused() {
        let text = "probe: a\nabout: " + String(repeating: "x", count: 1_000_000) + "\n"
        #expect(
            ConfigurationLoader.test.decode(probe: text).problems.map(\.message) == [
                "the file has 1000017 bytes; at most 1000000 are read"
            ])
    }

    @Test func moreValuesThanAnybodyWritesAreRefused() {
        let text = "probe: a\ntags: [" + String(repeating: "x,", count: 150_000) + "x]\n"
        #expect(
            ConfigurationLoader.test.decode(probe: text).problems.map(\.message)
                .contains("the file has more than 100000 values, aliases written out"))
    }

    @Test func aMergeBringsWhatIsNotWritten() {
        let text = """
            probe: a
            journey:
              - &usual
                touchpoint: One
                get: https://example.com/
                promise: 1s
              - <<: *usual
                touchpoint: Two
                promise: 2s
            """
        let outcome = ConfigurationLoader.test.decode(probe: text)
        #expect(outcome.problems.map(\.line) == [])
        #expect(
            outcome.configuration?.probes[0].touchpoints.map { "\($0.name) \($0.promise.map { "\($0)" } ?? "")" } == [
                "One 1s", "Two 2s",
            ])
    }
}
