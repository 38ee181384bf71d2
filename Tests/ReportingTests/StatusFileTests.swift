import Foundation
import Journey
import Reporting
import Testing

struct StatusFileTests {
    private let directory: String

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("status-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private func cleanUp() { try? FileManager.default.removeItem(atPath: directory) }

    @Test func whatIsWrittenIsReadByEverybodyAndNothingElseIsLeft() throws {
        defer { cleanUp() }
        let document = StatusDocument(facts())
        try StatusFile.write(document, in: directory)
        try StatusFile.write(document, in: directory)
        #expect(try StatusFile.read(in: directory) == document)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["status.json", "status.prom"])
        for name in [StatusFile.name, StatusFile.metricsName] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o644)
        }
    }

    @Test func aReaderSeesTheOldFileOrTheNewOneWhole() async throws {
        defer { cleanUp() }
        var facts = facts()
        facts.roster = Roster((0..<300).map { .init(subject: Subject(probe: "probe-\($0)")) })
        let document = StatusDocument(facts)
        try StatusFile.write(document, in: directory)
        let directory = directory
        try await withThrowingTaskGroup { group in
            group.addTask { for _ in 0..<20 { try StatusFile.write(document, in: directory) } }
            for _ in 0..<20 { #expect(try StatusFile.read(in: directory).probes.count == 300) }
            try await group.waitForAll()
        }
    }

    @Test func afterTheStopItIsKeptAndSaysSo() throws {
        defer { cleanUp() }
        let stopped = StatusFile.stopped(StatusDocument(facts()), at: noon + .seconds(5))
        try StatusFile.write(stopped, in: directory)
        let read = try StatusFile.read(in: directory)
        #expect(read.daemon.state == .stopped)
        #expect(read.staleness(at: noon + .seconds(65)) == .seconds(60))
        #expect(read.probes.allSatisfy { $0.next == nil })
    }

    @Test(arguments: [
        ("{\"schema\": 2}", "has schema 2"), ("{", "not a status file"), ("{\"schema\": 1}", "damaged"),
        ("[]", "not a status file"),
    ])
    func whatCannotBeReadIsSaidWithTheFilesName(_ text: String, _ message: String) throws {
        defer { cleanUp() }
        try text.write(toFile: "\(directory)/status.json", atomically: true, encoding: .utf8)
        let error = #expect(throws: StatusFileError.self) { try StatusFile.read(in: directory) }
        #expect(error?.description.contains(message) == true)
        #expect(error?.description.contains(directory) == true)
    }

    @Test func aMissingFileAndAMissingDirectoryAreErrorsForPeople() throws {
        cleanUp()
        let missing = #expect(throws: StatusFileError.self) { try StatusFile.read(in: directory) }
        #expect(missing?.description.contains("the daemon has not run") == true)
        let unwritable = #expect(throws: StatusFileError.self) {
            try StatusFile.write(StatusDocument(facts()), in: directory)
        }
        #expect(unwritable?.description.contains("No such file or directory") == true)
    }
}
