import Alerting
import Foundation
import Glibc
import Reporting
import Threads

/// `storage.json` in the runtime directory, while an incident of storage goes on: that directory is most often on another disk than
/// the ledger, and lives through a restart of the daemon. Not through one of the machine, mostly: then it is forgotten.
final class StorageFile: StorageMemory {
    static let name = "storage.json"
    /// Of a file that is believed. One incident and a thousand channels have a tenth of it.
    private static let sizeLimit = 1 << 20

    private struct Contents: Codable {
        var version = 1
        /// Whose incidents they are: another daemon may have had the directory.
        var ledger: String
        var notes: [StorageNote]
    }

    private let path: String
    private let ledger: String
    private let room: Workroom

    /// - Parameter room: that of the status file, which is on the same disk.
    init(in directory: String, ledger: String, room: Workroom) {
        path = directory + "/" + Self.name
        self.ledger = ledger
        self.room = room
    }

    func recall() async -> [StorageNote] {
        (try? await room.run { [path, ledger] in
            // Neither a link's target nor a pipe that nobody writes to.
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { return [] }
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            let data = try file.read(upToCount: Self.sizeLimit + 1) ?? Data()
            guard data.count <= Self.sizeLimit else { return [] }
            let contents = try JSONForm.value(Contents.self, from: Array(data))
            return contents.version == 1 && contents.ledger == ledger ? contents.notes : []
        }) ?? []
    }

    func keep(_ notes: [StorageNote]) async throws {
        try await room.run { [path, ledger] in
            if notes.isEmpty {
                guard unlink(path) != 0, errno != ENOENT else { return }
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            let bytes = try JSONForm.bytes(Contents(ledger: ledger, notes: notes))
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        }
    }
}
