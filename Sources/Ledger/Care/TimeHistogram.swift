internal import Glibc
internal import Journey

/// How long something took, many times: counts in bins whose borders grow by the same factor, so that any percentile is at
/// most 2 % off, whatever the scale. Two can be merged into what one over all their values would have been.
///
/// The bins are those of DDSketch (Masson, Rim, Lee, PVLDB 12(12), 2019, §2.1) with α = 0.02.
public struct TimeHistogram: Sendable, Hashable {
    /// Bin 0 holds what took no time; bin i the microseconds in (γ^(i−2), γ^(i−1)].
    private(set) var bins: [Int: Int] = [:]
    public private(set) var count = 0

    private static let error = 0.02
    private static let logGamma = log((1 + error) / (1 - error))
    /// The bin of the longest time that fits into 64 bits of microseconds.
    private static let last = bin(of: .max)

    public init() {}

    public mutating func add(_ time: Duration) {
        add(1, to: TimeHistogram.bin(of: time.microseconds))
    }

    public mutating func merge(_ other: TimeHistogram) {
        for (bin, count) in other.bins { add(count, to: bin) }
    }

    private mutating func add(_ more: Int, to bin: Int) {
        bins[bin, default: 0] += more
        count += more
    }

    /// The time within which this share (0…1) of the values lies; at most 2 % off. Nothing without values.
    public func percentile(_ share: Double) -> Duration? {
        guard count > 0 else { return nil }
        let rank = Int((min(max(share, 0), 1) * Double(count - 1)).rounded())
        var passed = 0
        for (bin, count) in bins.sorted(by: { $0.key < $1.key }) {
            passed += count
            if passed > rank { return TimeHistogram.middle(of: bin) }
        }
        return nil
    }

    private static func bin(of microseconds: Int64) -> Int {
        guard microseconds > 0 else { return 0 }
        return max(1, Int((log(Double(microseconds)) / logGamma).rounded(.up)) + 1)
    }

    /// The value that is equally far, relatively, from both borders.
    private static func middle(of bin: Int) -> Duration {
        guard bin > 0 else { return .zero }
        let upper = exp(Double(bin - 1) * logGamma)
        let middle = upper * (1 - error)
        return middle < 9.2e18 ? .microseconds(Int64(middle.rounded())) : .microseconds(Int64.max)
    }
}

extension TimeHistogram {
    /// Runs of bins that follow each other: how many bins were left out before it, how many there are, and their counts,
    /// each as a number of seven bits a byte (LEB128).
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        let sorted = bins.sorted { $0.key < $1.key }
        var next = 0
        var index = 0
        while index < sorted.count {
            var end = index + 1
            while end < sorted.count, sorted[end].key == sorted[end - 1].key + 1 { end += 1 }
            bytes.append(number: sorted[index].key - next)
            bytes.append(number: end - index)
            for (_, count) in sorted[index..<end] { bytes.append(number: count) }
            next = sorted[end - 1].key + 1
            index = end
        }
        return bytes
    }

    /// Nil for bytes that no histogram was encoded to.
    init?(encoded bytes: some Collection<UInt8>) {
        self.init()
        var rest = bytes[...]
        var next = 0
        while !rest.isEmpty {
            guard let gap = rest.takeNumber(), let length = rest.takeNumber(), gap <= TimeHistogram.last,
                (1...TimeHistogram.last + 1).contains(length), next + gap + length <= TimeHistogram.last + 1
            else { return nil }
            for bin in next + gap..<next + gap + length {
                guard let number = rest.takeNumber(), number <= Int.max - count else { return nil }
                add(number, to: bin)
            }
            next += gap + length
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(number: Int) {
        var rest = UInt(number)
        while rest >= 0x80 {
            append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}

extension Collection<UInt8> where SubSequence == Self {
    fileprivate mutating func takeNumber() -> Int? {
        var value: UInt = 0
        var shift: UInt = 0
        while let byte = popFirst() {
            guard shift < 63 else { return nil }
            value |= UInt(byte & 0x7f) << shift
            if byte < 0x80 { return Int(exactly: value) }
            shift += 7
        }
        return nil
    }
}
