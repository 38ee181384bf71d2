/// One field of a cron line, as the set of values that fit.
struct CronField {
    /// What was written, and where in the line it begins (from 1).
    struct Source {
        var text: String
        let column: Int
    }

    enum Kind {
        case minute, hour, dayOfMonth, month, dayOfWeek

        var name: String {
            switch self {
            case .minute: "minute"
            case .hour: "hour"
            case .dayOfMonth: "day of month"
            case .month: "month"
            case .dayOfWeek: "day of week"
            }
        }

        var range: ClosedRange<Int> {
            switch self {
            case .minute: 0...59
            case .hour: 0...23
            case .dayOfMonth: 1...31
            case .month: 1...12
            case .dayOfWeek: 0...7
            }
        }

        /// `*` means these: 7 is another name of 0.
        var all: ClosedRange<Int> { self == .dayOfWeek ? 0...6 : range }

        var names: [String] {
            switch self {
            case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            default: []
            }
        }
    }

    let bits: UInt64
    let beginsWithStar: Bool

    /// - Parameter line: the whole, for the error.
    init(_ line: String, _ source: Source, _ kind: Kind) throws(TimeTextError) {
        var bits: UInt64 = 0
        var column = source.column
        for part in source.text.split(separator: ",", omittingEmptySubsequences: false) {
            for value in try CronField.values(line, part, kind, column: column) { bits |= 1 << UInt64(value) }
            column += part.count + 1
        }
        self.bits = bits
        beginsWithStar = source.text.hasPrefix("*")
    }

    private static func values(
        _ line: String, _ part: Substring, _ kind: Kind, column: Int
    ) throws(TimeTextError) -> StrideThrough<Int> {
        func error(_ reason: String, at offset: Int = 0) -> TimeTextError {
            TimeTextError(line, column: column + offset, reason)
        }
        let pieces = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let ends = pieces[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let range: ClosedRange<Int>
        if pieces[0] == "*" {
            range = kind.all
        } else {
            guard let start = value(ends[0], kind) else { throw error(expectation(ends[0], kind)) }
            var end = start
            if ends.count == 2 {
                guard let value = value(ends[1], kind) else {
                    throw error(expectation(ends[1], kind), at: ends[0].count + 1)
                }
                end = value
                // `fri-sun`, where Sunday counts as 7.
                if kind == .dayOfWeek, end == 0, start > 0 { end = 7 }
            }
            guard start <= end else {
                throw error("a range goes from the smaller to the larger: for two ends write two parts with a comma")
            }
            range = start...end
        }
        guard pieces.count == 2 else { return stride(from: range.lowerBound, through: range.upperBound, by: 1) }
        let place = pieces[0].count + 1
        guard pieces[0] == "*" || ends.count == 2 else {
            throw error(
                "a step follows * or a range, as in */5 or \(ends[0])-\(kind.range.upperBound)/\(pieces[1])",
                at: place - 1)
        }
        guard let step = number(pieces[1]), step >= 1, step <= kind.range.upperBound else {
            throw error("expected a step of 1 to \(kind.range.upperBound)", at: place)
        }
        return stride(from: range.lowerBound, through: range.upperBound, by: step)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func value(_ text: Substring, _ kind: Kind) -> Int? {
        if let number = number(text) { return kind.range.contains(number) ? number : nil }
        return kind.names.firstIndex(of: text.lowercased()).map { $0 + (kind == .month ? 1 : 0) }
    }

    private static func expectation(_ text: Substring, _ kind: Kind) -> String {
        let names = kind.names.first.map { " or a name such as \($0)" } ?? ""
        let what = text.isEmpty ? "nothing" : "'\(text)'"
        return "\(what) is no \(kind.name): expected \(kind.range.lowerBound) to \(kind.range.upperBound)\(names)"
    }
}
