internal import Synchronization

/// A time zone of the machine's tz database, by its IANA name. Encoded as the name.
///
/// Read from the machine rather than asked of Foundation: the system's tzdata is kept current by its
/// distribution while the tables inside a statically linked Foundation are as old as the build (Morocco announces its
/// changes year by year), and one sorted table makes an offset a binary search. A zone is read once for the life of
/// the process.
public struct Zone: Sendable, Hashable {
    public let identifier: String
    let table: ZoneTable

    public static let utc = Zone(identifier: "UTC", table: ZoneTable(offset: 0))

    private static let known = Mutex<[String: ZoneTable]>([:])

    private init(identifier: String, table: ZoneTable) {
        self.identifier = identifier
        self.table = table
    }

    /// - Throws: `TimeTextError` when the machine knows no such zone.
    public init(_ identifier: String) throws(TimeTextError) {
        if identifier == Zone.utc.identifier {
            self = .utc
            return
        }
        if let table = Zone.known.withLock({ $0[identifier] }) {
            self.init(identifier: identifier, table: table)
            return
        }
        guard let table = ZoneDatabase.table(identifier) else {
            throw TimeTextError(
                identifier,
                ZoneDatabase.exists
                    ? "no such time zone: expected an IANA name such as Europe/Berlin"
                    : "this machine has no time zones: install the package tzdata")
        }
        Zone.known.withLock { $0[identifier] = table }
        self.init(identifier: identifier, table: table)
    }

    /// The usual names, one or more a country, for suggesting what was meant. Empty without the package tzdata.
    public static var identifiers: [String] { ZoneDatabase.identifiers }

    public static func == (left: Zone, right: Zone) -> Bool { left.identifier == right.identifier }

    public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}

extension Zone: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(identifier)
    }
}

extension Zone {
    /// Seconds east of UTC.
    public func offset(at instant: Timestamp) -> Int {
        Int(table.offsets[table.segment(at: instant.seconds)])
    }

    /// The date that people there have at the instant.
    public func day(at instant: Timestamp) -> Day {
        let local = localSeconds(at: instant)
        return Day(number: Int(local.flooredDivision(by: 86_400)))
    }

    /// What clocks there show, as seconds since 1970-01-01T00:00:00 of that clock.
    func localSeconds(at instant: Timestamp) -> Int64 {
        instant.seconds + Int64(offset(at: instant))
    }

    /// The first instant at which clocks there show the time of that day, or later. So a time that the spring change
    /// skips is the moment of the change, and of a time shown twice it is the first.
    /// - Parameter second: seconds after midnight; 86,400 and more are the days after.
    public func firstInstant(of day: Day, second: Int) -> Timestamp {
        let local = Int64(day.number).multipliedSaturating(by: 86_400).addingSaturating(Int64(second))
        return Timestamp(seconds: firstInstant(local: local))
    }

    /// Offsets are less than a day, so it lies in the segment of a day before the local time or in a later one.
    private func firstInstant(local: Int64) -> Int64 {
        var index = table.segment(at: local.subtractingSaturating(86_400))
        while true {
            let instant = max(
                index == 0 ? .min : table.starts[index - 1], local.subtractingSaturating(Int64(table.offsets[index])))
            if index == table.starts.count || instant < table.starts[index] { return instant }
            index += 1
        }
    }

    /// A stretch of time in which the offset does not change.
    struct Segment {
        let start: Int64
        let end: Int64
        let offset: Int64
        /// The offset before `start`.
        let previousOffset: Int64
    }

    func segment(at seconds: Int64) -> Segment {
        let index = table.segment(at: seconds)
        return Segment(
            start: index == 0 ? .min : table.starts[index - 1],
            end: index == table.starts.count ? .max : table.starts[index],
            offset: Int64(table.offsets[index]),
            previousOffset: Int64(table.offsets[max(index - 1, 0)]))
    }
}

/// The offsets of a zone, and when they change. All in seconds.
final class ZoneTable: Sendable {
    /// When each offset but the first begins; ascending.
    let starts: [Int64]
    /// One more than `starts`: the first holds before all of them.
    let offsets: [Int32]

    init(offset: Int32) {
        starts = []
        offsets = [offset]
    }

    init(first: Int32, changes: [(at: Int64, offset: Int32)]) {
        var starts: [Int64] = []
        var offsets = [first]
        for change in changes where change.offset != offsets[offsets.count - 1] {
            if let last = starts.last, change.at <= last { continue }
            starts.append(change.at)
            offsets.append(change.offset)
        }
        self.starts = starts
        self.offsets = offsets
    }

    /// The index into `offsets` of the one that holds then.
    func segment(at seconds: Int64) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
