import ArgumentParser
import Daemon
import Foundation
import Journey
import Logging
import Reporting
import Synchronization

struct VisitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit", abstract: "One visit now, shown live.",
        discussion: """
            A bare URL is opened as a first-time customer would, read-only. With a daemon listening the visit is made there.
            Exit codes: 0 satisfactory or delighted, 1 mediocre, 2 bad, 3 unknown, withheld, still waiting or unusable.
            """)

    @OptionGroup var place: Place
    @Argument(help: "A probe's name, a probe file, or an address.") var probe: String
    @Option(help: ArgumentHelp("Give a name in the probe's templates a value.", valueName: "name=value")) var set:
        [String] = []
    @Option(help: "The location, of a probe that has several.") var location: String?
    @Option(help: "How long to wait for answers.") var wait: String = "30s"
    @Flag(help: "Allow a visit that speaks to people.") var contactPeople = false
    @Option(help: "How it is shown; csv is not for visits.") var format: Format = .text

    func validate() throws {
        guard format != .csv else { throw ValidationError("a visit is shown as text, json or nagios") }
        if (try? Span(wait)) == nil { throw ValidationError("--wait takes a duration such as 30s or 5m") }
        if format == .nagios && contactPeople { throw ValidationError("a monitoring check never reaches people") }
    }

    func run() async throws {
        let wish = try wish()
        let wait = try Span(wait).continuous
        let view = Progress(format: format)
        let paths = place.paths()
        if let caller = try await Caller.connect(paths.socket) {
            let task = Task {
                try await caller.visit(wish) { step in
                    view.show(step)
                    if case .waiting(_, let nextLook, _) = step, nextLook - SystemTimepiece().now() > wait {
                        view.leave()
                    }
                }
            }
            view.onLeave { task.cancel() }
            let timer = Task {
                try await Task.sleep(for: wait)
                if view.isWaiting { view.leave() }
            }
            let result = await task.result
            timer.cancel()
            await caller.close()
            if case .failure(let error) = result, !view.hasLeft { throw error }
        } else {
            let logger = Logger(label: "undercover") { JournalLog(label: $0, environment: [:]) }
            do {
                try await OneVisit.make(
                    wish, directory: paths.configuration, environment: place.environment, wait: wait, logger: logger
                ) { view.show($0) }
            } catch let error as StartError {
                for problem in error.problems { Output.error("\(problem)") }
                throw Failure(error.description)
            }
        }
        throw ArgumentParser.ExitCode(view.conclude())
    }

    private func wish() throws -> VisitWish {
        var wish = VisitWish(probe: probe)
        wish.location = location
        wish.contactPeople = contactPeople
        for pair in set {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else { throw Failure("--set takes name=value, not `\(pair)`") }
            wish.settings[String(parts[0])] = String(parts[1])
        }
        if probe.hasSuffix(".yaml") || probe.hasSuffix(".yml"), !probe.contains("://") {
            guard FileManager.default.fileExists(atPath: probe) else { throw Failure("there is no file \(probe)") }
            let text = try String(contentsOfFile: probe, encoding: .utf8)
            wish.source = SourceFile(path: probe, text: text)
            guard let first = text.split(separator: "\n").first(where: { $0.hasPrefix("probe:") }) else {
                throw Failure("\(probe) is no probe file: its first key is not `probe:`")
            }
            wish.probe = first.dropFirst(6).trimmed
        }
        return wish
    }
}

/// Shows a visit's steps as they come, and its end.
final class Progress: Sendable {
    private struct State {
        var last: VisitProgress?
        var id: VisitID?
        var left = false
        var onLeave: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let format: Format

    init(format: Format) { self.format = format }

    func show(_ step: VisitProgress) {
        state.withLock { state in
            state.last = step
            if case .began(let id, _) = step { state.id = id }
        }
        guard format == .text else { return }
        let ink = Output.ink
        switch step {
        case .touchpoint(let result, _):
            Output.error(VisitText.line(TouchpointView(result), ink: ink))
        case .waiting(let touchpoint, let nextLook, let givesUp):
            let now = SystemTimepiece().now()
            Output.error(
                "… \(touchpoint.escapedForDisplay(maxLength: 60)): no answer yet; next look in \((nextLook - now).forPeople), gives up in \((givesUp - now).forPeople)"
            )
        case .began, .finished, .refused:
            break
        }
    }

    var isWaiting: Bool { state.withLock { if case .waiting = $0.last { true } else { false } } }
    var hasLeft: Bool { state.withLock { $0.left } }

    func onLeave(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onLeave = body } }

    /// The visit goes on without us.
    func leave() {
        let body = state.withLock { state in
            state.left = true
            return state.onLeave
        }
        body?()
    }

    /// Prints the end; the code to exit with.
    func conclude() -> Int32 {
        let (last, id) = state.withLock { ($0.last, $0.id) }
        switch (last, format) {
        case (.finished(let visit), .text):
            Output.lines(VerdictText.lines(VisitView(visit), width: Output.width, ink: Output.ink))
        case (.finished(let visit), .nagios):
            Output.data(Nagios.line(VisitView(visit)))
        case (.finished(let visit), _):
            if let text = try? JSONForm.text(VisitView(visit)) { Output.data(text) }
        case (.refused(let reason), .nagios):
            Output.data(Nagios.refusal(reason))
        case (.refused(let reason), _):
            Output.error(
                "undercover: \(reason.split(separator: "\n").map { $0.description.escapedForDisplay(maxLength: 400) }.joined(separator: "\n"))"
            )
        case (_, .nagios):
            Output.data(Nagios.refusal("still waiting; visit \(id?.rawValue ?? "not begun")"))
        default:
            Output.error("still waiting; see `undercover visits --open`, later `undercover show \(id?.rawValue ?? "")`")
        }
        return Reporting.ExitCode(last).rawValue
    }
}
