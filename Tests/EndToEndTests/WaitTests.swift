import Foundation
import Journey
import Reporting
import Testing

@Suite("A wait, and a daemon that is killed")
struct WaitTests {
    @Test("goes on where it was, and is not begun twice", .timeLimit(.minutes(15)))
    func resumed() async throws {
        let seed = Chances.seed
        var chances = Chances(seed: seed)
        try await Till.with(seed: seed) { till in
            let probe = """
                schedule: {every: 1s}
                journey:
                  - touchpoint: Ask
                    post: "\(till.address)/order/ask?mark={{visit.mark}}"
                    json: {text: "{{visit.mark}}"}
                    capture: {ticket: {jsonpath: $.ticket}}
                  - touchpoint: Answer
                    get: \(till.address)/answer
                    until: {status: 200}
                    check-every: 200ms
                    patience: 10m
                  - touchpoint: Close
                    delete: "\(till.address)/order/close?mark={{visit.mark}}"
                    query: {ticket: "{{ticket}}"}
                    always: true
                """
            try await Household.with(["ask": probe, "other": probe]) { household in
                var daemon = try await household.start()
                try await wait("both wait") { household.statusFile?.waiting == 2 }
                let begun = Set(try await household.openVisits(of: daemon))
                for _ in 0..<4 {
                    try await daemon.kill9()
                    let kept = try await household.openVisits()
                    #expect(Set(kept.map(\.id)) == begun, "seed \(seed)")
                    #expect(kept.allSatisfy { $0.wait != nil && $0.intent == nil }, "seed \(seed)")
                    daemon = try await household.launch()
                    try await household.someMoment(of: daemon, &chances)
                }
                try await daemon.kill9()
                // Longer between two visits: those that waited end, and no other begins.
                try household.configure([
                    "ask": probe.replacing("every: 1s", with: "every: 30d"),
                    "other": probe.replacing("every: 1s", with: "every: 30d"),
                ])
                daemon = try await household.start()
                #expect(try await household.openVisits(of: daemon).count == 2)
                till.answer()
                try await wait("both have ended") { try await household.openVisits(of: daemon).isEmpty }
                try await household.stop(daemon)
                let visits = try await household.exported()
                #expect(Set(visits.map(\.id)) == begun)
                #expect(
                    visits.allSatisfy { $0.grade.isGood && $0.touchpoints.map(\.name) == ["Ask", "Answer", "Close"] })
                #expect(till.book.count == 4)
                #expect(till.book.values.allSatisfy { $0.begun == 1 && $0.whole == 1 })
            }
        }
    }
}

extension Household {
    /// What a daemon shows of visits under way.
    fileprivate func openVisits(of daemon: Child) async throws -> [VisitID] {
        let open: [VisitSummaryView] = try await get("/api/v1/visits?open=true")
        return open.map(\.id)
    }
}
