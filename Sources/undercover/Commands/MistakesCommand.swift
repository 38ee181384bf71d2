import ArgumentParser
import Daemon
import Journey
import ProbeFiles

struct MistakesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mistakes", abstract: "The catalogue of mistakes, or one entry.")

    @Argument(help: "A mistake's code.") var code: String?

    func run() throws {
        let catalogue = Catalogue.builtIn
        let examined = ConfigurationReader.examinedCodes
        if let code {
            guard let mistake = catalogue[code] else {
                throw Failure("there is no mistake `\(code)`; `undercover mistakes` lists them")
            }
            Output.lines([
                "\(mistake.code): \(mistake.title)", "", mistake.principle, "", "What to do: \(mistake.remedy)", "",
                "Observed: \(mistake.kind.rawValue). Severity: \(mistake.severity?.rawValue ?? "none"). Channels: "
                    + (mistake.channels.isEmpty ? "all" : mistake.channels.map(\.rawValue).joined(separator: ", "))
                    + ".",
                examined.contains(code)
                    ? "This release looks for it." : "This release does not look for it by itself yet.",
            ])
            return
        }
        let width = catalogue.mistakes.map(\.code.count).max() ?? 0
        for mistake in catalogue.mistakes {
            let padding = String(repeating: " ", count: width - mistake.code.count)
            Output.data("\(examined.contains(mistake.code) ? "*" : " ") \(mistake.code)\(padding)  \(mistake.title)")
        }
        Output.error("* looked for by this release")
    }
}
