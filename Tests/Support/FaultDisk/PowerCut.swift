internal import Foundation

/// The moment at which the power goes.
public struct PowerCut: Sendable {
    private let files: [String: StoredFile]

    init(_ files: [String: StoredFile]) { self.files = files }

    /// What becomes of what was not synced.
    public enum Loss: Sendable {
        /// None of it has reached the disk.
        case all
        /// Of each sector, any of the versions since the last sync has; sizes and directory entries likewise.
        case some(seed: UInt64, sector: Int)
    }

    /// Writes the files as they are found afterwards under their own names into a directory. SQLite's shared memory is never
    /// among them.
    public func write(into directory: String, losing loss: Loss) throws {
        var generator = SplitMix(seed: 0)
        var sector = 4096
        if case .some(let seed, let size) = loss { (generator, sector) = (SplitMix(seed: seed), size) }
        for (path, file) in files.sorted(by: { $0.key < $1.key }) where !path.hasSuffix("-shm") {
            let found = file.found(sector: sector) { count in
                if case .all = loss { return 0 }
                return Int.random(in: 0..<count, using: &generator)
            }
            guard let found else { continue }
            try Data(found).write(to: URL(fileURLWithPath: directory + "/" + (path as NSString).lastPathComponent))
        }
    }
}

/// The same seed gives the same power cut (Steele, Lea, Flood, OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
