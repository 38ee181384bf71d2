import Foundation
import Journey
import ProbeFiles
import Testing

@Suite struct GoodFileTests {
    @Test(arguments: GoodFiles.all)
    func nothingIsSaidOfAGoodFileButWhatLaterReleasesDo(_ good: GoodFiles) {
        let outcome = ConfigurationLoader.test.decode(sources: good.files, isWhole: true)
        let about = ["this probe speaks to people", "nobody examines `no-apology`", "`undo` takes back", "rules find"]
        let others = outcome.problems.filter { problem in !about.contains { problem.message.hasPrefix($0) } }
        #expect(others.map(\.line) == [])
        #expect(outcome.configuration != nil)
    }

    @Test func theExamplesAreRight() throws {
        let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("probes/examples").path
        var loader = ConfigurationLoader.test
        loader.examinedCodes = nil
        let outcome = loader.load(directory: examples)
        #expect(outcome.problems.map(\.line) == [])
        #expect(outcome.configuration?.probes.map(\.name) == ["find-a-kettle", "log-in", "lost-parcel"])
    }
}
