import Journey
import ProbeFiles
import Testing

@Suite struct GoodFileTests {
    @Test(arguments: GoodFiles.all)
    func nothingIsSaidOfAGoodFileButWhatLaterReleasesDo(_ good: GoodFiles) {
        let outcome = ConfigurationLoader.test.decode(sources: good.files, isWhole: true)
        let about = ["this probe speaks to people", "nobody examines `no-apology`"]
        let others = outcome.problems.filter { problem in !about.contains { problem.message.hasPrefix($0) } }
        #expect(others.map(\.line) == [])
        #expect(outcome.configuration != nil)
    }
}
