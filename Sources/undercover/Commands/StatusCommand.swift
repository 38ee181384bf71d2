import ArgumentParser
import Daemon
import Foundation
import Journey
import Reporting

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How the business stands, from the status file.",
        discussion: """
            Exit codes: 0 from a standing of +50, 1 from 0, 2 below, 3 unknown or stale; under 12 graded visits by the last one.
            """)

    @OptionGroup var place: Place
    @Option(help: "Only this probe.") var probe: String?
    @Option(help: "text, json, csv or nagios.") var format: Format = .text
    @Option(help: "Exit 0 from this standing on.") var good: Double = 50
    @Option(help: "Exit 1 from this standing on.") var mediocre: Double = 0

    func run() async throws {
        let whole: StatusDocument
        do {
            whole = try StatusFile.read(in: place.paths().runtime)
        } catch {
            if format == .nagios { Output.data(Nagios.refusal("\(error)")) }
            throw Failure("\(error)")
        }
        // A demo's time runs ahead of ours.
        let now = max(SystemTimepiece().now(), whole.written)
        if let probe, whole.standing(ofProbe: probe) == nil { throw Failure("there is no probe `\(probe)`") }
        let limits = StandingLimits(good: good, mediocre: mediocre)
        let document = probe.map(whole.limited(toProbe:)) ?? whole
        switch format {
        case .text: Output.lines(StatusText.lines(document, now: now, ink: Output.ink))
        case .json: Output.data(try JSONForm.text(document))
        case .csv: Output.data(CSV.status(document))
        case .nagios: Output.data(Nagios.line(whole, probe: probe, limits: limits, now: now))
        }
        throw ArgumentParser.ExitCode(Reporting.ExitCode(whole, probe: probe, limits: limits, at: now).rawValue)
    }
}
