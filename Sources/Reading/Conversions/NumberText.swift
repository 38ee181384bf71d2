/// Numbers as people and machines write them.
public enum NumberText {
    /// The one number in a text, whatever currency, unit or sign of percent stands beside it: `1 234,50 €` is 1234.5,
    /// `-3.5%` is -3.5, `1'234` and `1,234` are 1234.
    ///
    /// Spaces (no-break ones too) and apostrophes group digits. Of `.` and `,` the last one is the decimal sign when
    /// both occur, and neither is when it occurs twice. A single comma before exactly three digits groups them
    /// (`1,234`, but not `0,125`), a single point never does (`1.234` is not 1234), unless `decimalSign` says what the location writes.
    /// The result is a Double: exact up to 15 digits. Longer whole numbers are best compared as text.
    public static func number(in text: String, decimalSign: Character? = nil) throws(ReadingError) -> Double {
        let scalars = Array(text.prefix(1_000).unicodeScalars)
        guard let first = scalars.firstIndex(where: isDigit) else {
            throw ReadingError("'\(shortened(text))' holds no number")
        }
        if let plain = scientific(scalars, from: first) { return plain }
        var end = first
        var signs: [(sign: Unicode.Scalar, place: Int)] = []
        var digits: [Unicode.Scalar] = []
        while end < scalars.count {
            let scalar = scalars[end]
            if isDigit(scalar) {
                digits.append(scalar)
            } else if isSign(scalar), end + 1 < scalars.count, isDigit(scalars[end + 1]) {
                signs.append((scalar, digits.count))
            } else if !isGrouping(scalar) || !areThreeDigits(scalars, after: end) {
                break
            }
            end += 1
        }
        guard !scalars[end...].contains(where: isDigit) else {
            throw ReadingError(
                "'\(shortened(text))' holds more than one number", advice: "capture only the one that is meant")
        }
        let point = decimalPlace(signs, digits, decimalSign: decimalSign?.unicodeScalars.first)
        var plain = String(String.UnicodeScalarView(digits[..<(point ?? digits.count)]))
        if let point { plain += "." + String(String.UnicodeScalarView(digits[point...])) }
        guard let magnitude = Double(plain), magnitude.isFinite else {
            throw ReadingError("'\(shortened(text))' is too large for a number")
        }
        return isNegative(scalars[..<first]) ? -magnitude : magnitude
    }

    /// `1e3`, `2.5E-7`: as machines write them.
    private static func scientific(_ scalars: [Unicode.Scalar], from first: Int) -> Double? {
        let word = scalars[first...].prefix { isDigit($0) || ".eE+-".unicodeScalars.contains($0) }
        guard word.contains("e") || word.contains("E"),
            !scalars[word.endIndex...].contains(where: { isDigit($0) || $0 == "," }),
            let value = Double(String(String.UnicodeScalarView(word))), value.isFinite
        else { return nil }
        return isNegative(scalars[..<first]) ? -value : value
    }

    /// After how many digits the decimal sign stands; nil when there is none.
    private static func decimalPlace(
        _ signs: [(sign: Unicode.Scalar, place: Int)], _ digits: [Unicode.Scalar], decimalSign: Unicode.Scalar?
    ) -> Int? {
        guard let last = signs.last else { return nil }
        if let decimalSign { return last.sign == decimalSign ? last.place : nil }
        if signs.dropLast().contains(where: { $0.sign == last.sign }) { return nil }
        let groupsThree = digits.count - last.place == 3 && (1...3).contains(last.place) && digits.first != "0"
        if signs.count == 1, last.sign == ",", groupsThree { return nil }
        return last.place
    }

    private static func isNegative(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
        // `€ -5`, `-€5`, `−5`; in `A-5` and `2 - ` the hyphen is not a sign, but there is nothing left to tell by.
        let near = before.reversed().prefix { !("A"..."Z").contains($0) && !("a"..."z").contains($0) }
        return near.contains { $0 == "-" || $0 == "\u{2212}" }
    }

    private static func areThreeDigits(_ scalars: [Unicode.Scalar], after place: Int) -> Bool {
        place + 3 < scalars.count && scalars[(place + 1)...(place + 3)].allSatisfy(isDigit)
            && (place + 4 == scalars.count || !isDigit(scalars[place + 4]))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

    private static func isGrouping(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}"].contains(scalar)
    }
}

/// The start of a text, for an error message.
func shortened(_ text: String) -> String { text.count > 60 ? text.prefix(60) + "…" : text }
