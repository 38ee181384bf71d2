import Daemon
import Foundation
import Journey
import Ledger

/// Copies a ledger: the daemon does it when one listens, else it is read here.
enum LedgerCopy {
    static func write(from ledger: String, to target: String, place: Place) async throws {
        let target = URL(fileURLWithPath: target).standardizedFileURL.path
        if let caller = try await Caller.connect(place.paths().socket) {
            let result: Result<[String: String], any Error>
            do { result = .success(try await caller.postPatiently("/api/v1/backup", [("to", target)])) } catch {
                result = .failure(error)
            }
            await caller.close()
            _ = try result.get()
            return
        }
        let ledger = try Ledger.open(at: ledger, as: .reader)
        defer { try? ledger.close() }
        try await ledger.backUp(to: target)
    }
}
