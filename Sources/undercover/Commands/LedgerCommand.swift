import ArgumentParser
import Daemon
import Foundation
import Journey
import Ledger
import Reporting

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Back up, verify or restore the ledger.",
        subcommands: [BackupCommand.self, VerifyCommand.self, RestoreCommand.self])
}

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Writes a whole copy, while the daemon goes on.",
        discussion: "A directory gets a file named by the time. The copy starts held: see `undercover adopt`.")

    @OptionGroup var place: Place
    @Argument(help: "A directory, or a file that is not there yet.") var target: String
    @Option(help: "In a directory, keep only so many of the newest copies; files of other names stay.") var keep: Int?

    func run() async throws {
        let ledgerPath = place.paths().ledger
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: target, isDirectory: &isDirectory)
        var file = target
        if target.hasSuffix("/") || (exists && isDirectory.boolValue) {
            try FileManager.default.createDirectory(
                atPath: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
            file = BackupFolder(target).file(madeAt: SystemTimepiece().now())
        }
        do { try await LedgerCopy.write(from: ledgerPath, to: file, place: place) } catch { throw Failure("\(error)") }
        Output.data(file)
        if let keep, keep > 0, file != target { try BackupFolder(target).prune(keep: keep, made: file) }
    }
}

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Looks whether a ledger or a backup is whole.")

    @OptionGroup var place: Place
    @Argument(help: "The file; the ledger itself without it, by the daemon if one runs.") var file: String?

    func run() async throws {
        let path = file ?? place.paths().ledger
        let report: LedgerReport
        if file == nil, let caller = try await Caller.connect(place.paths().socket) {
            let result: Result<LedgerReport, any Error>
            do { result = .success(try await caller.postPatiently("/api/v1/verify")) } catch {
                result = .failure(error)
            }
            await caller.close()
            report = try result.get()
        } else {
            do { report = try Ledger.verify(path) } catch { throw Failure("\(error)") }
        }
        Output.lines([
            "\(path): epoch \(report.epoch), \(Phrases.many(report.visits, "visit")), \(Phrases.many(report.findings, "finding")), "
                + "\(Phrases.many(report.openVisits, "visit")) under way, \(Phrases.many(report.incidents, "incident")), "
                + "\(report.undelivered) undelivered"
        ])
        guard report.problems.isEmpty else { throw Failure(report.problems.joined(separator: "\n")) }
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of the ledger.",
        discussion: "What was there is kept beside it. The restored ledger contacts nobody until `undercover adopt`.")

    @OptionGroup var place: Place
    @Argument(help: "The backup.") var backup: String

    func run() throws {
        guard FileManager.default.fileExists(atPath: backup) else { throw Failure("there is no backup \(backup)") }
        let path = place.paths().ledger
        let old: String?
        do { old = try Ledger.restore(backup, to: path, now: SystemTimepiece().now()) } catch {
            throw Failure("\(error)")
        }
        if let old { Output.error("what was there is now \(old)") }
        Output.error("restored to \(path); it is held: nobody is contacted until `undercover adopt`")
    }
}

struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Makes a restored or copied ledger this machine's own, so that visits are made again.",
        discussion: """
            First see to it that no other daemon works with a copy of it, and look for what was sent since the copy was made: \
            the marks of visits under way are listed, and must be looked for at the business. Run it with the daemon stopped.
            """)

    @OptionGroup var place: Place
    @Flag(help: "The marks have been looked for.") var searched = false

    func run() async throws {
        let ledger: Ledger
        do { ledger = try Ledger.open(at: place.paths().ledger, as: .writer) } catch { throw Failure("\(error)") }
        defer { try? ledger.close() }
        guard try await ledger.isHeld() else {
            Output.error("this ledger is not held; nothing to do")
            return
        }
        let open = try await ledger.openVisits().filter { $0.state.sent || $0.state.intent != nil }
        if !open.isEmpty && !searched {
            for visit in open {
                Output.data("\(visit.state.mark)  \(visit.state.probe)  begun \(visit.state.started.iso8601)")
            }
            throw Failure(
                "\(Phrases.many(open.count, "visit")) had sent something; look for their marks at the business, then: undercover adopt --searched"
            )
        }
        do { try await ledger.adopt() } catch { throw Failure("\(error)") }
        Output.error("adopted; start the daemon")
    }
}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "All visits as JSON Lines, oldest first, each with its place.",
        discussion:
            "Reads a backup, or the ledger, a few visits at a time; through the daemon if one runs, which goes on meanwhile."
    )

    @OptionGroup var place: Place
    @Option(help: "The file; the ledger itself without it.") var ledger: String?
    @Option(help: "Only visits stored after this place.") var after: Int64 = 0

    func run() async throws {
        guard after >= 0 else {
            throw Failure("--after takes the place of a visit, as in the lines of an export; 0 for all")
        }
        if let file = ledger {
            let ledger: Ledger
            do { ledger = try Ledger.open(at: file, as: .reader) } catch { throw Failure("\(error)") }
            defer { try? ledger.close() }
            return try await export(from: .ledger(Answers(ledger: ledger)))
        }
        try await Source.with(place, export)
    }

    private func export(from source: Source) async throws {
        var place = after
        while true {
            let lines: [UInt8]
            switch source {
            case .daemon(let caller): lines = try await caller.lines("/api/v1/export", [("after", "\(place)")])
            case .ledger(let answers): lines = try await answers.export(after: place, limit: 100)
            }
            guard let last = lines.dropLast().split(separator: UInt8(ascii: "\n")).last else { return }
            Output.data(String(decoding: lines, as: UTF8.self))
            if Output.isOver { return }
            place = try JSONForm.value(Line.self, from: Array(last)).place
        }
    }

    private struct Line: Decodable {
        var place: Int64
    }
}
