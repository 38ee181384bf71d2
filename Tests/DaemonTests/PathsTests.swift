import Daemon
import Foundation
import Glibc
import Journey
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

    @Test func relativePathsAreFromTheConfiguration() {
        var storage = Configuration.Storage()
        storage.ledger = "data/ledger.sqlite"
        storage.runtime = "run"
        let paths = Paths(configuration: "/srv/shop", storage: storage, environment: [:]) { _ in false }
        #expect(paths.ledger == "/srv/shop/data/ledger.sqlite")
        #expect(paths.socket == "/srv/shop/run/socket")
    }

    @Test(arguments: [(0o600, true), (0o640, true), (0o644, false), (0o602, false)])
    func aSecretThatEverybodyCanReadIsRefused(mode: mode_t, isTaken: Bool) throws {
        let file = NSTemporaryDirectory() + "undercover-secret-\(UUID().uuidString)"
        defer { unlink(file) }
        try Data("hush\n".utf8).write(to: URL(fileURLWithPath: file))
        #expect(chmod(file, mode) == 0)
        let read = Secrets.read(["key": .file(file)], directory: nil, environment: [:])
        #expect(read.values["key"] == (isTaken ? "hush" : nil))
        #expect(read.problems.isEmpty == isTaken && read.problems.allSatisfy { $0.contains("chmod o=") })
    }

    @Test func aStrangersConfigurationIsNotTakenForOnesOwn() {
        let files: Set = ["./undercover.yaml", "/etc/undercover/undercover.yaml"]
        #expect(directory(files: files, strangers: ["./undercover.yaml"]) == "/etc/undercover")
        #expect(directory(files: ["./undercover.yaml"], strangers: ["./undercover.yaml"]) == nil)
    }
}
