import Journey

// Texts of a few characters that mean a value. Each is checked and read by the same function.

enum StatusRange {
    static func parse(_ text: String) -> ClosedRange<Int>? {
        let characters = Array(text.utf8)
        if characters.count == 3, let first = text.first?.wholeNumberValue, (1...5).contains(first),
            text.hasSuffix("xx")
        {
            return first * 100...first * 100 + 99
        }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end -> Int? in
            end.utf8.count == 3 && end.allSatisfy(\.isASCII)
                ? Int(end).flatMap { (100...599).contains($0) ? $0 : nil } : nil
        }
        guard let from = ends[0] else { return nil }
        if ends.count == 1 { return from...from }
        guard ends.count == 2, let to = ends[1], from <= to else { return nil }
        return from...to
    }
}

enum ByteSize {
    /// Bytes. A kB is 1,000 of them.
    static func parse(_ text: String) -> Int? {
        let units = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1.0), ("", 1.0)]
        guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
        var digits = text.dropLast(unit.count)
        if digits.last == " ", !unit.isEmpty { digits.removeLast() }
        // Half a byte is no size.
        guard !unit.isEmpty || !digits.contains("."), JSONNumber.isValid(String(digits)),
            digits.allSatisfy({ $0.isNumber || $0 == "." }),
            let number = Double(digits), number * factor <= 1e12
        else { return nil }
        return Int((number * factor).rounded())
    }
}

enum CountRange {
    static func parse(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end -> Int? in
            (1...9).contains(end.utf8.count) && end.utf8.allSatisfy { (48...57).contains($0) } ? Int(end) : nil
        }
        guard let from = ends[0] else { return nil }
        if ends.count == 1 { return from...from }
        guard ends.count == 2, let to = ends[1], from <= to else { return nil }
        return from...to
    }
}

enum NOfM {
    static func parse(_ text: String) -> (n: Int, m: Int)? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[1] == "of", let n = Int(words[0]), let m = Int(words[2]), n >= 1, n <= m,
            m <= 1000
        else { return nil }
        return (n, m)
    }
}

extension LocationSelector {
    /// `locations`, `locations[shop]`.
    init?(_ text: String) {
        if text == "locations" {
            self = .all
            return
        }
        guard text.hasPrefix("locations["), text.hasSuffix("]") else { return nil }
        let tag = text.dropFirst(10).dropLast()
        guard !tag.isEmpty, !tag.contains("["), !tag.contains("]") else { return nil }
        self = .tagged(String(tag))
    }
}

enum IPAddress {
    static func isValid(_ text: some StringProtocol) -> Bool { isV4(text) || isV6(text) }

    static func isValidRange(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard isValid(parts[0]) else { return false }
        if parts.count == 1 { return true }
        guard parts.count == 2, let bits = Int(parts[1]), bits >= 0 else { return false }
        return bits <= (isV4(parts[0]) ? 32 : 128)
    }

    private static func isV4(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
                    && (Int(part).map { $0 <= 255 } ?? false) && (part.utf8.count == 1 || part.first != "0")
            }
    }

    private static func isV6(_ text: some StringProtocol) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, text.contains(":") else { return false }
        var groups = 0
        for (place, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if place == halves.count - 1, index == parts.count - 1, part.contains(".") {
                    guard isV4(part) else { return false }
                    groups += 2
                } else {
                    guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit) else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups <= 7 : groups == 8
    }
}
