import DemoBusiness
import Foundation
import Glibc
import Journey
import Logging
import Reporting
import Testing
import Transfer

@testable import Daemon

/// The whole daemon in this process, at work on the demo business; asked over its socket as commands ask.
@Suite("The daemon")
struct DaemonTests {
    @Test("visits, shows what it found, and leaves a status file that says that it stopped")
    func atWork() async throws {
        try await Running.with([
            (
                "first",
                "probe: first\nschedule: {every: 1s}\njourney:\n  - {touchpoint: Home, get: SITE/, expect: {status: 200}}\n"
            )
        ]) { daemon in
            let status: StatusDocument = try await daemon.until { (document: StatusDocument) in
                document.probes.first?.last != nil
            }
            #expect(status.daemon.state == .ready)
            #expect(status.probes.first?.last?.grade == .satisfactory)
            let visits: [VisitSummaryView] = try await daemon.get("/api/v1/visits")
            #expect(!visits.isEmpty)
        } after: { directory in
            let document = try StatusFile.read(in: directory + "/run")
            #expect(document.daemon.state == .stopped)
        }
    }

    @Test("keeps the old configuration when the new one is wrong, says so, and takes it once it is right")
    func reload() async throws {
        let good = "probe: first\njourney:\n  - {touchpoint: Home, get: SITE/, expect: {status: 200}}\n"
        try await Running.with([("first", good)]) { daemon in
            try daemon.write("second", "probe: second\njourney:\n  - {touchpoint: Home, gett: SITE/}\n")
            let refused: ReloadOutcome = try await daemon.post("/api/v1/reload")
            #expect(!refused.taken)
            #expect(refused.problems.contains { $0.contains("second.yaml:3") && $0.contains("did you mean `get`?") })
            let told: StatusDocument = try await daemon.until { (document: StatusDocument) in
                document.daemon.reload?.taken == false
            }
            #expect(told.probes.map(\.probe) == ["first"])
            try await daemon.wait { daemon.notified.contains { $0.contains("STATUS=reload refused") } }

            try daemon.write("second", good.replacingOccurrences(of: "probe: first", with: "probe: second"))
            let difference: ReloadOutcome = try await daemon.get("/api/v1/difference")
            #expect(difference.added == ["second"])
            let taken: ReloadOutcome = try await daemon.post("/api/v1/reload")
            #expect(taken.taken)
            let now: StatusDocument = try await daemon.until { (document: StatusDocument) in document.probes.count == 2
            }
            #expect(now.daemon.reload?.taken == true)
        }
    }

    @Test("a reload that removes most series is told by the difference, and taken only when it is meant")
    func removal() async throws {
        let names = (1...6).map { "p\($0)" }
        let probes = names.map { ($0, "probe: \($0)\njourney:\n  - {touchpoint: Home, get: SITE/}\n") }
        try await Running.with(probes) { daemon in
            for name in names.prefix(3) { try daemon.remove(name) }
            #expect(try await (daemon.get("/api/v1/difference") as ReloadOutcome).needsAccept == false)
            try daemon.remove(names[3])
            #expect(try await (daemon.get("/api/v1/difference") as ReloadOutcome).needsAccept)
            let refused: ReloadOutcome = try await daemon.post("/api/v1/reload")
            #expect(
                !refused.taken
                    && refused.problems == ["this removes 4 of 6 series; if that is meant: undercover reload --accept"])
            let taken: ReloadOutcome = try await daemon.post("/api/v1/reload?accept=true")
            #expect(taken.taken && taken.removed == Array(names.prefix(4)))
        }
    }

    @Test("makes its runtime directory, the status file and the socket anew when somebody has removed them")
    func removed() async throws {
        let probe = "probe: first\njourney:\n  - {touchpoint: Home, get: SITE/}\n"
        try await Running.with([("first", probe)]) { daemon in
            let run = daemon.directory + "/run"
            _ = try await daemon.until { $0.daemon.state == .ready }
            for path in [run, run + "/socket", run + "/status.json"] {
                try FileManager.default.removeItem(atPath: path)
                try await daemon.wait {
                    FileManager.default.fileExists(atPath: run + "/socket") && (try? StatusFile.read(in: run)) != nil
                }
                _ = try await daemon.until { $0.daemon.state == .ready }
            }
        }
    }

    @Test("tells systemd that it is ready, and feeds the watchdog")
    func systemd() async throws {
        let probe = "probe: first\njourney:\n  - {touchpoint: Home, get: SITE/}\n"
        try await Running.with([("first", probe)], environment: ["WATCHDOG_USEC": "200000"]) { daemon in
            try await daemon.wait { daemon.notified.contains { $0.hasPrefix("READY=1") } }
            try await daemon.wait { daemon.notified.contains("WATCHDOG=1") }
        }
    }

    @Test("does not start where another one listens, and leaves that one's status file alone")
    func onePlace() async throws {
        let probe = "probe: first\njourney:\n  - {touchpoint: Home, get: SITE/}\n"
        try await Running.with([("first", probe)]) { daemon in
            _ = try await daemon.until { $0.daemon.state == .ready }
            let other = daemon.directory + "/other"
            try FileManager.default.createDirectory(atPath: other + "/probes", withIntermediateDirectories: true)
            try "ledger: \(other)/ledger.sqlite\nruntime: \(daemon.directory)/run\naddresses: {page: none}\n"
                .write(toFile: other + "/undercover.yaml", atomically: true, encoding: .utf8)
            var options = Daemon.Options(configuration: other, environment: [:])
            options.handlesSignals = false
            let second = options
            let error = await #expect(throws: StartError.self) {
                try await Daemon(second).run(logger: Logger(label: "second") { _ in SwiftLogNoOpLogHandler() })
            }
            #expect("\(String(describing: error))".contains("listens at"))
            #expect(!FileManager.default.fileExists(atPath: other + "/ledger.sqlite"))
        }
    }

    @Test("does not start on a ledger that another one has")
    func oneOwner() async throws {
        let probe = "probe: first\njourney:\n  - {touchpoint: Home, get: SITE/}\n"
        try await Running.with([("first", probe)]) { daemon in
            var options = Daemon.Options(configuration: daemon.directory, environment: [:])
            options.handlesSignals = false
            options.ledgerPatience = .zero
            let second = options
            await #expect(throws: StartError.self) {
                try await Daemon(second).run(logger: Logger(label: "second") { _ in SwiftLogNoOpLogHandler() })
            }
        }
    }

    @Test("does not start with a configuration that is wrong, and says all that is")
    func wrongConfiguration() async throws {
        let directory = NSTemporaryDirectory() + "undercover-wrong-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory + "/probes", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try "probe: a\njourney: [{touchpoint: A}]\nnonsense: 1\n".write(
            toFile: directory + "/probes/a.yaml", atomically: true, encoding: .utf8)
        let error = await #expect(throws: StartError.self) {
            try await Daemon(Daemon.Options(configuration: directory, environment: [:]))
                .run(logger: Logger(label: "wrong") { _ in SwiftLogNoOpLogHandler() })
        }
        #expect((error?.problems.count ?? 0) >= 2)
    }
}
