import DemoBusiness
import FaultDisk
import Foundation
import Journey
import Ledger
import Logging
import Reporting
import Synchronization
import Testing

@testable import Daemon

/// The disk fails under a daemon at work.
@Suite("A daemon whose ledger is in trouble")
struct StorageTests {
    private let probes = [
        (
            "first",
            "probe: first\nschedule: {every: 1s}\njourney:\n  - {touchpoint: Home, get: SITE/, expect: {status: 200}}\n"
        ),
        (
            "ask",
            "probe: ask\njourney:\n  - {touchpoint: Ask, post: SITE/api/tickets, json: {text: Dog?}, expect: {status: 201}}\n"
        ),
    ]
    /// Each notification becomes a line of a file.
    private let settings = "channels:\n  boss: {command: [/bin/sh, -c, 'cat >> HERE/told; echo >> HERE/told']}"

    @Test(
        "says so, tells the channels past the outbox, sends nothing unsafe, and goes on by itself",
        arguments: [
            FaultDisk.Fault.full, .readOnly,
        ])
    func failingDisk(fault: FaultDisk.Fault) async throws {
        let disk = FaultDisk(keepsTrack: true)
        let name = disk.name
        try await Running.with(probes, settings: settings, options: { $0.fileSystem = name }) { daemon in
            _ = try await daemon.until { $0.probes.first { $0.probe == "first" }?.last != nil }
            disk.fault = fault
            let begun = Atomic(false)
            async let asked = daemon.visit("ask") { begun.store(true, ordering: .relaxed) }
            // It has met the disk before that is well again.
            try await daemon.wait { begun.load(ordering: .relaxed) }
            let trouble = try await daemon.until { !$0.incidents.isEmpty }
            #expect(trouble.incidents.map(\.rule) == ["daemon.storage"])
            #expect(trouble.daemon.notStoringSince != nil)
            #expect(try StatusFile.read(in: daemon.directory + "/run").daemon.notStoringSince != nil)
            let says = try StatusFile.read(in: daemon.directory + "/run").daemon.notStoringBecause ?? ""
            #expect(says.contains(fault == .full ? "Free some space" : "dmesg"))
            let told = { (try? String(contentsOfFile: daemon.directory + "/told", encoding: .utf8)) ?? "" }
            try await daemon.wait { told().contains("ledger.sqlite") }
            #expect(told().contains(fault == .full ? "Free some space" : "dmesg"))
            disk.fault = nil
            let well = try await daemon.until { $0.incidents.isEmpty && $0.daemon.notStoringSince == nil }
            #expect(well.blind.contains { $0.reason == .storage && $0.until != nil })
            let incidents: [IncidentView] = try await daemon.get("/api/v1/incidents")
            let row = try #require(incidents.first)
            #expect(incidents.count == 1 && row.state == .recovered && row.opened == trouble.incidents.first?.opened)
            #expect(row.says.contains("stores again"))
            try await daemon.wait { told().contains("stores again") }
            // Nothing unsafe was sent, and what was made meanwhile has been kept.
            let answer = try await asked
            #expect(answer.contains("withheld"), "\(answer)")
            let visits: [VisitSummaryView] = try await daemon.get("/api/v1/visits?limit=1000")
            #expect(visits.contains { $0.started > row.opened && $0.started < row.closed ?? row.opened })
        } after: { directory in
            let report = try Ledger.verify(directory + "/ledger.sqlite")
            #expect(report.problems == [] && report.incidents == 1)
        }
    }

    @Test("writes a file that was deleted anew, and says so")
    func deletedFile() async throws {
        try await Running.with(probes) { daemon in
            _ = try await daemon.until { $0.probes.first { $0.probe == "first" }?.last != nil }
            try FileManager.default.removeItem(atPath: daemon.directory + "/ledger.sqlite")
            var incidents: [IncidentView] = []
            while incidents.isEmpty {
                try await Task.sleep(for: .milliseconds(100))
                incidents = (try? await daemon.get("/api/v1/incidents")) ?? []
            }
            #expect(incidents.first?.says.contains("written anew") == true)
            _ = try await daemon.until { $0.incidents.isEmpty && $0.daemon.notStoringSince == nil }
        } after: { directory in
            let report = try Ledger.verify(directory + "/ledger.sqlite")
            #expect(report.problems == [] && report.visits > 0 && report.incidents == 1)
        }
    }

    @Test("does not start on a file that is no ledger, and tells the way back")
    func noLedger() async throws {
        let directory = "/tmp/uc-" + UUID().uuidString.prefix(13)
        try FileManager.default.createDirectory(atPath: directory + "/probes", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try "ledger: \(directory)/ledger.sqlite\nruntime: \(directory)/run\naddresses: {page: none}\n".write(
            toFile: directory + "/undercover.yaml", atomically: true, encoding: .utf8)
        try "no ledger at all, and larger than the header of one".write(
            toFile: directory + "/ledger.sqlite", atomically: true, encoding: .utf8)
        let error = await #expect(throws: StartError.self) {
            try await Daemon(Daemon.Options(configuration: directory, environment: [:]))
                .run(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
        #expect(error?.description.contains("ledger restore") == true)
    }
}
