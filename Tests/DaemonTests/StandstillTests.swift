import Foundation
import Journey
import Ledger
import Logging
import Testing

@testable import Daemon

@Suite("A daemon that stood still")
struct StandstillTests {
    @Test(
        "is blind for as long, and a machine that is only late is not",
        arguments: [(3, false), (5, false), (6, true), (600, true)])
    func span(seconds: Int64, isTold: Bool) async throws {
        let path = NSTemporaryDirectory() + "undercover-standstill-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let eight = try #require(Timestamp(iso8601: "2026-11-24T08:00:00Z"))
        let (shown, machine) = (ManualTimepiece(wall: eight), ManualTimepiece(wall: eight))
        let ledger = try Ledger.open(at: path + "/ledger.sqlite", as: .daemon, timepiece: shown)
        let watch = StandstillWatch(
            ledger: ledger, timepiece: shown, machine: machine,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let task = Task { try await watch.run() }
        for _ in 0..<10 { try await step(.seconds(1), shown, machine) }
        try await step(.seconds(seconds), shown, machine)
        for _ in 0..<10 { try await step(.seconds(1), shown, machine) }
        task.cancel()
        try await task.value
        let spans = try await ledger.blindSpans(since: eight).filter { $0.reason == .suspended }
        #expect(
            spans
                == (isTold
                    ? [BlindSpan(from: eight + .seconds(10), until: eight + .seconds(10 + seconds), reason: .suspended)]
                    : []))
        try ledger.close()
    }

    private func step(_ time: Duration, _ shown: ManualTimepiece, _ machine: ManualTimepiece) async throws {
        try await machine.waitForSleepers(1)
        shown.advance(by: time)
        machine.advance(by: time)
        try await machine.waitForSleepers(1)
    }
}
