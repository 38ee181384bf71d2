import Foundation
import Journey
import Ledger
import Reporting
import Testing

/// DESIGN §4.6. The daemon is a process that is killed at random moments; the business answers, breaks off or says nothing at random.
@Suite("Nothing is sent twice")
struct NothingTwiceTests {
    @Test(
        "by a daemon that is killed again and again, to a business that breaks off at random", .timeLimit(.minutes(15)))
    func nothingTwice() async throws {
        let seed = Chances.seed
        var chances = Chances(seed: seed)
        let errands = Errand.all(times: 4)
        let settings = "defaults: {promise: 400ms, patience: 5s, check-every: 200ms}"
        func probes(_ site: String, _ schedule: String) -> [String: String] {
            Dictionary(uniqueKeysWithValues: errands.map { ($0.name, $0.probe(at: site, schedule: schedule)) })
        }
        try await Till.with(seed: seed) { till in
            try await Household.with(probes(till.address, "every: 1s"), settings: settings) { household in
                /// Of each visit, those acts whose intent was in the ledger when the daemon was killed.
                var intended: [VisitID: Set<Int>] = [:]
                for _ in Kills() {
                    let daemon = try await household.launch()
                    try await household.someMoment(of: daemon, &chances)
                    try await daemon.kill9()
                    for open in try await household.openVisits() {
                        guard let touchpoint = open.intent?.touchpoint ?? open.search?.touchpoint else { continue }
                        intended[open.id, default: []].insert(touchpoint)
                    }
                }
                // No further visits: those that were begun come to their end.
                try household.configure(probes(till.address, "every: 30d"), settings: settings)
                let daemon = try await household.start()
                try await wait("all visits have ended") {
                    let open: [VisitSummaryView] = try await household.get("/api/v1/visits?open=true")
                    return open.isEmpty
                }
                let open = try await household.undercover("visits", "--open", "--format", "json")
                #expect(open.code == 0 && open.lines.isEmpty, "\(open)")
                try await household.stop(daemon)
                #expect(try await household.openVisits().isEmpty)

                let visits = try await household.exported()
                Reckoning(errands: errands, visits: visits, book: till.book, intended: intended, seed: seed).judge()
            }
        }
    }
}

extension Household {
    /// What a ledger without a daemon holds of visits under way.
    func openVisits() async throws -> [VisitState] {
        let ledger: Ledger
        do {
            ledger = try Ledger.open(at: self.ledger, as: .reader)
        } catch let error as LedgerError where error.kind == .missing || error.kind == .older {
            // The first daemon was killed before it had made it.
            return []
        }
        defer { try? ledger.close() }
        return try await ledger.openVisits().map(\.state)
    }
}

/// Compares what the ledger tells with what the business has counted.
private struct Reckoning {
    var errands: [Errand]
    var visits: [VisitView]
    var book: [Till.Act: Till.Entry]
    var intended: [VisitID: Set<Int>]
    var seed: UInt64

    private func mark(of visit: VisitView) -> String { "UC-" + visit.id.rawValue.suffix(12) }

    private func entry(_ sending: Errand.Sending, _ visit: VisitView) -> Till.Entry {
        book[Till.Act(name: sending.name, mark: mark(of: visit))] ?? Till.Entry()
    }

    func judge() {
        once()
        known()
        for errand in errands where !errand.isRepeatable { accounted(errand) }
    }

    /// Each mark at most once, and never on a connection that something else had been sent on. The control is sent again, and
    /// the till sees it: this test can fail.
    private func once() {
        let control = Set(errands.filter(\.isRepeatable).map(\.name))
        for (act, entry) in book where !control.contains(act.name) {
            #expect(entry.begun <= 1, "\(act) was sent \(entry.begun) times; seed \(seed)")
            #expect(entry.onKept == 0, "\(act) went out on a used connection; seed \(seed)")
        }
        #expect(book.contains { control.contains($0.key.name) && $0.value.whole > 1 }, "seed \(seed)")
        #expect(book.count { !control.contains($0.key.name) && $0.value.whole == 1 } > 20, "seed \(seed)")
    }

    /// The business has heard of no visit that the ledger has not.
    private func known() {
        let marks = Set(visits.map(mark))
        let control = Set(errands.filter(\.isRepeatable).map(\.name))
        for act in book.keys where !control.contains(act.name) {
            #expect(marks.contains(act.mark), "the ledger knows nothing of \(act); seed \(seed)")
        }
        let kept = Set(visits.map(\.id))
        for id in intended.keys { #expect(kept.contains(id), "\(id) is lost; seed \(seed)") }
    }

    /// What the ledger says of each act agrees with what the business has counted.
    private func accounted(_ errand: Errand) {
        for visit in visits where visit.probe == errand.name {
            let about: Comment =
                "\(visit.id) of \(errand.name), \(visit.unknown?.rawValue ?? visit.grade.rawValue); seed \(seed)"
            for sending in errand.sendings {
                let entry = entry(sending, visit)
                guard let told = visit.touchpoints.first(where: { $0.index == sending.index }) else {
                    // No outcome is told: it was not come to, or it is said that the outcome is not known.
                    let isOut = intended[visit.id]?.contains(sending.index) == true || entry.begun > 0
                    guard isOut && !sending.isHousekeeping else { continue }
                    #expect(visit.unknown == .outcomeUnknown, about)
                    #expect(visit.remark?.contains(mark(of: visit)) == true, about)
                    continue
                }
                // What the ledger knows to be open is closed, or was being closed when the daemon was killed.
                for close in errand.sendings where close.isHousekeeping && sending.isFound && entry.whole == 1 {
                    let isKnown = told.failure == nil || visit.remark == nil
                    guard isKnown, told.verdicts.allSatisfy(\.held) else { continue }
                    let wasOut = intended[visit.id]?.contains(close.index) == true
                    #expect(wasOut || visit.touchpoints.contains { $0.index == close.index }, "not closed: \(about)")
                }
                if let failure = told.failure {
                    // It failed: then either it certainly did not arrive, or the mark to look for is told.
                    #expect(failure.mayHaveBeenSent || entry.begun == 0, about)
                    if failure.mayHaveBeenSent && !sending.isFound && !sending.isHousekeeping {
                        #expect(visit.remark?.contains(mark(of: visit)) == true, about)
                    }
                } else {
                    #expect(entry.whole == 1, "told as done, and counted \(entry.whole) times: \(about)")
                }
            }
        }
    }
}
