public import Journey

/// Where things are, in the order of DESIGN §8: what was asked for, what systemd gives, what the user has.
public struct Paths: Sendable, Hashable {
    /// The configuration directory; nothing when there is none.
    public var configuration: String?
    public var ledger: String
    /// The directory of the status file and the socket.
    public var runtime: String

    public var socket: String { runtime + "/socket" }
    public var statusFile: String { runtime + "/status.json" }
    public var metricsFile: String { runtime + "/status.prom" }

    /// - Parameters:
    ///   - exists: whether there is such a file or directory.
    public init(
        configuration: String?, storage: Configuration.Storage = Configuration.Storage(),
        environment: [String: String],
        exists: (String) -> Bool
    ) {
        self.configuration = configuration
        if let ledger = storage.ledger {
            self.ledger = ledger.path(from: configuration)
        } else if let state = environment["STATE_DIRECTORY"]?.firstOfList {
            ledger = state + "/ledger.sqlite"
        } else {
            let own =
                (environment["XDG_STATE_HOME"] ?? Self.home(environment) + "/.local/state")
                + "/undercover/ledger.sqlite"
            let system = "/var/lib/undercover/ledger.sqlite"
            ledger = !exists(own) && exists(system) ? system : own
        }
        if let runtime = storage.runtime {
            self.runtime = runtime.path(from: configuration)
        } else if let runtime = environment["RUNTIME_DIRECTORY"]?.firstOfList {
            self.runtime = runtime
        } else {
            let own = environment["XDG_RUNTIME_DIR"].map { $0 + "/undercover" }
            let system = "/run/undercover"
            let beside =
                ledger.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
                + "/run"
            self.runtime = [own, system].compactMap { $0 }.first { exists($0 + "/status.json") } ?? own ?? beside
        }
    }

    /// Where the configuration is when nobody says it: `$UNDERCOVER_CONFIG`, `./`, `~/.config/undercover`, `/etc/undercover`.
    /// - Parameter isOurs: whether a file belongs to who asks or to root. In a directory that he only came to, a stranger's
    ///   file could name files of his to be sent away as secrets.
    public static func configurationDirectory(
        environment: [String: String], exists: (String) -> Bool, isOurs: (String) -> Bool
    ) -> String? {
        if let named = environment["UNDERCOVER_CONFIG"], !named.isEmpty { return named }
        let user = (environment["XDG_CONFIG_HOME"] ?? home(environment) + "/.config") + "/undercover"
        if exists(here), isOurs(here) { return "." }
        return [user, "/etc/undercover"].first { exists($0 + "/undercover.yaml") || exists($0 + "/probes") }
    }

    /// The file that makes the working directory a configuration.
    public static let here = "./undercover.yaml"

    private static func home(_ environment: [String: String]) -> String { environment["HOME"] ?? "/root" }
}

extension String {
    /// systemd separates several directories by colons (systemd.exec(5)).
    fileprivate var firstOfList: String? { split(separator: ":").first.map(String.init) }
}
