import Delivery
import Examining
public import ProbeFiles
import Shopping

/// Reads the configuration directory the way the daemon understands it.
public struct ConfigurationReader: Sendable {
    public var directory: String
    /// `--set`.
    public var overrides: [String: String]

    public init(directory: String, overrides: [String: String] = [:]) {
        self.directory = directory
        self.overrides = overrides
    }

    /// Installed kits, nearest first.
    static let kitFolders = ["/usr/local/share/undercover/kits", "/usr/share/undercover/kits"]

    /// Codes of mistakes that this release finds by itself.
    public static let examinedCodes = Set(Examiners.all.map(\.code)).union(["late", "outcome-not-delivered"])

    public static func loader(overrides: [String: String] = [:]) -> ConfigurationLoader {
        ConfigurationLoader(
            channelKeys: Channels.keys, examinedCodes: examinedCodes, overrides: overrides, kitFolders: kitFolders)
    }

    public func read() -> ConfigurationLoader.Outcome {
        Self.loader(overrides: overrides).load(directory: directory)
    }
}
