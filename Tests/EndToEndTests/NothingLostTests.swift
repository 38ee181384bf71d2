import Foundation
import Journey
import Ledger
import Reporting
import Synchronization
import Testing

/// DESIGN §4.7, with a real process that is killed at random moments. (What a kill cannot show, since the page cache survives it,
/// the ledger's own tests show.)
@Suite("Nothing is lost")
struct NothingLostTests {
    @Test("that any face has shown, when the daemon is killed at random moments", .timeLimit(.minutes(15)))
    func nothingLost() async throws {
        let seed = Chances.seed
        var chances = Chances(seed: seed)
        try await Till.with(seed: seed) { till in
            let page = "schedule: {every: 1s}\njourney:\n  - {touchpoint: Page, get: \(till.address)/page}\n"
            let probes = Dictionary(uniqueKeysWithValues: (1...20).map { ("page-\($0)", page) })
            try await Household.with(probes) { household in
                let shown = Shown()
                var away: [(from: Timestamp, until: Timestamp)] = []
                var daemon = try await household.start()
                for kill in Kills() {
                    let looking = shown.look(at: household)
                    try await household.someMoment(of: daemon, &chances)
                    try await daemon.kill9()
                    let killed = SystemTimepiece().now()
                    looking.cancel()
                    await looking.value
                    let verified = try await household.undercover("ledger", "verify")
                    #expect(verified.code == 0, "kill \(kill): \(verified.errors); seed \(seed)")
                    away.append((from: killed, until: SystemTimepiece().now()))
                    daemon = try await household.launch()
                }
                try await wait("the last one is at work") { household.isAtWork(daemon) }
                // On a slow machine a command may have been too slow for every daemon before.
                let looking = shown.look(at: household)
                try await wait("each face has shown something") { shown.faces.count == 3 }
                looking.cancel()
                await looking.value
                try await household.stop(daemon)
                let kept = Set(try await household.exported().map(\.id))
                #expect(shown.visits.subtracting(kept).isEmpty, "shown, and gone; seed \(seed)")
                #expect(shown.visits.count > 50, "seed \(seed)")
                let blind = try await household.blindSpans()
                for gap in away {
                    #expect(blind.contains { $0.from <= gap.from && gap.until <= $0.until }, "\(gap); seed \(seed)")
                }
                #expect(household.statusFile?.blind.contains { $0.reason == .down } == true)
            }
        }
    }
}

/// Visits as the faces of a daemon show them.
private final class Shown: Sendable {
    enum Face { case statusFile, socket, command }

    private let seen = Mutex<[Face: Set<VisitID>]>([:])

    var visits: Set<VisitID> { seen.withLock { $0.values.reduce(into: []) { $0.formUnion($1) } } }
    var faces: Set<Face> { seen.withLock { Set($0.filter { !$0.value.isEmpty }.keys) } }

    private func note(_ face: Face, _ visits: [VisitID]) {
        seen.withLock { $0[face, default: []].formUnion(visits) }
    }

    /// Looks at all faces again and again until it is cancelled. That a daemon does not answer while it is away is no matter.
    func look(at household: Household) -> Task<Void, Never> {
        Task {
            await withTaskGroup { group in
                group.addTask {
                    while !Task.isCancelled {
                        self.note(.statusFile, household.statusFile?.probes.compactMap(\.last?.id) ?? [])
                        try? await Task.sleep(for: .milliseconds(20))
                    }
                }
                group.addTask {
                    while !Task.isCancelled {
                        let found: [VisitSummaryView]? = try? await household.get("/api/v1/visits?limit=100")
                        self.note(.socket, found?.map(\.id) ?? [])
                        try? await Task.sleep(for: .milliseconds(20))
                    }
                }
                group.addTask {
                    while !Task.isCancelled {
                        let answer = try? await household.undercover("visits", "--limit", "100", "--format", "json")
                        let found = answer?.lines.compactMap {
                            try? JSONForm.value(VisitSummaryView.self, from: Array($0.utf8)).id
                        }
                        self.note(.command, found ?? [])
                        try? await Task.sleep(for: .milliseconds(100))
                    }
                }
            }
        }
    }
}

extension Household {
    /// Times in which the daemon was down, as a ledger without a daemon holds them; those that meet are one.
    fileprivate func blindSpans() async throws -> [(from: Timestamp, until: Timestamp)] {
        let ledger = try Ledger.open(at: ledger, as: .reader)
        defer { try? ledger.close() }
        var joined: [(from: Timestamp, until: Timestamp)] = []
        for span in try await ledger.blindSpans().filter({ $0.reason == .down }).sorted(by: { $0.from < $1.from }) {
            let until = try #require(span.until)
            if let last = joined.last, span.from <= last.until {
                joined[joined.count - 1].until = max(last.until, until)
            } else {
                joined.append((span.from, until))
            }
        }
        return joined
    }
}
