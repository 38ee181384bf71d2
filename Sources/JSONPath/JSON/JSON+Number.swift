extension JSON {
    /// A number that is not an integer of 64 bits, kept as the document writes it: `19.90` stays `19.90`.
    public struct Number: Sendable {
        /// The number as written, in JSON's grammar.
        public let text: String

        fileprivate init(grammatical text: String) {
            self.text = text
        }
    }

    /// The double nearest to this number; infinite beyond a double's range, nil when this is not a number.
    public var double: Double? {
        switch self {
        case .int(let value): Double(value)
        case .number(let number): Double(number.text)
        default: nil
        }
    }

    /// A number whose text is known to follow JSON's grammar.
    init(number text: String, isInteger: Bool) {
        // "-0" is kept as written; as an integer it would lose its sign.
        if isInteger, text != "-0", let value = Int64(text) {
            self = .int(value)
        } else {
            self = .number(Number(grammatical: text))
        }
    }

    /// Steps that comparing this number takes, beyond one: a document may bring numbers of a million digits.
    var comparisonCost: Int {
        if case .number(let number) = self { number.text.utf8.count / 16 } else { 0 }
    }

    /// Compares two numbers by what they are worth, exactly: -1, 0 or 1; nil when one of them is not a number.
    static func compareNumbers(_ a: JSON, _ b: JSON) -> Int? {
        if case .int(let x) = a, case .int(let y) = b { return x < y ? -1 : x > y ? 1 : 0 }
        guard let x = a.double, let y = b.double else { return nil }
        // Rounding to a double keeps the order, so two different doubles decide it.
        if x != y { return x < y ? -1 : 1 }
        return Decimal(a.description).compare(Decimal(b.description))
    }
}

/// The length and kind of a number that begins a run of bytes (RFC 8259 §6; RFC 9535 writes numbers the same way).
struct NumberScan {
    let end: Int
    let isInteger: Bool

    struct Failure: Error {
        let offset: Int
        let expected: String
    }

    init(_ bytes: ArraySlice<UInt8>) throws(Failure) {
        var at = bytes.startIndex
        func byte() -> UInt8? { at < bytes.endIndex ? bytes[at] : nil }
        func digits(_ expected: String) throws(Failure) {
            guard let first = byte(), first.isDigit else { throw Failure(offset: at, expected: expected) }
            while let next = byte(), next.isDigit { at += 1 }
        }

        if byte() == UInt8(ascii: "-") { at += 1 }
        if byte() == UInt8(ascii: "0") {
            at += 1
            if let next = byte(), next.isDigit {
                throw Failure(offset: at, expected: "a number without leading zeros")
            }
        } else {
            try digits("a digit")
        }
        var isInteger = true
        if byte() == UInt8(ascii: ".") {
            isInteger = false
            at += 1
            try digits("a digit after the decimal point")
        }
        if byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "E") {
            isInteger = false
            at += 1
            if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
            try digits("a digit in the exponent")
        }
        self.end = at
        self.isInteger = isInteger
    }
}

/// A number taken apart as ±0.DIGITS × 10^EXPONENT, without zeros at either end of the digits.
private struct Decimal {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    /// Beyond any exponent that a document could bring into play by the length of its digits.
    static let farthestExponent = 1 << 60

    init(_ text: String) {
        var beforePoint = true
        var inExponent = false
        var negativeExponent = false
        var written = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): if inExponent { negativeExponent = true } else { isNegative = true }
            case UInt8(ascii: "+"): continue
            case UInt8(ascii: "."): beforePoint = false
            case UInt8(ascii: "e"), UInt8(ascii: "E"): inExponent = true
            default:
                let digit = byte - UInt8(ascii: "0")
                if inExponent {
                    if written < Self.farthestExponent / 10 { written = written * 10 + Int(digit) }
                } else if digit == 0, digits.isEmpty {
                    if !beforePoint { exponent -= 1 }
                } else {
                    digits.append(digit)
                    if beforePoint { exponent += 1 }
                }
            }
        }
        while digits.last == 0 { digits.removeLast() }
        exponent += negativeExponent ? -written : written
        if digits.isEmpty { (isNegative, exponent) = (false, 0) }
    }

    func compare(_ other: Decimal) -> Int {
        if digits.isEmpty || other.digits.isEmpty {
            let sign = digits.isEmpty ? 0 : isNegative ? -1 : 1
            let otherSign = other.digits.isEmpty ? 0 : other.isNegative ? -1 : 1
            return (sign - otherSign).signum()
        }
        if isNegative != other.isNegative { return isNegative ? -1 : 1 }
        let size =
            exponent != other.exponent
            ? (exponent - other.exponent).signum()
            : digits.lexicographicallyPrecedes(other.digits) ? -1 : digits == other.digits ? 0 : 1
        return isNegative ? -size : size
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
