/// The rule at the end of a zone's file, for all times after its table: the `TZ` of POSIX with the extensions of RFC
/// 8536 section 3.3.1, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule {
    private let standard: Int32
    private let summer: (offset: Int32, begins: Change, ends: Change)?

    private enum Date {
        /// Day of the year from 1, 29 February never counted.
        case julian(Int)
        /// Day of the year from 0.
        case ordinal(Int)
        /// The week's weekday (0 is Sunday) of the month; week 5 is the last.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    private struct Change {
        let date: Date
        /// Seconds after midnight, −167 h…167 h.
        let time: Int

        func local(year: Int) -> Int64? {
            guard let newYear = Day(year: year, month: 1, day: 1) else { return nil }
            let day: Day
            switch date {
            case .julian(let number):
                let leapDay = Day.length(ofMonth: 2, year: year) == 29 && number >= 60 ? 1 : 0
                day = newYear + (number - 1 + leapDay)
            case .ordinal(let number):
                day = newYear + number
            case .weekday(let month, let week, let weekday):
                guard let first = Day(year: year, month: month, day: 1) else { return nil }
                // 1970-01-01 was a Thursday: day 4 of a week that begins on Sunday.
                let firstWeekday = ((first.number + 4) % 7 + 7) % 7
                var date = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
                if date > Day.length(ofMonth: month, year: year) { date -= 7 }
                day = first + (date - 1)
            }
            return Int64(day.number) * 86_400 + Int64(time)
        }
    }

    /// Nil for an empty footer, one without a rule, or one that cannot be read.
    init?(footer: some Collection<UInt8>) {
        let text = String(decoding: footer, as: UTF8.self)
        guard let line = text.split(separator: "\n").first else { return nil }
        var reader = Reader(rest: line)
        guard reader.name(), let standard = reader.offset() else { return nil }
        self.standard = standard
        if reader.rest.isEmpty {
            summer = nil
            return
        }
        guard reader.name() else { return nil }
        let summerOffset = reader.rest.first == "," ? standard + 3600 : reader.offset()
        guard let summerOffset, let begins = reader.change(), let ends = reader.change(), reader.rest.isEmpty else {
            return nil
        }
        summer = (summerOffset, begins, ends)
    }

    /// The changes of one year, in order.
    func changes(year: Int) -> [(at: Int64, offset: Int32)] {
        guard let summer, let begins = summer.begins.local(year: year), let ends = summer.ends.local(year: year) else {
            return []
        }
        return [
            (at: begins - Int64(standard), offset: summer.offset),
            (at: ends - Int64(summer.offset), offset: standard),
        ].sorted { $0.at < $1.at }
    }

    private struct Reader {
        var rest: Substring

        mutating func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }

        /// `CET` or `<+0330>`.
        mutating func name() -> Bool {
            if skip("<") {
                guard let end = rest.firstIndex(of: ">") else { return false }
                rest = rest[rest.index(after: end)...]
                return true
            }
            let count = rest.prefix { $0.isASCII && $0.isLetter }.count
            rest = rest.dropFirst(count)
            return count >= 3
        }

        mutating func number(_ range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard digits.count <= 3, let value = Int(digits), range.contains(value) else { return nil }
            rest = rest.dropFirst(digits.count)
            return value
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func time(maximumHours: Int) -> Int? {
            let sign = skip("-") ? -1 : 1
            if sign == 1 { _ = skip("+") }
            guard let hours = number(0...maximumHours) else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where skip(":") {
                guard let value = number(0...59) else { return nil }
                seconds += value * unit
            }
            return sign * seconds
        }

        /// POSIX counts west of Greenwich as positive; we count east.
        mutating func offset() -> Int32? {
            time(maximumHours: 23).map { Int32(-$0) }
        }

        mutating func change() -> Change? {
            guard skip(","), let date = date() else { return nil }
            guard skip("/") else { return Change(date: date, time: 7200) }
            return time(maximumHours: 167).map { Change(date: date, time: $0) }
        }

        private mutating func date() -> Date? {
            if skip("J") { return number(1...365).map(Date.julian) }
            guard skip("M") else { return number(0...365).map(Date.ordinal) }
            guard let month = number(1...12), skip("."), let week = number(1...5), skip("."),
                let weekday = number(0...6)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
    }
}
