import ArgumentParser
import Daemon
import Journey
import ProbeFiles

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Validates a configuration, and says what it will do.",
        discussion: "Exit codes: 0 when it can be used, 3 when not.")

    @OptionGroup var place: Place
    @Argument(help: "Directories or files; the configuration without any.") var paths: [String] = []

    func run() async throws {
        let loader = ConfigurationReader.loader()
        let (configuration, problems) =
            paths.isEmpty ? loader.load(directory: try place.directory()) : loader.load(paths: paths)
        for problem in problems { Output.error("\(problem)") }
        guard let configuration else {
            let errors = problems.count { $0.severity == .error }
            throw Failure("\(errors) \(errors == 1 ? "error" : "errors")")
        }
        Output.lines(Forecast(configuration).lines)
    }
}
