import Foundation
import GRDB
import Journey
import Ledger
import Reporting
import Testing

/// What somebody, or a disk, did to the file of the ledger; and what the program says of it.
@Suite("A ledger that somebody has been at")
struct DamagedLedgerTests {
    private func probes(_ till: Till) -> [String: String] {
        [
            "page":
                "schedule: {every: 1s}\njourney:\n  - {touchpoint: Page, get: \"\(till.address)/seen\", expect: {status: 200}}\n"
        ]
    }

    /// The body gets a household whose daemon has made some visits and has been stopped.
    private func with(_ body: (Household) async throws -> Void) async throws {
        try await Till.with(seed: 1) { till in
            try await Household.with(probes(till)) { household in
                let daemon = try await household.start()
                try await wait("visits are kept") { try await household.recorded(2) }
                try await household.stop(daemon)
                try await body(household)
            }
        }
    }

    @Test("by a later release is not touched, and the message names the way back", .timeLimit(.minutes(15)))
    func later() async throws {
        try await with { household in
            try change(household.ledger) { db in
                try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999 of the future')")
            }
            let bytes = try Data(contentsOf: URL(filePath: household.ledger))
            let refused = try await household.undercover("run")
            #expect(refused.code == 3 && refused.errors.contains("later release"), "\(refused)")
            for command in ["status", "findings", "visits"] {
                let answer = try await household.undercover(command)
                #expect(answer.code == 3, "\(command): \(answer)")
            }
            #expect(try Data(contentsOf: URL(filePath: household.ledger)) == bytes)
        }
    }

    @Test(
        "a page of which is damaged: visits go on, it says so everywhere, and what can be read is read",
        .timeLimit(.minutes(15)))
    func damaged() async throws {
        try await with { household in
            var page: Int?
            try change(household.ledger) { db in
                page = try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'hop'")
            }
            let file = try #require(FileHandle(forUpdatingAtPath: household.ledger))
            try file.seek(toOffset: UInt64(try #require(page) - 1) * 4096)
            try file.write(contentsOf: Data(repeating: 0xEE, count: 4096))
            try file.close()

            let daemon = try await household.start()
            try await wait("it is told") { household.statusFile?.incidents.map(\.rule) == ["daemon.storage"] }
            let status = try await household.undercover("status")
            #expect(status.output.contains("nothing can be stored"), "\(status)")
            #expect(household.said.contains("undercover ledger restore"), "\(household.said)")
            let visits = try await household.undercover("visits")
            #expect(visits.code == 0 && visits.lines.count > 1, "\(visits)")
            let verified = try await household.undercover("ledger", "verify")
            #expect(verified.code != 0 && (verified.output + verified.errors).contains("is damaged"), "\(verified)")
            #expect(daemon.ended == nil)
            try await household.stop(daemon)
        }
    }

    @Test(
        "that was replaced under the daemon: what was in it is saved, and the message says where",
        .timeLimit(.minutes(15)))
    func replaced() async throws {
        try await with { household in
            let backup = household.directory + "/backup.sqlite"
            #expect(try await household.undercover("ledger", "backup", backup).code == 0)
            let daemon = try await household.start()
            try await wait("it makes visits") { try await household.recorded(4) }
            let before = try await household.exported().map(\.id)
            try FileManager.default.removeItem(atPath: household.ledger)
            try FileManager.default.moveItem(atPath: backup, toPath: household.ledger)
            try await wait("it is told") { household.said.contains("was replaced by another file") }
            let rescued = try #require(
                try FileManager.default.contentsOfDirectory(atPath: household.directory).first {
                    $0.contains("rescued")
                })
            try await household.stop(daemon)
            let verified = try await household.undercover("ledger", "verify", household.directory + "/" + rescued)
            #expect(verified.code == 0, "\(verified)")
            let exported = try await household.undercover("export", "--ledger", household.directory + "/" + rescued)
            #expect(before.count >= 4 && before.allSatisfy { exported.output.contains($0.rawValue) }, "\(exported)")
        }
    }

    private func change(_ path: String, _ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write(body)
        try queue.close()
    }
}
