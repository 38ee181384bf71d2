extension JSON {
    /// Arrays and objects may be nested this deep, so that walking a value can never exhaust the stack.
    public static let greatestDepth = 512
    /// Values of a text, all arrays and objects among them: a text of 10 MB can have millions, which take up to
    /// a hundred times its memory.
    public static let mostValues = 1_000_000

    /// Reads a JSON text (RFC 8259) of UTF-8 bytes, strictly. A byte order mark is skipped, as §8.1 allows. Of an
    /// object's members with the same name the last one wins.
    ///
    /// - Throws: `JSONError`, also for text nested deeper than `greatestDepth` or with more than `mostValues`, and for
    ///   unpaired surrogates.
    public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
        var parser = JSONParser(bytes: Array(bytes))
        self = try parser.document()
    }
}

/// Keeps its own stack of open arrays and objects instead of recursing: depth costs memory, not stack.
private struct JSONParser {
    let bytes: [UInt8]
    var at = 0
    var open: [Container] = []
    var valueCount = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        while true {
            guard var value = try valueUnlessOpening() else { continue }
            while true {
                guard let innermost = open.indices.last else {
                    try end()
                    return value
                }
                open[innermost].append(value)
                if try separator() { break }
                value = open.removeLast().value
            }
        }
    }

    /// Reads a value that is complete at once; nil after the start of an array or object that has contents.
    private mutating func valueUnlessOpening() throws(JSONError) -> JSON? {
        skipWhitespace()
        valueCount += 1
        guard valueCount <= JSON.mostValues else { throw error("there are more than \(JSON.mostValues) values") }
        switch byte {
        case UInt8(ascii: "["):
            try push(Container(isObject: false))
            guard byte == UInt8(ascii: "]") else { return nil }
            at += 1
            return open.removeLast().value
        case UInt8(ascii: "{"):
            try push(Container(isObject: true))
            guard byte == UInt8(ascii: "}") else {
                try name()
                return nil
            }
            at += 1
            return open.removeLast().value
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
        default: throw unexpected("a value")
        }
    }

    private mutating func push(_ container: Container) throws(JSONError) {
        guard open.count < JSON.greatestDepth else {
            throw error("arrays and objects are nested deeper than \(JSON.greatestDepth)")
        }
        open.append(container)
        at += 1
        skipWhitespace()
    }

    /// Reads a comma, and in an object the next name; false at the end of the innermost container.
    private mutating func separator() throws(JSONError) -> Bool {
        skipWhitespace()
        let isObject = open[open.count - 1].isObject
        let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        switch byte {
        case UInt8(ascii: ","):
            at += 1
            if isObject {
                skipWhitespace()
                try name()
            }
            return true
        case closing:
            at += 1
            return false
        default:
            throw unexpected(isObject ? "“,” or “}”" : "“,” or “]”")
        }
    }

    private mutating func name() throws(JSONError) {
        guard byte == UInt8(ascii: "\"") else { throw unexpected("a member's name in double quotes") }
        open[open.count - 1].name = try string()
        skipWhitespace()
        guard byte == UInt8(ascii: ":") else { throw unexpected("“:” after the member's name") }
        at += 1
    }

    private mutating func end() throws(JSONError) {
        skipWhitespace()
        if at < bytes.count { throw unexpected("the end of the text") }
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[at...].starts(with: text.utf8) else { throw unexpected("a value") }
        at += text.utf8.count
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        do throws(NumberScan.Failure) {
            let scan = try NumberScan(bytes[at...])
            defer { at = scan.end }
            return JSON(number: String(decoding: bytes[at..<scan.end], as: UTF8.self), isInteger: scan.isInteger)
        } catch {
            at = error.offset
            throw unexpected(error.expected)
        }
    }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipWhitespace() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private func error(_ message: String) -> JSONError {
        JSONError(message, at: at, in: bytes)
    }

    private func unexpected(_ expected: String) -> JSONError {
        let found =
            switch byte {
            case nil: "the end of the text"
            case .some(let byte) where (0x21..<0x7F).contains(byte):
                "“\(Character(Unicode.Scalar(byte)))”"
            case .some(let byte): "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
            }
        return error("expected \(expected), found \(found)")
    }
}

extension JSONParser {
    /// Reads a string, from its opening quote to its closing one.
    private mutating func string() throws(JSONError) -> String {
        at += 1
        var start = at
        var text = ""
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                text += String(decoding: bytes[start..<at], as: UTF8.self)
                at += 1
                return text
            case UInt8(ascii: "\\"):
                text += String(decoding: bytes[start..<at], as: UTF8.self)
                text.unicodeScalars.append(try escape())
                start = at
            case 0..<0x20: throw error("a string may not hold a raw control character; write it as an escape")
            case 0x80...: try multibyteScalar()
            default: at += 1
            }
        }
        throw unexpected("“\"” at the string's end")
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        at += 1
        defer { at += 1 }
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let start = at
            let unit = try hexUnit()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            // Surrogates are valid only as a pair.
            if UTF16.isLeadSurrogate(unit), bytes[(at + 1)...].starts(with: [0x5C, UInt8(ascii: "u")]) {
                at += 2
                let trail = try hexUnit()
                if UTF16.isTrailSurrogate(trail) {
                    return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
                }
            }
            at = start - 1
            throw error("an unpaired surrogate is not a character")
        default: throw unexpected("one of \" \\ / b f n r t u after “\\”")
        }
    }

    /// Reads the four digits after `u`, and stops on the last one.
    private mutating func hexUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            at += 1
            guard let digit = byte.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw unexpected("four hexadecimal digits after “\\u”")
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// Checks and passes one scalar of two to four bytes (Unicode, table 3-7: no overlong forms, no surrogates).
    private mutating func multibyteScalar() throws(JSONError) {
        func next(_ distance: Int, in range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            at + distance < bytes.count && range.contains(bytes[at + distance])
        }
        let length: Int? =
            switch bytes[at] {
            case 0xC2...0xDF: next(1) ? 2 : nil
            case 0xE0: next(1, in: 0xA0...0xBF) && next(2) ? 3 : nil
            case 0xED: next(1, in: 0x80...0x9F) && next(2) ? 3 : nil
            case 0xE1...0xEF: next(1) && next(2) ? 3 : nil
            case 0xF0: next(1, in: 0x90...0xBF) && next(2) && next(3) ? 4 : nil
            case 0xF1...0xF3: next(1) && next(2) && next(3) ? 4 : nil
            case 0xF4: next(1, in: 0x80...0x8F) && next(2) && next(3) ? 4 : nil
            default: nil
            }
        guard let length else { throw error("the text is not UTF-8 here") }
        at += length
    }
}

/// An array or object whose end has not been read.
private struct Container {
    let isObject: Bool
    /// Of the member whose value comes next.
    var name = ""
    private var values: [JSON] = []
    private var members: [JSON.Member] = []
    private var places: [ExactText: Int] = [:]

    init(isObject: Bool) {
        self.isObject = isObject
    }

    var value: JSON { isObject ? .object(members) : .array(values) }

    mutating func append(_ value: JSON) {
        guard isObject else { return values.append(value) }
        let member = JSON.Member(name: name, value: value)
        if let place = place(of: name) {
            members[place] = member
        } else {
            members.append(member)
        }
    }

    /// Where a member of this name is; notes where a new one will be. Few members are searched one by one, which is
    /// faster; many through an index, or a large object would take quadratic time.
    private mutating func place(of name: String) -> Int? {
        if members.count < 16 { return members.firstIndex { $0.name.hasSameScalars(as: name) } }
        if places.isEmpty {
            for (place, member) in members.enumerated() { places[ExactText(member.name)] = place }
        }
        let key = ExactText(name)
        if let place = places[key] { return place }
        places[key] = members.count
        return nil
    }
}
