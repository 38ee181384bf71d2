internal import Journey

extension String {
    /// Columns that a terminal gives to it: none for marks that combine, two for East Asian wide forms and emoji (UAX #11). Escape
    /// sequences are not counted right, so colour comes after measuring.
    var columns: Int {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
        return reduce(0) { $0 + $1.columns }
    }

    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - columns))
    }

    func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - columns)) + self
    }

    /// As a line of a terminal shows it: what is invisible escaped, what is too long cut.
    func shown(upTo width: Int = 200) -> String {
        let escaped = escapedForDisplay(maxLength: Swift.max(1, width))
        guard escaped.columns > width else { return escaped }
        var result = ""
        var used = 0
        for character in escaped {
            used += character.columns
            guard used < width else { break }
            result.append(character)
        }
        return result + "…"
    }

    /// The same over several lines, broken between words where that is possible; what fits on none is cut.
    func shown(over lines: Int, width: Int) -> [String] {
        var rest = shown(upTo: lines * width)[...]
        var result: [String] = []
        while rest.description.columns > width, result.count < lines - 1 {
            var used = 0
            let full = rest.prefix { character in
                used += String(character).columns
                return used <= width
            }
            let word = full.lastIndex(of: " ").map { rest[..<$0] } ?? full
            let line = word.isEmpty ? full : word
            guard !line.isEmpty else { break }
            result.append(String(line))
            rest = rest[line.endIndex...].drop { $0 == " " }
        }
        return result + [String(rest).shown(upTo: width)]
    }
}

extension Character {
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
        return Character.wide.contains { $0.contains(first.value) } ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
    ]
}
