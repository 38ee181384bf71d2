internal import Glibc

/// The tz database of the machine (package tzdata): compiled files in the form of RFC 8536.
enum ZoneDatabase {
    private static let folder = "/usr/share/zoneinfo/"

    /// The rule that a file ends with is written out up to this year.
    private static let lastYear = 2200

    static var exists: Bool { access(folder, R_OK) == 0 }

    static var identifiers: [String] {
        guard let bytes = read("zone.tab") else { return [] }
        let names = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }
        return (names + ["UTC"]).sorted()
    }

    /// Nil when there is no such zone, or its file cannot be read.
    static func table(_ identifier: String) -> ZoneTable? {
        // No dots, so that a name cannot lead out of the folder.
        let letters = identifier.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
        guard letters, !identifier.isEmpty, identifier.utf8.count <= 64, !identifier.hasPrefix("/") else { return nil }
        return read(identifier).flatMap(parse)
    }

    private static func read(_ name: String) -> [UInt8]? {
        let descriptor = open(folder + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // The largest file of the database is some 100 kB (tzdata.zi).
        var bytes = [UInt8](repeating: 0, count: 1 << 19)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + count, $0.count - count) }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { return Array(bytes[..<count]) }
            count += got
        }
        return nil
    }

    static func parse(_ bytes: [UInt8]) -> ZoneTable? {
        var reader = BinaryReader(bytes: bytes)
        guard let first = Header(&reader), first.version >= UInt8(ascii: "2") else { return nil }
        // The first block holds 32-bit times for old readers. The second has everything.
        guard reader.skip(first.bodySize(timeSize: 4)), let header = Header(&reader), header.leapCount == 0,
            header.typeCount > 0, header.bodySize(timeSize: 8) <= bytes.count
        else { return nil }
        var times: [Int64] = []
        for _ in 0..<header.timeCount {
            guard let time = reader.integer(size: 8) else { return nil }
            times.append(time)
        }
        var kinds: [Int] = []
        for _ in 0..<header.timeCount {
            guard let kind = reader.byte() else { return nil }
            kinds.append(Int(kind))
        }
        var offsets: [Int32] = []
        for _ in 0..<header.typeCount {
            guard let offset = reader.integer(size: 4), abs(offset) < 86_400, reader.skip(2) else { return nil }
            offsets.append(Int32(offset))
        }
        guard reader.skip(header.textSize + header.indicatorSize), kinds.allSatisfy({ $0 < offsets.count }) else {
            return nil
        }
        var changes = zip(times, kinds).map { (at: $0, offset: offsets[$1]) }
        if let rule = ZoneRule(footer: reader.rest) {
            let lastTime = times.last ?? Timestamp.epoch.seconds
            let year = Day(number: Int(lastTime.flooredDivision(by: 86_400))).civil.year
            if year <= lastYear {
                changes += (year...lastYear).flatMap(rule.changes).filter { times.isEmpty || $0.at > lastTime }
            }
        }
        return ZoneTable(first: offsets[0], changes: changes)
    }

    private struct Header {
        let version: UInt8
        let indicatorSize: Int
        let leapCount: Int
        let timeCount: Int
        let typeCount: Int
        let textSize: Int

        init?(_ reader: inout BinaryReader) {
            guard reader.skip("TZif"), let version = reader.byte(), reader.skip(15) else { return nil }
            var counts: [Int] = []
            for _ in 0..<6 {
                guard let count = reader.integer(size: 4), (0...100_000).contains(count) else { return nil }
                counts.append(Int(count))
            }
            self.version = version
            indicatorSize = counts[0] + counts[1]
            leapCount = counts[2]
            timeCount = counts[3]
            typeCount = counts[4]
            textSize = counts[5]
        }

        func bodySize(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + textSize + leapCount * (timeSize + 4) + indicatorSize
        }
    }
}

private struct BinaryReader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var rest: ArraySlice<UInt8> { bytes[position...] }

    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - position else { return false }
        position += count
        return true
    }

    mutating func skip(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    /// Big-endian, two's complement.
    mutating func integer(size: Int) -> Int64? {
        guard size <= bytes.count - position else { return nil }
        defer { position += size }
        let value = bytes[position..<position + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
}
