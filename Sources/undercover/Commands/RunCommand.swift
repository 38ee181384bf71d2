import ArgumentParser
import Daemon
import Journey
import Logging

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "The daemon: makes visits until it is told to stop.")

    @OptionGroup var place: Place
    @Flag(help: "Log more.") var verbose = false
    @Option(help: ArgumentHelp("For trying the watchdog: the scheduler hangs after so long.", visibility: .private))
    var stuckAfter: String?

    func validate() throws {
        if let stuckAfter, (try? Span(stuckAfter)) == nil {
            throw ValidationError("--stuck-after takes a duration such as 5s")
        }
    }

    func run() async throws {
        var logger = Logger(label: "undercover") { JournalLog(label: $0, environment: place.environment) }
        logger.logLevel = verbose ? .debug : .notice
        var options = Daemon.Options(configuration: try place.directory(), environment: place.environment)
        options.stuckAfter = try stuckAfter.map { try Span($0).continuous }
        do {
            try await Daemon(options).run(logger: logger)
        } catch let error as StartError {
            for problem in error.problems { Output.error("\(problem)") }
            throw Failure(error.description)
        }
    }
}
