import Foundation
import Glibc
import Journey
import Reporting
import Testing

@Suite("The daemon as a process")
struct StoppingTests {
    private let page = "journey:\n  - {touchpoint: Page, get: SITE/page}\n"

    @Test(
        "on SIGTERM lets visits end, leaves what was being sent to the next one, and says that it stopped",
        .timeLimit(.minutes(15)))
    func terminated() async throws {
        try await Till.with(seed: 1) { till in
            let slow =
                "schedule: {every: 30d}\njourney:\n  - {touchpoint: Slow, get: \(till.address)/slow/2500, promise: 9s}\n"
            let sending = """
                schedule: {every: 30d}
                journey:
                  - {touchpoint: Send, post: "\(till.address)/never", json: {text: "{{visit.mark}}"}, patience: 10m}
                """
            try await Household.with(["slow": slow, "sending": sending]) { household in
                var daemon = try await household.start()
                async let first = household.undercover("visit", "slow")
                async let second = household.undercover("visit", "sending")
                try await wait("both are under way") { till.requests == 2 }
                let clock = ContinuousClock()
                let asked = clock.now
                try await household.stop(daemon)
                // TimeoutStopSec of the unit.
                #expect(clock.now - asked < .seconds(30))
                let (ended, left) = (try await first, try await second)
                #expect(ended.code == 0 && ended.output.contains("satisfactory"), "\(ended)")
                #expect(left.code == 3 && left.errors.contains("the daemon is stopping"), "\(left)")
                #expect(household.statusFile?.daemon.state == .stopped)
                let status = try await household.undercover("status")
                #expect(status.code == 3 && status.output.contains("stopped"), "\(status)")

                let open = try await household.openVisits()
                #expect(open.map(\.probe) == ["sending"])
                #expect(open.first?.intent != nil)
                daemon = try await household.start()
                try await wait("it is known that nothing is known") { try await household.recorded(2) }
                let told = try await household.undercover("show", "sending")
                #expect(told.code == 0 && told.output.contains("UC-"), "\(told)")
                try await household.stop(daemon)
                #expect(till.requests == 2)
            }
        }
    }

    @Test("says at once that it is stopping, how long that may take, and when it has stopped")
    func farewell() async throws {
        try await Till.with(seed: 1) { till in
            let probe = "journey:\n  - {touchpoint: Page, get: \"\(till.address)/seen\"}\n"
            try await Household.with(["page": probe]) { household in
                let daemon = try await household.start()
                try await household.stop(daemon)
                let stopping = try #require(
                    household.said.range(of: "stopping: visits under way may still come to their end"))
                #expect(household.said[stopping.upperBound...].contains("undercover has stopped"), "\(household.said)")
            }
        }
    }

    @Test("goes on, answers and stops while nobody takes its log")
    func stuckLog() async throws {
        try await Till.with(seed: 1) { till in
            let probe = "schedule: {every: 1s}\njourney:\n  - {touchpoint: Page, get: \"\(till.address)/seen\"}\n"
            try await Household.with(["page": probe]) { household in
                // A pipe that is full already, and that somebody holds open.
                #expect(mkfifo(household.log, 0o600) == 0)
                let pipe = open(household.log, O_RDWR | O_NONBLOCK)
                defer { close(pipe) }
                let line = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
                while write(pipe, line, line.count) > 0 {}
                let daemon = try await household.start()
                try await wait("it makes visits") { try await household.recorded(2) }
                daemon.signal(SIGTERM)
                #expect(try await daemon.ending() == .exited(0))
            }
        }
    }

    @Test("stopped for longer than a customer's patience, it blames nobody")
    func standstill() async throws {
        try await Till.with(seed: 1) { till in
            let silent =
                "schedule: {every: 30d}\njourney:\n  - {touchpoint: Silent, get: \(till.address)/never, promise: 500ms, patience: 2s}\n"
            try await Household.with(["silent": silent]) { household in
                let daemon = try await household.start()
                // On a thread of its own: in the pool of a busy test run it could come after the patience has run out.
                Thread.detachNewThread {
                    while till.requests == 0 { usleep(1000) }
                    daemon.signal(SIGSTOP)
                    usleep(3_000_000)
                    daemon.signal(SIGCONT)
                }
                _ = try await household.undercover("visit", "silent")
                let visits = try await household.exported()
                #expect(visits.map(\.unknown) == [.blind], "\(visits)")
                try await household.stop(daemon)
            }
        }
    }

    @Test(
        "takes its memory from jemalloc, and from as few heaps as it asks for",
        .enabled(if: ProcessInfo.processInfo.environment["UNDERCOVER_SANITIZER"] == nil, "the sanitizer has its own"))
    func allocator() async throws {
        try await Till.with(seed: 1) { till in
            try await Household.with(["page": page.replacing("SITE", with: till.address)]) { household in
                let daemon = try await household.start()
                // A line at a time is what the kernel may give, and where String(contentsOfFile:) ends.
                let maps =
                    try FileHandle(forReadingFrom: URL(filePath: "/proc/\(daemon.process)/maps")).readToEnd() ?? Data()
                #expect(String(decoding: maps, as: UTF8.self).contains("/libjemalloc.so"))
                try await household.stop(daemon)
                // jemalloc's own words, at the end of the process.
                let told = try await household.undercover("check", environment: ["MALLOC_CONF": "stats_print:true"])
                #expect(told.errors.contains("opt.narenas: 4\n"), "\(told.errors.prefix(2000))")
            }
        }
    }

    @Test("refuses a ledger that another one has, and leaves that one alone")
    func oneOwner() async throws {
        try await Till.with(seed: 1) { till in
            try await Household.with(["page": page.replacing("SITE", with: till.address)]) { household in
                let daemon = try await household.start()
                let second = try await household.undercover("run")
                #expect(second.code == 3)
                #expect(second.errors.contains("process \(daemon.process), listens at"), "\(second.errors)")
                try FileManager.default.createDirectory(
                    atPath: household.directory + "/other", withIntermediateDirectories: true)
                try household.write(
                    "other/undercover.yaml", "ledger: \(household.ledger)\nruntime: \(household.directory)/other\n")
                let third = try await household.undercover("run", "--config", household.directory + "/other")
                #expect(third.code == 3)
                #expect(third.errors.contains("in use by process \(daemon.process)"), "\(third.errors)")
                #expect(await household.ask("GET", "/healthz").status == 200)
                try await household.stop(daemon)
            }
        }
    }

    @Test("takes over the socket that a killed one has left")
    func staleSocket() async throws {
        try await Till.with(seed: 1) { till in
            try await Household.with(["page": page.replacing("SITE", with: till.address)]) { household in
                try await household.start().kill9()
                #expect(FileManager.default.fileExists(atPath: household.runtime + "/socket"))
                // Nobody listens: the ledger answers.
                #expect(try await household.undercover("visits").code == 0)
                let daemon = try await household.start()
                try await household.stop(daemon)
            }
        }
    }

    @Test("refuses a configuration that is wrong, says so, and takes it once it is right")
    func reload() async throws {
        try await Till.with(seed: 1) { till in
            let page = page.replacing("SITE", with: till.address)
            try await Household.with(["page": page]) { household in
                let daemon = try await household.start()
                try household.write("probes/second.yaml", "probe: second\n" + page.replacing("get:", with: "gett:"))
                let refused = try await household.undercover("reload")
                #expect(refused.code == 3)
                #expect(
                    refused.errors.contains("second.yaml:3") && refused.errors.contains("`get`"), "\(refused.errors)")
                try await wait("the status tells of it") {
                    try await household.undercover("status").output.contains("refused")
                }
                #expect(household.statusFile?.probes.map(\.probe) == ["page"])

                try household.write("probes/second.yaml", "probe: second\n" + page)
                daemon.signal(SIGHUP)
                try await wait("it is taken") { household.statusFile?.probes.count == 2 }
                #expect(household.statusFile?.daemon.reload?.taken == true)
                let again = try await household.undercover("reload")
                #expect(again.code == 0 && again.output.contains("Nothing changes"), "\(again)")
                try await household.stop(daemon)
            }
        }
    }

    @Test("answers commands: a visit, the status, findings, a visit in full, all visits")
    func commands() async throws {
        try await Till.with(seed: 1) { till in
            let missing = "journey:\n  - {touchpoint: Page, get: \(till.address)/missing}\n"
            let probes = ["page": page.replacing("SITE", with: till.address), "missing": missing]
            try await Household.with(probes) { household in
                let daemon = try await household.start()
                let good = try await household.undercover("visit", "page")
                #expect(
                    good.code == 0 && good.output.contains("satisfactory") && good.errors.contains("Page"), "\(good)")
                let bad = try await household.undercover("visit", "missing", "--format", "json")
                #expect(bad.code == 2 && bad.lines.count == 1, "\(bad)")
                let visit = try JSONForm.value(VisitView.self, from: Array(bad.output.utf8))
                let nobody = try await household.undercover("visit", "nobody")
                #expect(nobody.code == 3 && nobody.output.isEmpty && nobody.errors.contains("nobody"), "\(nobody)")

                let findings = try await household.undercover("findings", "--format", "json")
                #expect(findings.code == 0 && findings.output.contains("outcome-not-delivered"), "\(findings)")
                let shown = try await household.undercover("show", visit.id.rawValue)
                #expect(shown.code == 0 && shown.output.contains("404") && shown.errors.isEmpty, "\(shown)")
                try await wait("the status file shows it") {
                    household.statusFile?.probes.first { $0.probe == "missing" }?.last?.id == visit.id
                }
                let status = try await household.undercover("status", "--probe", "missing")
                #expect(status.code == 2 && status.output.contains("missing"), "\(status)")
                #expect(try await household.undercover("status", "--probe", "page").code == 0)
                try await household.stop(daemon)
                #expect(try await household.exported().map(\.probe) == ["page", "missing"])
            }
        }
    }

    @Test("does not start with too few descriptors, and says what to raise", .timeLimit(.minutes(15)))
    func fewDescriptors() async throws {
        try await Till.with(seed: 1) { till in
            let probe = "schedule: {every: 1s}\n" + page.replacing("SITE", with: till.address)
            try await Household.with(["page": probe]) { household in
                let refused = try await household.launch(descriptors: 1023)
                #expect(try await refused.ending() == .exited(3))
                #expect(household.said.contains("only 1023 files") && household.said.contains("LimitNOFILE="))
                #expect(!FileManager.default.fileExists(atPath: household.ledger))

                let daemon = try await household.launch(descriptors: 1024)
                try await wait("a visit is kept") { (try? await household.recorded(1)) == true }
                try await household.stop(daemon)
            }
        }
    }
}
