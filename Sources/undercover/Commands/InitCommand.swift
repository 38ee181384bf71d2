import ArgumentParser
import Daemon
import Foundation
import Glibc
import Journey
import ProbeFiles
import Shopping
import Transfer

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Reads a site, and writes a configuration that audits it.",
        discussion: """
            Asks at most six questions, reads up to 30 pages as a stranger, contacts nobody; writes undercover.yaml, three \
            read-only probes, and promises.md: every public promise that was found.
            """)

    @Argument(help: "The site's address.") var url: String
    @Option(name: .customLong("to"), help: "Where to write; asked, or ./undercover.") var directory: String?
    @Flag(help: "Ask nothing.") var yes = false
    @Flag(help: "Write over files that are there.") var force = false

    func run() async throws {
        var options = Scouting.Options(start: url.contains("://") ? url : "https://" + url)
        options.directory = directory
        options.overwrites = force
        let transfer = try Transfer()
        let scouting = Scouting(transfer: transfer, timepiece: SystemTimepiece(), loader: ConfigurationReader.loader())
        let asks = !yes && isatty(STDIN_FILENO) == 1
        let interview: any Interview = asks ? TerminalInterview() : NoInterview()
        let result: Result<Scouting.Outcome, any Error>
        do {
            result = .success(
                try await scouting.run(options, interview: interview) {
                    Output.error($0.escapedForDisplay(maxLength: 200))
                })
        } catch {
            result = .failure(error)
        }
        await transfer.shutdown()
        do {
            tell(try result.get())
        } catch let failure as Scouting.Failure {
            for problem in failure.problems { Output.error("\(problem)") }
            throw Failure(failure.description)
        }
    }

    private func tell(_ outcome: Scouting.Outcome) {
        Output.error("")
        for remark in outcome.remarks { Output.error(remark.escapedForDisplay(maxLength: 400)) }
        Output.lines(outcome.files)
        let directory = outcome.directory
        Output.error(
            """

            \(outcome.pagesRead) pages read, \(outcome.promisesFound) public promises found. Next:
                undercover check --config \(directory)
                undercover visit \(outcome.probes.first ?? "first-visit") --config \(directory)
                undercover run --config \(directory)
            """)
    }
}

/// Asks on the terminal; an empty answer takes what is proposed.
private struct TerminalInterview: Interview {
    func answer(to question: InterviewQuestion) async -> String? {
        if let complaint = question.complaint { Output.error(complaint) }
        Output.prompt("\(question.text) [\(question.proposal.escapedForDisplay(maxLength: 200))] ")
        return readLine()?.trimmed
    }
}
