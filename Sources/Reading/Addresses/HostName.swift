import Foundation

/// Host names as addresses carry them.
enum HostName {
    /// In lower case, percent-decoded, international labels in Punycode; nil when no host can be called so.
    static func normal(_ text: ArraySlice<UInt8>) -> String? {
        if text.first == UInt8(ascii: "[") {
            let inner = text.dropFirst().dropLast()
            guard text.last == UInt8(ascii: "]"), inner.count <= 45, inner.contains(UInt8(ascii: ":")),
                inner.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { return nil }
            return String(decoding: text, as: UTF8.self).lowercased()
        }
        // A DNS name has at most 253 characters (RFC 1035 §2.3.4); leave room for what is percent-encoded.
        guard text.count <= 2_000 else { return nil }
        let decoded = text.contains(UInt8(ascii: "%")) ? PercentEncoding.decode(text) : Array(text)
        if decoded.allSatisfy({ $0 < 0x80 }) { return checked(String(decoding: decoded, as: UTF8.self).lowercased()) }
        let name = String(decoding: decoded, as: UTF8.self).precomposedStringWithCompatibilityMapping.lowercased()
            .replacing("\u{3002}", with: ".")
        var labels: [String] = []
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let ascii = Punycode.ascii(label) else { return nil }
            labels.append(ascii)
        }
        return checked(labels.joined(separator: "."))
    }

    /// Without the code points that the WHATWG URL Standard forbids in a domain (§3.5).
    private static func checked(_ name: String) -> String? {
        let forbidden = Set(" #/:<>?@[\\]^|%".utf8)
        return name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) } ? name : nil
    }
}

/// Punycode (RFC 3492) for labels of host names.
enum Punycode {
    /// The label in ASCII, with `xn--` when it is not so already; nil when it is too long for a host name.
    static func ascii(_ label: some StringProtocol) -> String? {
        let scalars = label.unicodeScalars.map(\.value)
        if scalars.allSatisfy({ $0 < 0x80 }) { return String(label) }
        guard scalars.count <= 63 else { return nil }
        var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var next: UInt32 = 128
        var delta = 0
        var bias = 72
        var handled = basicCount
        // With at most 63 scalars of at most 21 bits, delta stays below 2^27.
        while handled < scalars.count {
            guard let smallest = scalars.lazy.filter({ $0 >= next }).min() else { return nil }
            delta += Int(smallest - next) * (handled + 1)
            next = smallest
            for scalar in scalars {
                if scalar < next { delta += 1 }
                guard scalar == next else { continue }
                encode(delta, bias, &output)
                bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        return output.count <= 59 ? "xn--" + String(decoding: output, as: UTF8.self) : nil
    }

    private static func encode(_ delta: Int, _ bias: Int, _ output: inout [UInt8]) {
        var rest = delta
        var position = 36
        while true {
            let threshold = min(26, max(1, position - bias))
            if rest < threshold { break }
            output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            position += 36
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(value < 26 ? value + Int(UInt8(ascii: "a")) : value - 26 + Int(UInt8(ascii: "0")))
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var steps = 0
        while delta > 455 {
            delta /= 35
            steps += 36
        }
        return steps + 36 * delta / (delta + 38)
    }
}
