/// A line of five cron fields, `minute hour day-of-month month day-of-week`, as Vixie's cron reads it; also
/// `@hourly @daily @midnight @weekly @monthly @yearly @annually`. Encoded as the text.
///
/// Fields are `*`, numbers, names (`jan`, `mon`), ranges, lists and steps (`*/5`, `8-18/2`); Sunday is 0 and 7. When
/// both day fields are restricted (neither begins with `*`), a day that fits one of them is enough.
///
/// A time that the spring change skips runs at the first minute after it, once however many were skipped. A time that
/// the autumn change repeats runs the first time only, unless the hour field is `*`: what runs every hour goes on
/// through the repeated one.
public struct Cron: Sendable, Hashable {
    /// As written.
    public let text: String
    /// Bit n stands for the value n. Days of the week: 0 is Sunday.
    private let minutes: UInt64
    private let hours: UInt64
    private let daysOfMonth: UInt64
    private let months: UInt64
    private let daysOfWeek: UInt64
    private let runsEveryHour: Bool
    private let eitherDayIsEnough: Bool

    /// Twenty-eight years bring every date and weekday together, forty where 2100 has no leap day.
    private static let maximumDays = 40 * 366

    /// True if it runs at one time of day only: a period of a day or more.
    public var runsAtMostDaily: Bool { minutes.nonzeroBitCount == 1 && hours.nonzeroBitCount == 1 }

    /// - Throws: `TimeTextError` with the column at which it goes wrong.
    public init(_ text: String) throws(TimeTextError) {
        self.text = text
        let fields = try Cron.fields(text)
        let minute = try CronField(text, fields[0], .minute)
        let hour = try CronField(text, fields[1], .hour)
        let dayOfMonth = try CronField(text, fields[2], .dayOfMonth)
        let month = try CronField(text, fields[3], .month)
        let dayOfWeek = try CronField(text, fields[4], .dayOfWeek)
        minutes = minute.bits
        hours = hour.bits
        daysOfMonth = dayOfMonth.bits
        months = month.bits
        daysOfWeek = (dayOfWeek.bits | dayOfWeek.bits >> 7) & 0x7F
        runsEveryHour = fields[1].text == "*"
        eitherDayIsEnough = !dayOfMonth.beginsWithStar && !dayOfWeek.beginsWithStar
        let possible = (1...12).contains { month in
            months & 1 << UInt64(month) != 0
                && daysOfMonth.trailingZeroBitCount <= Day.length(ofMonth: month, year: 2000)
        }
        guard possible || eitherDayIsEnough else {
            throw TimeTextError(text, column: fields[2].column, "there is no such date in any year")
        }
    }

    private static func fields(_ text: String) throws(TimeTextError) -> [CronField.Source] {
        if text.hasPrefix("@") {
            let line: String
            switch text {
            case "@hourly": line = "0 * * * *"
            case "@daily", "@midnight": line = "0 0 * * *"
            case "@weekly": line = "0 0 * * 0"
            case "@monthly": line = "0 0 1 * *"
            case "@yearly", "@annually": line = "0 0 1 1 *"
            default:
                throw TimeTextError(
                    text, column: 1, "expected @hourly, @daily, @weekly, @monthly, @yearly or five fields")
            }
            return line.split(separator: " ").map { CronField.Source(text: String($0), column: 1) }
        }
        var fields: [CronField.Source] = []
        for (index, character) in text.enumerated() where character != " " && character != "\t" {
            if let last = fields.last, last.column + last.text.count == index + 1 {
                fields[fields.count - 1].text.append(character)
            } else {
                fields.append(CronField.Source(text: String(character), column: index + 1))
            }
        }
        guard fields.count == 5 else {
            throw TimeTextError(
                text, column: fields.count > 5 ? fields[5].column : nil,
                "expected five fields (minute hour day-of-month month day-of-week), found \(fields.count)")
        }
        return fields
    }

    private func runs(on day: Day) -> Bool {
        let (_, month, date) = day.civil
        guard months & 1 << UInt64(month) != 0 else { return false }
        let fitsDate = daysOfMonth & 1 << UInt64(date) != 0
        let fitsWeekday = daysOfWeek & 1 << UInt64((day.weekday.index + 1) % 7) != 0
        return eitherDayIsEnough ? fitsDate || fitsWeekday : fitsDate && fitsWeekday
    }

    /// The first fitting minute of a clock that never changes, at or after `start` and before `end`; all in minutes
    /// since 1970 of that clock.
    private func firstFit(from start: Int64, before end: Int64) -> Int64? {
        var minute = start
        let limit = min(end, start.addingSaturating(Int64(Cron.maximumDays) * 1440))
        while minute < limit {
            let dayNumber = minute.flooredDivision(by: 1440)
            let midnight = dayNumber * 1440
            if runs(on: Day(number: Int(dayNumber))), let fit = firstFit(ofDay: Int(minute - midnight)) {
                return midnight + Int64(fit) < limit ? midnight + Int64(fit) : nil
            }
            minute = midnight + 1440
        }
        return nil
    }

    private func firstFit(ofDay start: Int) -> Int? {
        let hour = UInt64(start / 60)
        if hours & 1 << hour != 0 {
            let left = minutes >> UInt64(start % 60)
            if left != 0 { return start + left.trailingZeroBitCount }
        }
        let left = hours >> (hour + 1)
        return left == 0 ? nil : (Int(hour) + 1 + left.trailingZeroBitCount) * 60 + minutes.trailingZeroBitCount
    }

    /// The first run after an instant, by the clocks of a zone. Nil if there is none within forty years.
    public func next(after instant: Timestamp, in zone: Zone) -> Timestamp? {
        // At the ends of time instants saturate, and would not be later.
        nextRun(after: instant, in: zone).flatMap { $0 > instant ? $0 : nil }
    }

    private func nextRun(after instant: Timestamp, in zone: Zone) -> Timestamp? {
        // Times are whole minutes; where a zone's offset is not (before 1972), seconds of the local minute.
        var second = instant.seconds.addingSaturating(1)
        let horizon = second.addingSaturating(Int64(Cron.maximumDays) * 86_400)
        while second < horizon {
            let segment = zone.segment(at: second)
            // The moment of a change runs if a time that it skipped would have.
            if second == segment.start, segment.previousOffset < segment.offset {
                let skipped = (segment.start + segment.previousOffset).ceiledDivision(by: 60)
                let shown = (segment.start + segment.offset).ceiledDivision(by: 60)
                if firstFit(from: skipped, before: shown) != nil { return Timestamp(seconds: second) }
            }
            var local = second.addingSaturating(segment.offset)
            // After clocks went back, what is shown for the second time has had its turn.
            if !runsEveryHour, segment.previousOffset > segment.offset, segment.start > .min {
                local = max(local, segment.start + segment.previousOffset)
            }
            let end = segment.end == .max ? .max : segment.end + segment.offset
            if let fit = firstFit(from: local.ceiledDivision(by: 60), before: end.ceiledDivision(by: 60)) {
                return Timestamp(seconds: fit * 60 - segment.offset)
            }
            second = segment.end
        }
        return nil
    }

    /// The last run at or before an instant. Nil if there is none within forty years.
    func last(notAfter instant: Timestamp, in zone: Zone) -> Timestamp? {
        // Look back twice as far each time: few runs lie between one look and the next.
        var back = Duration.seconds(60)
        while back < .days(2 * Int64(Cron.maximumDays)) {
            var found: Timestamp?
            var cursor = instant - back
            while let run = next(after: cursor, in: zone), run <= instant {
                found = run
                cursor = run
            }
            if let found { return found }
            back *= 2
        }
        return nil
    }
}

extension Int64 {
    /// Division that rounds towards plus infinity.
    fileprivate func ceiledDivision(by divisor: Int64) -> Int64 {
        let quotient = flooredDivision(by: divisor)
        return quotient * divisor == self ? quotient : quotient + 1
    }
}

extension Cron: CustomStringConvertible {
    public var description: String { text }
}

extension Cron: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
