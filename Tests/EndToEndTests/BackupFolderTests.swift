import Foundation
import Testing

/// What the timer does every night.
@Suite("A directory of backups")
struct BackupFolderTests {
    @Test(
        "loses the oldest of the copies, never the one just made nor a file of somebody's own",
        .timeLimit(.minutes(15)))
    func keep() async throws {
        try await Household.with([:]) { household in
            try await household.stop(try await household.start())
            let folder = household.directory + "/backups"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            // The last was made while the clock was wrong: by its name it is newer than any.
            let copies = ["20200101T000000", "20210101T000000", "99991231T235959"].map { "ledger-\($0).sqlite" }
            let own = [
                "ledger-before-the-move.sqlite", "ledger-20200101.sqlite", "ledger-20200101T00000x.sqlite",
                "ledger-20200101T000000-good.sqlite", "ledger-20200101T000000.sqlite.gz",
            ]
            for name in copies + own { try household.write("backups/" + name, "") }
            let first = try await household.undercover("ledger", "backup", folder, "--keep", "2")
            let made = try #require(first.lines.first.map { ($0 as NSString).lastPathComponent }, "\(first)")
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == Set(own + [made, copies[2]]))
            #expect(try await household.undercover("ledger", "verify", folder + "/" + made).code == 0)
        }
    }

    @Test("keeps the copy just made when it is the only one to be kept", .timeLimit(.minutes(15)))
    func keepOne() async throws {
        try await Household.with([:]) { household in
            try await household.stop(try await household.start())
            try FileManager.default.createDirectory(
                atPath: household.directory + "/backups", withIntermediateDirectories: false)
            try household.write("backups/ledger-99991231T235959.sqlite", "")
            let answer = try await household.undercover(
                "ledger", "backup", household.directory + "/backups/", "--keep", "1")
            let made = try #require(answer.lines.first.map { ($0 as NSString).lastPathComponent }, "\(answer)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: household.directory + "/backups") == [made])
        }
    }
}
