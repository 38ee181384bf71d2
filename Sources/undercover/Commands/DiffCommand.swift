import ArgumentParser
import Daemon
import Journey

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What a reload would add, remove, change and cancel.",
        discussion: "Exit codes: 0 when the new configuration can be used, 3 when not.")

    @OptionGroup var place: Place

    func run() async throws {
        try await Source.with(place) { source in
            guard case .daemon(let caller) = source else {
                throw Failure("no daemon listens; `undercover check` validates without one")
            }
            let outcome: ReloadOutcome = try await caller.get("/api/v1/difference")
            Output.lines(outcome.lines)
            if outcome.needsAccept {
                Output.error(
                    "It removes more than half of the series: if that is meant, `undercover reload --accept` takes it.")
            }
            guard outcome.problems.isEmpty else { throw Failure(outcome.problems.joined(separator: "\n")) }
        }
    }
}

struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Has the daemon take the configuration as it is now.",
        discussion: "A wrong one is refused, and the old one stays in force. Exit codes: 0 taken, 3 refused.")

    @OptionGroup var place: Place
    @Flag(help: "Take it even if it removes more than half of the series.") var accept = false

    func run() async throws {
        try await Source.with(place) { source in
            guard case .daemon(let caller) = source else {
                throw Failure("no daemon listens at \(place.paths().socket)")
            }
            let outcome: ReloadOutcome = try await caller.post("/api/v1/reload", [("accept", accept ? "true" : nil)])
            Output.lines(outcome.lines)
            guard outcome.taken else {
                throw Failure(
                    (outcome.problems + ["refused; the old configuration is in force"]).joined(separator: "\n"))
            }
        }
    }
}

extension ReloadOutcome {
    var lines: [String] {
        let lines =
            added.map { "+ \($0)" } + removed.map { "- \($0)" } + changed.map { "~ \($0)" }
            + cancelled.map { "! cancels a wait of \($0)" }
        return lines.isEmpty && problems.isEmpty ? ["Nothing changes."] : lines
    }
}
