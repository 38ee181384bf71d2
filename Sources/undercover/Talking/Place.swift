import ArgumentParser
import Daemon
import Foundation
import Journey
import ProbeFiles

/// Where the configuration, the ledger and the daemon are.
struct Place: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration directory.", valueName: "directory"))
    var config: String?

    var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// Paths as the daemon of this configuration has them; a configuration with mistakes still says where things are.
    func paths() -> Paths {
        let exists = { (path: String) in FileManager.default.fileExists(atPath: path) }
        let found =
            config ?? Paths.configurationDirectory(environment: environment, exists: exists, isOurs: Self.isOurs)
        var paths = Paths(configuration: found, environment: environment, exists: exists)
        if let directory = paths.configuration,
            let text = try? String(contentsOfFile: directory + "/undercover.yaml", encoding: .utf8)
        {
            let source = SourceFile(path: "undercover.yaml", text: text)
            if let storage = ConfigurationLoader().decode(sources: [source]).configuration?.storage {
                paths = Paths(configuration: directory, storage: storage, environment: environment, exists: exists)
            }
        }
        return paths
    }

    /// - Throws: `Failure` when there is none.
    func directory() throws -> String {
        let isUnsaid = config == nil && (environment["UNDERCOVER_CONFIG"] ?? "").isEmpty
        if isUnsaid, FileManager.default.fileExists(atPath: Paths.here), !Self.isOurs(Paths.here) {
            throw Failure(
                "\(Paths.here) belongs neither to you nor to root, and is not taken for your configuration: add --config . if it is"
            )
        }
        if let directory = paths().configuration { return directory }
        if FileManager.default.fileExists(atPath: "probes") {
            throw Failure("./probes is there, but no ./undercover.yaml: if this is the configuration, add --config .")
        }
        throw Failure(
            "there is no configuration in ./, ~/.config/undercover or /etc/undercover; name one with --config, or make one: undercover init URL"
        )
    }

    /// Whether a file belongs to the caller or to root; a link, not what it leads to. By Foundation, because which module the
    /// fields of `stat` belong to depends on the order in which the compiler reads this room's files.
    private static func isOurs(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let owner = (attributes?[.ownerAccountID] as? NSNumber)?.uint32Value else { return false }
        return owner == geteuid() || owner == 0
    }
}
