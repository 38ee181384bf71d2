internal import Foundation

/// One file: what was last synced, and what has been done since.
struct StoredFile: Sendable {
    enum Change: Sendable {
        case write([UInt8], at: Int)
        case truncate(Int)
    }

    /// What is certain to be on the disk under this name; nothing: no such file.
    private var settled: [UInt8]?
    /// The file that is there now, which the directory on the disk may not know yet.
    private var synced: [UInt8] = []
    private var changes: [Change] = []
    private(set) var isThere = false
    private(set) var sizeNow = 0
    /// The directory on the disk knows the file that is there now, or that there is none.
    private var isSettled = true

    /// SQLite has opened it. One that was there before is on the disk as it is.
    mutating func appear(_ path: String) {
        let found = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
        isThere = true
        changes = []
        sizeNow = found.count
        synced = found
        isSettled = !found.isEmpty
        if isSettled { settled = found }
    }

    mutating func write(_ bytes: [UInt8], at offset: Int) {
        changes.append(.write(bytes, at: offset))
        sizeNow = max(sizeNow, offset + bytes.count)
    }

    mutating func truncate(_ size: Int) {
        changes.append(.truncate(size))
        sizeNow = size
    }

    mutating func sync() {
        for change in changes { StoredFile.apply(change, to: &synced) }
        changes = []
        if isSettled { settled = synced }
    }

    mutating func remove() {
        isThere = false
        isSettled = false
        synced = []
        changes = []
        sizeNow = 0
    }

    /// The directory has been synced.
    mutating func settle() {
        isSettled = true
        settled = isThere ? synced : nil
    }

    /// - Parameter pick: how many of so many possible things happened.
    /// - Returns: the file as it may be found after a power cut; nothing when there is none.
    func found(sector: Int, _ pick: (Int) -> Int) -> [UInt8]? {
        guard isSettled || pick(2) == 1 else { return settled }
        guard isThere else { return nil }
        guard !changes.isEmpty else { return synced }
        // A disk writes sectors; each holds what the file held there after some number of the changes.
        var sizes = [synced.count]
        var touching: [Int: [Change]] = [:]
        for change in changes {
            switch change {
            case .write(let bytes, let offset):
                sizes.append(max(sizes[sizes.count - 1], offset + bytes.count))
                for index in offset / sector...(offset + max(bytes.count, 1) - 1) / sector {
                    touching[index, default: []].append(change)
                }
            case .truncate(let size):
                sizes.append(size)
                for index in touching.keys where index >= size / sector { touching[index]?.append(change) }
                for index in size / sector..<max(size / sector, synced.count / sector + 1) where touching[index] == nil
                {
                    touching[index] = [change]
                }
            }
        }
        var bytes = synced
        StoredFile.apply(.truncate(sizes[pick(sizes.count)]), to: &bytes)
        for (index, changes) in touching.sorted(by: { $0.key < $1.key }) where index * sector < bytes.count {
            let range = index * sector..<min((index + 1) * sector, bytes.count)
            var part = [UInt8](synced.dropFirst(range.lowerBound).prefix(range.count))
            for change in changes.prefix(pick(changes.count + 1)) {
                StoredFile.apply(change, to: &part, from: range.lowerBound)
            }
            StoredFile.apply(.truncate(range.count), to: &part)
            bytes.replaceSubrange(range, with: part)
        }
        return bytes
    }

    /// - Parameter from: where in the file the bytes begin.
    private static func apply(_ change: Change, to bytes: inout [UInt8], from: Int = 0) {
        switch change {
        case .write(let new, let offset):
            // What lies before is another sector's.
            let new = new.dropFirst(max(0, from - offset))
            let offset = max(0, offset - from)
            let end = offset + new.count
            if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
            bytes.replaceSubrange(offset..<end, with: new)
        case .truncate(let size):
            let size = max(0, size - from)
            if size < bytes.count {
                bytes.removeLast(bytes.count - size)
            } else if from == 0 {
                bytes += [UInt8](repeating: 0, count: size - bytes.count)
            }
        }
    }
}
