internal import Journey

// The numbers by which the tables know the words. They are for ever: a new word gets a new number.

extension Grade {
    var stored: Int64 {
        switch self {
        case .bad: 0
        case .mediocre: 1
        case .satisfactory: 2
        case .delighted: 3
        case .unknown: 4
        }
    }

    init(stored: Int64) {
        self =
            switch stored {
            case 0: .bad
            case 1: .mediocre
            case 2: .satisfactory
            case 3: .delighted
            default: .unknown
            }
    }
}

extension UnknownReason {
    var stored: Int64 {
        switch self {
        case .blind: 0
        case .blocked: 1
        case .needsBrowser: 2
        case .interrupted: 3
        case .outcomeUnknown: 4
        case .withheld: 5
        case .unusable: 6
        }
    }

    init?(stored: Int64?) {
        guard let stored, let found = UnknownReason.allCases.first(where: { $0.stored == stored }) else { return nil }
        self = found
    }
}

extension Severity {
    var stored: Int64 {
        switch self {
        case .defect: 0
        case .suspect: 1
        case .trend: 2
        }
    }
}

extension FindingState {
    var stored: Int64 {
        switch self {
        case .open: 0
        case .regressed: 1
        case .fixed: 2
        }
    }

    init(stored: Int64) {
        self =
            switch stored {
            case 0: .open
            case 1: .regressed
            default: .fixed
            }
    }
}

/// The Booleans of a touchpoint in one number.
struct TouchpointFlags: OptionSet {
    var rawValue: Int64
    static let housekeeping = TouchpointFlags(rawValue: 1)
    static let about = TouchpointFlags(rawValue: 2)
    static let late = TouchpointFlags(rawValue: 4)
    static let excused = TouchpointFlags(rawValue: 8)
    static let unexamined = TouchpointFlags(rawValue: 16)
}

/// Lower-case hex, and the bytes it stands for.
enum Hex {
    /// Nil unless it is an even number of hex digits.
    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
