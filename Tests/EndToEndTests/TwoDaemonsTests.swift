import Foundation
import Journey
import Reporting
import Testing

/// A machine was cloned, or a backup was put to work beside the original: two daemons, one past.
@Suite("Two daemons on copies of one ledger")
struct TwoDaemonsTests {
    private func probes(_ till: Till) -> [String: String] {
        [
            // Answered never: under way, and sent, whenever the ledger is copied.
            "hanging": """
            schedule: {every: 30d}
            journey:
              - {touchpoint: Send, post: "\(till.address)/never/HANGING?mark={{visit.mark}}", json: {text: "{{visit.mark}}"}, patience: 2m}

            """,
            "order": """
            schedule: {every: 1s}
            journey:
              - {touchpoint: Order, post: "\(till.address)/order/ORDER?mark={{visit.mark}}", json: {text: "{{visit.mark}}"}, expect: {status: 201}}

            """,
        ]
    }

    @Test("send nothing twice: the copy waits for a person, who says when it may go on", .timeLimit(.minutes(15)))
    func copied() async throws {
        try await Till.with(seed: 1) { till in
            try await Household.with(probes(till)) { original in
                let first = try await original.start()
                let hanging = Task { try await original.undercover("visit", "hanging") }
                try await wait("orders are made, and one is under way") {
                    guard till.book.keys.contains(where: { $0.name == "ORDER" }) else { return false }
                    return try await original.undercover("visits", "--open").output.contains("hanging")
                }
                let copy = original.directory + "/copy.sqlite"
                let copying = try await original.undercover("ledger", "backup", copy)
                #expect(copying.code == 0, "\(copying)")

                try await Household.with(probes(till)) { clone in
                    try FileManager.default.copyItem(atPath: copy, toPath: clone.ledger)
                    var second = try await clone.start()
                    try await wait("the copy says that it is held") { clone.statusFile?.daemon.state == .held }
                    let refused = try await clone.undercover("visit", "order")
                    #expect(refused.code == 3 && refused.errors.contains("adopt"), "\(refused)")
                    // The original goes on beside it.
                    let before = till.book.count
                    try await wait("orders go on") { till.book.count > before + 1 }
                    try await original.stop(first)
                    _ = try await hanging.value
                    let requests = till.requests
                    try await Task.sleep(for: .seconds(2))
                    #expect(till.requests == requests, "the copy asked somebody")
                    let held = try await clone.exported()
                    #expect(held.allSatisfy { $0.probe == "order" })

                    // A person adopts it: what was under way is not sent again, and new visits are its own.
                    try await clone.stop(second)
                    let careless = try await clone.undercover("adopt")
                    #expect(careless.code == 3 && careless.errors.contains("--searched"), "\(careless)")
                    let adopted = try await clone.undercover("adopt", "--searched")
                    #expect(adopted.code == 0, "\(adopted)")
                    second = try await clone.start()
                    try await wait("the clone orders") { till.requests > requests + 1 }
                    try await wait("nothing is known of what hung") {
                        try await clone.exported().contains { $0.probe == "hanging" && $0.unknown == .outcomeUnknown }
                    }
                    try await clone.stop(second)
                    #expect(
                        till.book.values.allSatisfy { $0.whole == 1 }, "\(till.book.filter { $0.value.whole != 1 })")
                }
            }
        }
    }
}
