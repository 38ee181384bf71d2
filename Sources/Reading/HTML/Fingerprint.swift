import CLibXML2
import Foundation

extension Page {
    /// A digest of the parsed page without what changes at each visit though the page is the same: nonces, CSRF
    /// fields, hashed asset names and their query strings, long random words, times in scripts; comments are left out.
    ///
    /// Two pages with equal fingerprints say the same to a customer; what depends on an address in an asset's hash or
    /// on the date must not be remembered by it. Takes about a tenth of the time of parsing.
    public func fingerprintWithoutTokens() throws(ReadingError) -> Digest {
        guard let root else { return try .sha256([]) }
        var fingerprint = Fingerprint()
        walk(root) { node in
            if let text = node.textBytes {
                fingerprint.take(text: text, of: node)
                return false
            }
            guard node.isElement else { return false }
            fingerprint.take(element: node)
            return true
        } leave: { _ in
            fingerprint.end()
        }
        return try .sha256(fingerprint.bytes)
    }
}

/// What is hashed of a page.
private struct Fingerprint {
    private(set) var bytes: [UInt8] = []
    private let mask = TokenMask()

    // Bytes that do not occur in a parsed page keep names, values and texts apart.
    private static let elementMark: UInt8 = 1
    private static let attributeMark: UInt8 = 2
    private static let valueMark: UInt8 = 3
    private static let textMark: UInt8 = 4
    private static let endMark: UInt8 = 5

    init() { bytes.reserveCapacity(65_536) }

    mutating func take(text: UnsafeBufferPointer<UInt8>, of node: Node) {
        bytes.append(Self.textMark)
        // The parser keeps scripts and styles as CDATA.
        let isData = node.pointee.type == XML_CDATA_SECTION_NODE
        mask.append(text, to: &bytes, as: isData ? .data : .text)
    }

    mutating func end() { bytes.append(Self.endMark) }

    mutating func take(element node: Node) {
        bytes.append(Self.elementMark)
        append(name: node.pointee.name)
        guard node.pointee.properties != nil else { return }
        let isAsset = Self.assets.contains { node.isNamed($0) }
        let isTokenField =
            (node.isNamed("input") || node.isNamed("meta")) && node.attribute("name").map(namesToken) == true
        var attribute = node.pointee.properties
        while let current = attribute {
            attribute = current.pointee.next
            take(current, isAsset: isAsset, isTokenField: isTokenField)
        }
    }

    private mutating func take(_ attribute: UnsafeMutablePointer<xmlAttr>, isAsset: Bool, isTokenField: Bool) {
        if attribute.isNamed("nonce") || attribute.isNamed("integrity") { return }
        if isTokenField, attribute.isNamed("value") || attribute.isNamed("content") { return }
        bytes.append(Self.attributeMark)
        append(name: attribute.pointee.name)
        bytes.append(Self.valueMark)
        let isAddress = Self.addresses.contains { attribute.isNamed($0) }
        var child = attribute.pointee.children
        while let text = child {
            if let value = text.textBytes {
                mask.append(value, to: &bytes, as: isAddress ? (isAsset ? .asset : .address) : .data)
            }
            child = text.pointee.next
        }
    }

    private static let assets: [StaticString] = ["script", "link", "img", "source", "input", "video", "audio"]
    private static let addresses: [StaticString] = ["href", "src", "action", "srcset"]

    private mutating func append(name: UnsafePointer<UInt8>?) {
        guard let name else { return }
        bytes.append(contentsOf: UnsafeBufferPointer(start: name, count: strlen(name)))
    }

    /// Whether a field's or a meta's name says that its value is new at each visit.
    private func namesToken(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return ["csrf", "xsrf", "token", "nonce", "__viewstate", "__eventvalidation", "form_build_id", "timestamp"]
            .contains { lowered.contains($0) }
    }
}

/// Finds random-looking words and puts `*` in their place.
private struct TokenMask {
    enum Context {
        /// What a customer reads: only long words are masked, never numbers.
        case text
        /// Attribute values, scripts, styles.
        case data
        /// Where a `/` ends a word.
        case address
        /// An address of something loaded with the page: short hashes count, its query string does not.
        case asset

        /// Bytes of the shortest word that is looked at.
        var shortest: Int {
            switch self {
            case .text: 16
            case .data, .address: 10
            case .asset: 8
            }
        }
    }

    private enum Class: UInt8 { case none, digit, hexLower, lower, hexUpper, upper, joint, slash }

    /// For each byte its class where it belongs to a word in that context, else 0.
    private let inText = Self.classes(upTo: .joint)
    private let inData = Self.classes(upTo: .slash)
    /// In the names of assets `-` and `_` part the hash from the name.
    private let inAsset = Self.classes(upTo: .upper)

    private static func classes(upTo highest: Class) -> [UInt8] {
        (0...255).map { value in
            let byte = UInt8(value)
            let kind: Class =
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
                case UInt8(ascii: "a")...UInt8(ascii: "f"): .hexLower
                case UInt8(ascii: "g")...UInt8(ascii: "z"): .lower
                case UInt8(ascii: "A")...UInt8(ascii: "F"): .hexUpper
                case UInt8(ascii: "G")...UInt8(ascii: "Z"): .upper
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="): .joint
                case UInt8(ascii: "/"): .slash
                default: .none
                }
            return kind.rawValue <= highest.rawValue ? kind.rawValue : Class.none.rawValue
        }
    }

    func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], as context: Context) {
        var end = text.count
        if context == .asset, let query = text.firstIndex(of: UInt8(ascii: "?")) { end = query }
        let shortest = context.shortest
        let classes =
            switch context {
            case .text, .address: inText
            case .data: inData
            case .asset: inAsset
            }
        classes.withUnsafeBufferPointer { classes in
            func kind(_ place: Int) -> UInt8 { classes[Int(text[place])] }
            var copied = 0
            // A word of n bytes covers every n-th byte, so only those are looked at.
            var probe = shortest - 1
            while probe < end {
                guard kind(probe) != 0 else {
                    probe += shortest
                    continue
                }
                var lower = probe
                while lower > copied, kind(lower - 1) != 0 { lower -= 1 }
                var upper = probe + 1
                while upper < end, kind(upper) != 0 { upper += 1 }
                if upper - lower >= shortest,
                    isRandom(UnsafeBufferPointer(rebasing: text[lower..<upper]), classes, context)
                {
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<lower]))
                    bytes.append(UInt8(ascii: "*"))
                    copied = upper
                }
                probe = upper + shortest
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<end]))
        }
    }

    private func isRandom(
        _ word: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>, _ context: Context
    ) -> Bool {
        var digits = 0
        for byte in word where classes[Int(byte)] == Class.digit.rawValue { digits += 1 }
        // Most words end here.
        guard digits > 0 || word.count >= 32 else { return false }
        var hex = 0
        var lower = 0
        var upper = 0
        var changes = 0
        var previous: UInt8 = 255
        for byte in word {
            let kind = classes[Int(byte)]
            switch kind {
            case Class.hexLower.rawValue:
                hex += 1
                lower += 1
            case Class.lower.rawValue: lower += 1
            case Class.hexUpper.rawValue:
                hex += 1
                upper += 1
            case Class.upper.rawValue: upper += 1
            default: break
            }
            // Digits, capitals and small letters take turns in what is random.
            let kinship = kind == Class.hexLower.rawValue || kind == Class.hexUpper.rawValue ? kind + 1 : kind
            if kinship != previous { changes += 1 }
            previous = kinship
        }
        let letters = lower + upper
        let count = word.count
        if letters == 0 {
            // Seconds or milliseconds since 1970, from 2017 to 2033.
            return context != .text && (count == 10 || count == 13) && digits == count
                && word.first == UInt8(ascii: "1") && word.dropFirst().first.map { $0 >= UInt8(ascii: "5") } == true
        }
        guard digits > 0 else { return lower > 0 && upper > 0 && changes * 3 > count }
        if hex == letters, digits + hex >= (context == .asset ? 8 : 16) { return true }
        if context == .asset { return lower > 0 && upper > 0 && changes * 3 >= count }
        return count >= 20 && changes * 3 > count
    }
}
