import HeapModule
import Journey

/// What is due when: the next start of every series and the next look of every wait. A value; the scheduler owns one.
struct Agenda: Sendable {
    private var heap = Heap<Entry>()
    /// The entry that counts for each errand; older ones in the heap are passed over.
    private var current: [Errand: Entry] = [:]
    private var serial = 0

    enum Errand: Sendable, Hashable {
        case start(Subject)
        case look(VisitID)
    }

    struct Entry: Sendable, Comparable {
        let errand: Errand
        let at: Timestamp
        /// Of a start.
        let slot: Int64?
        fileprivate let serial: Int

        static func < (left: Entry, right: Entry) -> Bool { (left.at, left.serial) < (right.at, right.serial) }
        static func == (left: Entry, right: Entry) -> Bool { left.serial == right.serial }
    }

    mutating func set(_ errand: Errand, at: Timestamp, slot: Int64? = nil) {
        serial += 1
        let entry = Entry(errand: errand, at: at, slot: slot, serial: serial)
        current[errand] = entry
        heap.insert(entry)
        if heap.count > 64 && heap.count > 3 * current.count { heap = Heap(current.values) }
    }

    mutating func remove(_ errand: Errand) { current[errand] = nil }

    mutating func removeStarts() {
        current = current.filter { if case .look = $0.key { true } else { false } }
    }

    /// The earliest entry, once it is due.
    mutating func take(dueBy now: Timestamp) -> Entry? {
        while let first = heap.min {
            guard current[first.errand] == first else {
                heap.removeMin()
                continue
            }
            guard first.at <= now else { return nil }
            heap.removeMin()
            current[first.errand] = nil
            return first
        }
        return nil
    }

    var earliest: Timestamp? {
        mutating get {
            while let first = heap.min, current[first.errand] != first { heap.removeMin() }
            return heap.min?.at
        }
    }

    var starts: [Subject: Timestamp] {
        var starts: [Subject: Timestamp] = [:]
        for case (.start(let subject), let entry) in current { starts[subject] = entry.at }
        return starts
    }

    func at(_ errand: Errand) -> Timestamp? { current[errand]?.at }
}
