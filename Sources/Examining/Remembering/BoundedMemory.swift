/// Values by key, of which the ones not used for longest are forgotten when they weigh too much together. Not thread-safe.
struct BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var weight: Int
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var weight = 0
    private var clock: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { entries.count }

    mutating func value(of key: Key) -> Value? {
        clock += 1
        guard let index = entries.index(forKey: key) else { return nil }
        entries.values[index].lastUse = clock
        return entries.values[index].value
    }

    mutating func remember(_ value: Value, as key: Key, weight: Int) {
        clock += 1
        forget(key)
        guard weight <= capacity else { return }
        entries[key] = Entry(value: value, weight: weight, lastUse: clock)
        self.weight += weight
        if self.weight > capacity { shrink() }
    }

    mutating func forget(_ key: Key) {
        if let old = entries.removeValue(forKey: key) { weight -= old.weight }
    }

    /// Forgets an eighth at once, so that sorting is seldom.
    private mutating func shrink() {
        for (key, _) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse })
        where weight > capacity - capacity / 8 {
            forget(key)
        }
    }
}
