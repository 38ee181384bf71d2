import ArgumentParser
import Journey
import Ledger
import Reporting

struct VisitsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "visits", abstract: "Visits, the newest first.")

    @OptionGroup var place: Place
    @Option(help: "Only of this probe.") var probe: String?
    @Option(help: "Only at this location.") var location: String?
    @Option(help: "Only of this grade.") var grade: String?
    @Option(help: "Begun since: a span back from now (24h) or a time.") var since: String?
    @Flag(help: "Those under way or waiting.") var open = false
    @Option(help: "At most so many.") var limit = 50
    @Option(help: "text, json or csv.") var format: Format = .text

    func run() async throws {
        let now = SystemTimepiece().now()
        if let grade, Grade(rawValue: grade) == nil {
            throw Failure("--grade is one of \(Grade.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let visits = try await Source.with(place) { source in
            switch source {
            case .daemon(let caller):
                let found: [VisitSummaryView] = try await caller.get(
                    "/api/v1/visits",
                    [
                        ("probe", probe), ("location", location), ("grade", grade), ("since", since),
                        ("limit", String(limit)),
                        ("open", open ? "true" : nil),
                    ])
                return found
            case .ledger(let answers):
                var filter = VisitFilter()
                filter.probe = probe
                filter.location = location
                filter.grades = Set([grade.flatMap(Grade.init(rawValue:))].compactMap { $0 })
                filter.since = try since.map { try SinceText.instant($0, now: now) }
                filter.limit = limit
                let found = try await open ? answers.openVisits(filter) : answers.visits(filter)
                if found.isEmpty { try await answers.requireVisited(probe: probe, location: location) }
                return found
            }
        }
        switch format {
        case .text where open && visits.isEmpty:
            Output.lines(["No visit is under way, and none waits."])
        case .text:
            // A demo's time runs ahead of ours.
            let now = visits.map(\.started).max().map { max(now, $0) } ?? now
            Output.lines(VisitsText.lines(visits, now: now, ink: Output.ink))
        case .json: for visit in visits { Output.data(try JSONForm.text(visit)) }
        case .csv: Output.data(CSV.visits(visits))
        case .nagios: throw Failure("visits are shown as text, json or csv")
        }
    }
}

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One visit in full: its waterfall, what was expected, what was found.")

    @OptionGroup var place: Place
    @Argument(help: "The visit's id, or `last`, or a probe's name for its last visit.") var visit: String = "last"
    @Option(help: "text or json.") var format: Format = .text

    func validate() throws {
        guard [.text, .json].contains(format) else { throw ValidationError("a visit is shown as text or json") }
    }

    func run() async throws {
        let view: VisitView = try await Source.with(place) { source in
            switch source {
            case .daemon(let caller):
                if isID { return try await caller.get("/api/v1/visits/\(visit.percentEncoded)") }
                let last: [VisitSummaryView] = try await caller.get(
                    "/api/v1/visits", [("limit", "1"), ("probe", visit == "last" ? nil : visit)])
                guard let id = last.first?.id else { throw Failure("there is no visit of `\(visit)`") }
                return try await caller.get("/api/v1/visits/\(id.rawValue)")
            case .ledger(let answers):
                var id = VisitID(rawValue: visit)
                if !isID {
                    var filter = VisitFilter()
                    filter.limit = 1
                    if visit != "last" { filter.probe = visit }
                    guard let last = try await answers.visits(filter).first else {
                        throw Failure("there is no visit of `\(visit)`")
                    }
                    id = last.id
                }
                guard let found = try await answers.visit(id) else {
                    throw Failure(
                        try await answers.isOpen(id)
                            ? "visit \(visit) is not over yet: see `undercover visits --open`"
                            : "there is no visit \(visit) (any more)")
                }
                return found
            }
        }
        if format == .json {
            Output.data(try JSONForm.text(view, pretty: true))
        } else {
            Output.lines(
                VisitText.lines(
                    view, now: max(SystemTimepiece().now(), view.ended), width: Output.width, ink: Output.ink))
        }
    }

    private var isID: Bool {
        visit.utf8.count == 26 && visit.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
    }
}
