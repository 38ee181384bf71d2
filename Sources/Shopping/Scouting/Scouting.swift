import Foundation
public import Journey
public import ProbeFiles
import Reading
public import Transfer

/// `undercover init`: looks at a site as a stranger, asks at most six questions, and writes a configuration with three
/// read-only probes and a list of every public promise.
///
/// Contacts nobody: every request is a GET for a page that robots.txt allows, without cookies or persona.
public struct Scouting: Sendable {
    public struct Options: Sendable {
        /// `https://example.com`, or without the scheme, which is then https.
        public var start: String
        /// Where to write; nil asks, and proposes `./undercover`.
        public var directory: String?
        /// Whether files that are there may be replaced.
        public var overwrites = false

        public init(start: String) { self.start = start }
    }

    /// What was written.
    public struct Outcome: Sendable {
        public var directory: String
        /// Their paths in the directory.
        public var files: [String]
        /// Names of the probes.
        public var probes: [String]
        public var pagesRead: Int
        public var promisesFound: Int
        /// What kept the scout from seeing more, in sentences.
        public var remarks: [String]
    }

    /// Nothing, or nothing that can be used, was written; says why and what to do.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
        /// What is wrong with what was written.
        public var problems: [Problem] = []
    }

    private let transfer: Transfer
    private let timepiece: any Timepiece
    private let loader: ConfigurationLoader
    private let limits: Scout.Limits

    /// - Parameter loader: the one that the daemon reads configurations with.
    public init(transfer: Transfer, timepiece: any Timepiece, loader: ConfigurationLoader) {
        self.init(transfer: transfer, timepiece: timepiece, loader: loader, limits: Scout.Limits())
    }

    init(transfer: Transfer, timepiece: any Timepiece, loader: ConfigurationLoader, limits: Scout.Limits) {
        self.transfer = transfer
        self.timepiece = timepiece
        self.loader = loader
        self.limits = limits
    }

    /// - Parameter say: told each line of progress, safe to show; never called twice at once.
    /// - Throws: `Failure`.
    public func run(
        _ options: Options, interview: any Interview, say: @Sendable (String) -> Void
    ) async throws(Failure) -> Outcome {
        do throws(ScoutError) {
            return try await write(options, Interviewer(interview: interview), say)
        } catch {
            throw Failure(description: error.description, problems: error.problems)
        }
    }

    private func write(
        _ options: Options, _ interviewer: Interviewer, _ say: @Sendable (String) -> Void
    ) async throws(ScoutError) -> Outcome {
        let start = try Self.address(options.start)
        // Asked first: what cannot be written need not be read.
        let directory: String
        if let given = options.directory {
            directory = given
        } else {
            directory = await interviewer.directory(proposal: "./undercover")
        }
        let placing = Placing(directory: directory)
        try refuse(placing.existing(Draft.possiblePaths), in: directory, unless: options.overwrites)

        let site = try await Scout(transfer: transfer, timepiece: timepiece, limits: limits)
            .look(at: start) { say($0.line) }
        let draft = await draft(of: site, start: start, interviewer)
        let files = draft.files
        let problems = loader.decode(sources: files.filter { $0.path.hasSuffix(".yaml") }).problems
        guard problems.isEmpty else { throw Self.unclean(problems, "nothing was written: a fault of ours") }
        try placing.write(files, overwriting: options.overwrites)
        let written = loader.load(directory: directory).problems
        guard written.isEmpty else { throw Self.unclean(written, "the configuration in \(directory) is not clean") }
        return Outcome(
            directory: directory, files: files.map(\.path), probes: Draft.probeNames, pagesRead: site.pages.count,
            promisesFound: site.promises.count, remarks: site.remarks)
    }

    private func draft(of site: Site, start: WebAddress, _ interviewer: Interviewer) async -> Draft {
        let name = await interviewer.name(proposal: site.businessName)
        let timeZone = await interviewer.timeZone(proposal: MachineZone.identifier)
        let hours = await interviewer.hours(proposal: site.certainHours)
        let owner = await interviewer.owner(proposal: "Web team")
        let webhook = await interviewer.webhook()
        return Draft(
            site: site, choice: Choice(site),
            answers: Draft.Answers(name: name, timeZone: timeZone, hours: hours, owner: owner, webhook: webhook),
            start: start.description, today: String(timepiece.now().description.prefix(10)))
    }

    private static func address(_ text: String) throws(ScoutError) -> WebAddress {
        let full = text.contains("://") ? text : "https://" + text
        guard let address = WebAddress(full), address.isHTTP, address.host != nil,
            !full.contains(where: { $0.isWhitespace })
        else { throw ScoutError("`\(text)` is not an address such as https://example.com") }
        guard address.userInfo == nil else {
            throw ScoutError("a user or password in an address would stand in the configuration; leave it out")
        }
        return address
    }

    private func refuse(_ existing: [String], in directory: String, unless overwrites: Bool) throws(ScoutError) {
        guard !existing.isEmpty, !overwrites else { return }
        throw ScoutError(
            "\(directory) has \(existing.joined(separator: ", ")) already; name another directory with --to, or replace them with --force"
        )
    }

    private static func unclean(_ problems: [Problem], _ what: String) -> ScoutError {
        var error = ScoutError(what)
        error.problems = problems
        return error
    }
}

extension Scout.Step {
    /// For a terminal.
    var line: String {
        let address = address.escapedForDisplay(maxLength: 100)
        switch outcome {
        case .read(let title, let took):
            let time = "\(Int((took / .milliseconds(1)).rounded())) ms"
            return "  \(address)  \(time)" + (title.map { "  \($0)" } ?? "")
        case .leads(let target): return "  \(address)  leads to \(target.escapedForDisplay(maxLength: 100))"
        case .left(let why): return "  \(address)  left out: \(why)"
        }
    }
}

extension Site {
    /// Opening hours that all pages agree on; else always open.
    var certainHours: OpeningWeek {
        var hours = WrittenHours()
        for page in pages { hours.add(page.hours) }
        return hours.certain.map { OpeningWeek($0) } ?? .always
    }
}
