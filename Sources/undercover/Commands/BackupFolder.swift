import Foundation
import Journey

/// A directory of backups, each named by the time at which it was made: `ledger-20261124T200000.sqlite`.
struct BackupFolder {
    private let path: String

    init(_ path: String) {
        self.path = path.hasSuffix("/") ? path : path + "/"
    }

    func file(madeAt time: Timestamp) -> String {
        path + "ledger-\(time.iso8601.filter { $0.isNumber || $0 == "T" }.prefix(15)).sqlite"
    }

    /// Removes the oldest, by their names, until so many are left.
    /// - Parameter made: the one just made stays, whatever the clock showed when others got their names.
    func prune(keep: Int, made: String) throws {
        let others = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { Self.isOurs($0) && path + $0 != made }.sorted()
        for name in others.dropLast(max(keep, 1) - 1) { try FileManager.default.removeItem(atPath: path + name) }
    }

    /// Somebody may keep a file of his own beside them, and its name may begin and end alike.
    private static func isOurs(_ name: String) -> Bool {
        guard name.hasPrefix("ledger-"), name.hasSuffix(".sqlite") else { return false }
        let time = name.dropFirst("ledger-".count).dropLast(".sqlite".count).utf8
        return time.count == 15
            && time.enumerated().allSatisfy { place, character in
                place == 8
                    ? character == UInt8(ascii: "T") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
            }
    }
}
