import Delivery
import Journey
import ProbeFiles
import Testing

@Suite struct SampleTests {
    /// What the pages show is what `undercover check` takes.
    @Test(arguments: Sample.all)
    func whatThePagesShowCanBeUsed(_ sample: Sample) {
        var sources = [SourceFile(path: sample.isShared ? "undercover.yaml" : "probes/sample.yaml", text: sample.text)]
        if let shared = sample.shared { sources.append(SourceFile(path: "undercover.yaml", text: shared)) }
        let outcome = ConfigurationLoader(channelKeys: Channels.keys).decode(sources: sources)
        #expect(outcome.problems.filter { $0.severity == .error }.map(\.description) == [])
    }

    @Test func theFirstPageHasAProbe() {
        #expect(Sample.all.contains { $0.place.hasPrefix("README.md:") })
    }

    @Test func onlyWholeFilesAreTaken() {
        let page = """
            ```yaml
            business: {name: Lindenhof}
            ```
            ```sh
            probe: x
            ```
            ```yaml fragment
            probe: y
            ```
            ```yaml
              - touchpoint: Part of a journey
            ```
            ```yaml
            # A comment.
            probe: z
            ```
            """
        let samples = Sample.samples(in: page, named: "page")
        #expect(samples.map(\.place) == ["page:1", "page:13"])
        #expect(samples.map(\.isShared) == [true, false])
        #expect(samples.last?.shared == "business: {name: Lindenhof}\n")
    }
}
