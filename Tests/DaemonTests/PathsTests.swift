import Daemon
import Testing

struct PathsTests {
    private func directory(
        _ environment: [String: String] = ["HOME": "/home/ana"], files: Set<String>, strangers: Set<String> = []
    ) -> String? {
        Paths.configurationDirectory(
            environment: environment, exists: { files.contains($0) }, isOurs: { !strangers.contains($0) })
    }

    @Test func theNearestConfigurationIsTaken() {
        let all: Set = [
            "./undercover.yaml", "/home/ana/.config/undercover/undercover.yaml", "/etc/undercover/undercover.yaml",
        ]
        #expect(directory(files: all) == ".")
        #expect(directory(["HOME": "/home/ana", "UNDERCOVER_CONFIG": "/srv/shop"], files: all) == "/srv/shop")
        #expect(directory(files: all.subtracting(["./undercover.yaml"])) == "/home/ana/.config/undercover")
        #expect(directory(files: ["/etc/undercover/probes"]) == "/etc/undercover")
        // Probes alone make no configuration of a directory that somebody works in.
        #expect(directory(files: ["./probes"]) == nil)
    }

    @Test func aStrangersConfigurationIsNotTakenForOnesOwn() {
        let files: Set = ["./undercover.yaml", "/etc/undercover/undercover.yaml"]
        #expect(directory(files: files, strangers: ["./undercover.yaml"]) == "/etc/undercover")
        #expect(directory(files: ["./undercover.yaml"], strangers: ["./undercover.yaml"]) == nil)
    }
}
