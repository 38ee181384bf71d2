public import Journey

/// How many visits of each grade there were, and how many were late.
public struct Tally: Sendable, Hashable, Codable {
    public var counts = GradeCounts()
    public var late = 0

    public init() {}

    public mutating func count(_ grade: Grade, late isLate: Bool) {
        counts.count(grade)
        if isLate { late += 1 }
    }

    public mutating func add(_ other: Tally) {
        counts.add(other.counts)
        late += other.late
    }
}

/// The length of a period over which visits are summed up.
public enum Period: String, Sendable, Hashable, Codable, CaseIterable {
    case hour, day

    var kind: RollUp.Kind { self == .hour ? .hour : .day }
}
