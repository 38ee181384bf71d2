import ArgumentParser
import Journey
import Ledger
import ProbeFiles
import Reporting

struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "What is wrong, the worst harm first.",
        discussion: "Without options: defects that still stand.")

    @OptionGroup var place: Place
    @Option(help: "Only of this probe.") var probe: String?
    @Option(help: "Only at this location.") var location: String?
    @Option(help: "Only of this code.") var code: String?
    @Option(help: "Seen since: a span back from now (24h) or a time.") var since: String?
    @Flag(help: "Also those that are fixed.") var fixed = false
    @Flag(help: "Also suspects.") var suspects = false
    @Option(help: "At most so many.") var limit = 1000
    @Option(help: "text, json or csv.") var format: Format = .text

    /// Nothing found of a code that is misspelt would be taken for good news.
    func validate() throws {
        if let code, Catalogue.builtIn[code] == nil {
            throw ValidationError(
                "no mistake has the code `\(code.escapedForDisplay(maxLength: 100))`; see `undercover mistakes`")
        }
    }

    func run() async throws {
        let now = SystemTimepiece().now()
        let findings = try await Source.with(place) { source in
            let states: Set<FindingState> = fixed ? Set(FindingState.allCases) : [.open, .regressed]
            let severities: Set<Severity> = suspects ? [.defect, .suspect] : [.defect]
            switch source {
            case .daemon(let caller):
                let found: [FindingView] = try await caller.get(
                    "/api/v1/findings",
                    [
                        ("probe", probe), ("location", location), ("code", code), ("since", since),
                        ("limit", String(limit)),
                        ("state", states.map(\.rawValue).sorted().joined(separator: ",")),
                        ("severity", severities.map(\.rawValue).sorted().joined(separator: ",")),
                    ])
                return found
            case .ledger(let answers):
                var filter = FindingFilter()
                filter.probe = probe
                filter.location = location
                filter.code = code
                filter.since = try since.map { try SinceText.instant($0, now: now) }
                filter.states = states
                filter.severities = severities
                filter.limit = limit
                let found = try await answers.findings(filter)
                if found.isEmpty { try await answers.requireVisited(probe: probe, location: location) }
                return found
            }
        }
        switch format {
        case .text:
            // A demo's time runs ahead of ours.
            let now = findings.map(\.lastSeen).max().map { max(now, $0) } ?? now
            Output.lines(FindingsText.lines(findings, now: now, width: Output.width, ink: Output.ink))
        case .json: for finding in findings { Output.data(try JSONForm.text(finding)) }
        case .csv: Output.data(CSV.findings(findings))
        case .nagios:
            throw Failure("findings are shown as text, json or csv; for nagios there is `status --format nagios`")
        }
    }
}

extension Answers {
    /// An empty answer about what nobody visits would be taken for a good one.
    func requireVisited(probe: String?, location: String?) async throws {
        guard probe != nil || location != nil, try await !hasVisited(probe: probe, location: location) else { return }
        let what = [probe.map { "probe `\($0)`" }, location.map { "location `\($0)`" }].compactMap(\.self)
        throw Failure("no daemon runs here, and the ledger knows no \(what.joined(separator: " at "))")
    }
}

enum SinceText {
    /// An instant of ISO 8601, or a span back from now.
    static func instant(_ text: String, now: Timestamp) throws -> Timestamp {
        if let instant = Timestamp(iso8601: text) { return instant }
        guard let span = try? Span(text) else {
            throw Failure("--since takes a span such as 24h or a time such as 2026-11-24T20:00:00Z, not `\(text)`")
        }
        return now - span.continuous
    }
}
