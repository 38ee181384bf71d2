/// How long an event loop has been held, and when: what libcurl measured meanwhile may be too long by that much.
///
/// Times are nanoseconds. A turn is one round of the loop, numbered from 0.
struct Lag: Sendable {
    private struct Hold {
        var turn: UInt64
        var length: Int64
    }

    /// Below this, nothing measured in milliseconds is falsified.
    static let floor: Int64 = 50_000
    private static let limit = 128

    /// Each shorter than the one before: a longer one makes all before it that are shorter irrelevant, since whoever
    /// saw those sees it too.
    private var holds: [Hold] = []
    /// How long what is handled in this turn may have lain there when the turn began.
    private(set) var arrears: Int64 = 0

    /// A turn begins. What was ready when the one before had ended came, at the earliest, when that had just begun.
    mutating func begin(nothingWasReady: Bool) {
        if nothingWasReady { arrears = 0 }
    }

    /// - Parameter isFull: more may have been ready than a turn takes: the rest has been waiting for as long as this
    ///   turn's own.
    mutating func end(turn: UInt64, held: Int64, isFull: Bool) {
        record(arrears + held, turn: turn)
        arrears = isFull ? arrears + held : held
    }

    mutating func record(_ length: Int64, turn: UInt64) {
        guard length >= Self.floor else { return }
        while let last = holds.last, last.length <= length { holds.removeLast() }
        holds.append(Hold(turn: turn, length: length))
        if holds.count > Self.limit { thin() }
    }

    /// The longest hold in the given turn or later.
    func longest(since turn: UInt64) -> Int64 {
        // The first that counts is the longest that counts.
        var low = 0
        var high = holds.count
        while low < high {
            let middle = (low + high) / 2
            if holds[middle].turn < turn { low = middle + 1 } else { high = middle }
        }
        return low < holds.count ? holds[low].length : 0
    }

    /// Halves the record: of each pair the longer length at the later turn, so that no lag is ever understated.
    private mutating func thin() {
        holds = stride(from: 0, to: holds.count, by: 2).map { index in
            Hold(turn: holds[min(index + 1, holds.count - 1)].turn, length: holds[index].length)
        }
    }
}
