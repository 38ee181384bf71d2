import Journey
import ProbeFiles
import Testing

@Test func aJourneyOfThreePagesIsRead() {
    let outcome = ConfigurationLoader().decode(sources: [
        SourceFile(
            path: "probes/a.yaml", text: "probe: a\njourney:\n  - touchpoint: Home\n    get: https://example.com/\n")
    ])
    #expect(outcome.problems.map(\.description) == [])
}
