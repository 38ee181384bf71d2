import ArgumentParser
import Daemon
import Glibc
import Journey
import ProbeFiles

@main
struct Undercover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undercover",
        abstract: "A mystery shopper that never sleeps.",
        discussion: """
            Walks a business's customer journeys as a customer would, times every moment of truth against what was promised, \
            and tells what is wrong with what comes back.

            Begin with:  undercover visit https://your.site
            then:        undercover init https://your.site
            """,
        version: Daemon.version,
        subcommands: [
            InitCommand.self, CheckCommand.self, DiffCommand.self, ReloadCommand.self, VisitCommand.self,
            RunCommand.self,
            StatusCommand.self, FindingsCommand.self, VisitsCommand.self, ShowCommand.self, MistakesCommand.self,
            SchemaCommand.self, ExportCommand.self, LedgerCommand.self, AdoptCommand.self, DemoCommand.self,
        ])

    /// A usage error is 3 everywhere: monitoring systems read 64 as nothing, and 0 to 2 as an answer.
    static func main() async {
        // A peer that closes is an error code to whoever writes, never a signal; libcurl changes this setting while it works.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            LogQueue.flush()
            if let problem = Output.problem { throw Failure(problem) }
        } catch {
            LogQueue.flush()
            if error is ArgumentParser.ExitCode, let problem = Output.problem {
                Output.error("undercover: \(problem)")
                Glibc.exit(3)
            }
            let code = exitCode(for: error)
            if code == .success { exit(withError: error) }
            if let stated = error as? ArgumentParser.ExitCode { Glibc.exit(stated.rawValue) }
            if let failure = error as? Failure {
                Output.error("undercover: \(failure.description)")
                Glibc.exit(failure.code)
            }
            if let word = CommandLine.arguments.dropFirst().first, let strange = strangeCommand(word) {
                Output.error(strange)
            } else {
                Output.error(fullMessage(for: error))
            }
            Glibc.exit(3)
        }
    }

    private static func strangeCommand(_ word: String) -> String? {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !word.hasPrefix("-"), !names.contains(word) else { return nil }
        return
            "undercover: there is no command `\(word.escapedForDisplay(maxLength: 40))`\(NearMiss.hint(word, among: names))\n"
            + "  See 'undercover --help' for all of them."
    }
}

/// Not done, and why.
struct Failure: Error, CustomStringConvertible {
    var description: String
    var code: Int32 = 3

    init(_ description: String, code: Int32 = 3) {
        self.description = description
        self.code = code
    }
}
