import ArgumentParser
import Daemon
import Logging

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "The daemon: makes visits until it is told to stop.")

    @OptionGroup var place: Place
    @Flag(help: "Log more.") var verbose = false

    func run() async throws {
        var logger = Logger(label: "undercover") { JournalLog(label: $0, environment: place.environment) }
        logger.logLevel = verbose ? .debug : .notice
        let options = Daemon.Options(configuration: try place.directory(), environment: place.environment)
        do {
            try await Daemon(options).run(logger: logger)
        } catch let error as StartError {
            for problem in error.problems { Output.error("\(problem)") }
            throw Failure(error.description)
        }
    }
}
