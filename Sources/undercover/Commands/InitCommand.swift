import ArgumentParser
import Daemon
import Foundation
import Glibc
import Journey
import Shopping
import Transfer

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Reads a site and writes a configuration to begin with.",
        discussion: """
            Reads up to 30 pages as robots.txt allows, contacts nobody, and asks at most six questions. Writes undercover.yaml, \
            three read-only probes and promises.md, a list of every public promise that was found.

            Exit codes: 0 when it is written, 3 when not.
            """)

    @Argument(help: "The site, such as https://example.com.") var url: String
    @Option(help: ArgumentHelp("Where to write; `undercover` without it.", valueName: "directory")) var to: String?
    @Flag(help: "Ask nothing: take every proposal.") var yes = false
    @Flag(help: "Replace files that are there.") var force = false

    func run() async throws {
        var options = Scouting.Options(start: url)
        options.directory = to
        options.overwrites = force
        let transfer: Transfer
        do { transfer = try Transfer() } catch { throw Failure("\(error)") }
        let scouting = Scouting(
            transfer: transfer, timepiece: SystemTimepiece(), loader: ConfigurationReader.loader())
        let interview: any Interview = yes || isatty(STDIN_FILENO) == 0 ? NoInterview() : TerminalInterview()
        Output.error("Reading \(url.escapedForDisplay(maxLength: 200)). Nobody is contacted.")
        let outcome: Scouting.Outcome
        do {
            outcome = try await scouting.run(options, interview: interview) { Output.error($0) }
        } catch {
            await transfer.shutdown()
            for problem in error.problems { Output.error("\(problem)") }
            throw Failure(error.description)
        }
        await transfer.shutdown()
        tell(outcome)
    }

    private func tell(_ outcome: Scouting.Outcome) {
        for remark in outcome.remarks { Output.error("Note: \(remark).") }
        let directory = outcome.directory.shellQuoted
        let pages = outcome.pagesRead == 1 ? "1 page" : "\(outcome.pagesRead) pages"
        let promises = outcome.promisesFound == 1 ? "1 public promise" : "\(outcome.promisesFound) public promises"
        Output.lines(
            ["Read \(pages), found \(promises). In \(outcome.directory.escapedForDisplay()):"]
                + outcome.files.map { "  \($0)" }
                + [
                    "", "Next:", "  undercover check \(directory)",
                    "  undercover visit \(outcome.probes[0]) --config \(directory)",
                    "  undercover run --config \(directory)",
                ])
    }
}

/// Asks on standard error, where progress is told, and reads a line.
private struct TerminalInterview: Interview {
    func answer(to question: InterviewQuestion) async -> String? {
        if let complaint = question.complaint { Output.error("  \(complaint.escapedForDisplay(maxLength: 200))") }
        FileHandle.standardError.write(
            Data("\(question.text) [\(question.proposal.escapedForDisplay(maxLength: 100))] ".utf8))
        return readLine()
    }
}

extension String {
    /// One word to a shell.
    fileprivate var shellQuoted: String {
        let isPlain = !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._/-".contains($0)) }
        return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
