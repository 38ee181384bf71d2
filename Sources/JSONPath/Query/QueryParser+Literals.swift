/// Numbers and strings (RFC 9535 §2.3.1 and §2.3.5).
extension QueryParser {
    mutating func number() throws(JSONPathError) -> JSON {
        let start = at
        let run = scalars[at...].prefix { $0.isDigit || "+-.eE".unicodeScalars.contains($0) }.map {
            UInt8(truncatingIfNeeded: $0.value)
        }
        do throws(NumberScan.Failure) {
            let scan = try NumberScan(run[...])
            at += scan.end
            return JSON(number: text(from: start), isInteger: scan.isInteger)
        } catch {
            at += error.offset
            throw unexpected(error.expected)
        }
    }

    mutating func string() throws(JSONPathError) -> String {
        let start = at
        let quote = scalars[at]
        at += 1
        var text = String.UnicodeScalarView()
        while let scalar = next {
            switch scalar {
            case quote:
                at += 1
                return String(text)
            case "\\": text.append(try escape(in: quote))
            case "\u{0}"..."\u{1F}":
                throw error("a string may not hold a raw control character; write it as an escape", at: at)
            default:
                text.append(scalar)
                at += 1
            }
        }
        throw error("this string has no closing quote", at: start)
    }

    private mutating func escape(in quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
        let start = at
        at += 1
        let scalar: Unicode.Scalar
        switch next {
        case quote: scalar = quote
        case "\\": scalar = "\\"
        case "/": scalar = "/"
        case "b": scalar = "\u{8}"
        case "f": scalar = "\u{C}"
        case "n": scalar = "\n"
        case "r": scalar = "\r"
        case "t": scalar = "\t"
        case "u":
            at += 1
            return try unicodeEscape(start: start)
        default: throw unexpected("one of \(quote) \\ / b f n r t u after “\\”")
        }
        at += 1
        return scalar
    }

    private mutating func unicodeEscape(start: Int) throws(JSONPathError) -> Unicode.Scalar {
        let unit = try hexUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if UTF16.isLeadSurrogate(unit), take("\\u") {
            let trail = try hexUnit()
            if UTF16.isTrailSurrogate(trail) { return UTF16.decode(UTF16.EncodedScalar([unit, trail])) }
        }
        throw error("an unpaired surrogate is not a character", at: start)
    }

    private mutating func hexUnit() throws(JSONPathError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
                throw unexpected("four hexadecimal digits after “\\u”")
            }
            unit = unit << 4 | UInt16(digit)
            at += 1
        }
        return unit
    }
}
