import Alerting
import Foundation
import Journey
import Testing
import Threads

@testable import Daemon

@Suite("What a daemon keeps about trouble with its ledger")
struct StorageFileTests {
    private static let room = Workroom(named: "test", places: 1)
    private static let notes: [StorageNote] = {
        let opened = Timestamp(seconds: 1_800_000_000)
        let incident = Incident(
            id: StableHash.hex("\(StorageWatch.rule)\n\(opened.microseconds)"), rule: StorageWatch.rule,
            subject: StorageWatch.subject, state: .open, opened: opened, cause: nil, says: "The disk is \"full\".\n")
        return [StorageNote(incident: incident, channels: ["boss"])]
    }()

    private static func file(in directory: String, ledger: String = "/l") -> StorageFile {
        StorageFile(in: directory, ledger: ledger, room: room)
    }

    private func inDirectory(_ body: (_ directory: String, _ path: String) async throws -> Void) async throws {
        let directory = "/tmp/uc-" + UUID().uuidString.prefix(13)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory, directory + "/" + StorageFile.name)
    }

    @Test("is there for the next process, and gone when it is over")
    func kept() async throws {
        try await inDirectory { directory, path in
            #expect(await Self.file(in: directory).recall() == [])
            try await Self.file(in: directory).keep(Self.notes)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [StorageFile.name])
            let next = Self.file(in: directory)
            #expect(await next.recall() == Self.notes)
            #expect(await Self.file(in: directory, ledger: "/another").recall() == [])
            try await next.keep([])
            try await next.keep([])
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("is not believed when it is garbage, too long, a directory or a link")
    func garbage() async throws {
        try await inDirectory { directory, path in
            let file = Self.file(in: directory)
            try await file.keep(Self.notes)
            let whole = try #require(FileManager.default.contents(atPath: path))
            for bytes in [Data(), whole.dropLast(), Data([0xFF, 0]), whole + Data(repeating: 0x20, count: 1 << 20)] {
                try bytes.write(to: URL(fileURLWithPath: path))
                #expect(await file.recall() == [])
            }
            try FileManager.default.moveItem(atPath: path, toPath: directory + "/other")
            try whole.write(to: URL(fileURLWithPath: directory + "/other"))
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: directory + "/other")
            #expect(await file.recall() == [])
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            #expect(await file.recall() == [])
        }
    }

    @Test("says so when it cannot be kept")
    func cannot() async throws {
        let file = Self.file(in: "/tmp/uc-none-\(UUID().uuidString)")
        await #expect(throws: (any Error).self) { try await file.keep(Self.notes) }
        try await file.keep([])
    }

    @Test("is told the end of by a daemon that starts when the disk is well again")
    func restarted() async throws {
        try await Running.with(
            [],
            settings: "channels:\n  boss: {command: [/bin/sh, -c, 'cat >> HERE/told; echo >> HERE/told']}",
            before: { directory in
                try FileManager.default.createDirectory(
                    atPath: directory + "/run", withIntermediateDirectories: true)
                try await Self.file(in: directory + "/run", ledger: directory + "/ledger.sqlite").keep(Self.notes)
            }
        ) { daemon in
            let told = { (try? String(contentsOfFile: daemon.directory + "/told", encoding: .utf8)) ?? "" }
            try await daemon.wait { told().contains("stores again") }
            try await daemon.wait {
                !FileManager.default.fileExists(atPath: daemon.directory + "/run/" + StorageFile.name)
            }
        }
    }
}
