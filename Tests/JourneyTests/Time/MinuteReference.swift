import Foundation
import Testing

@testable import Journey

/// A slow reading of the same rules, minute by minute through real time, with Foundation's idea of what a zone's clock
/// shows. Everything starts on whole minutes.
struct MinuteReference {
    let start: Int64
    /// What clocks show in each minute from `start` (in minutes since 1970).
    let shown: [Int64]
    /// For each minute: whether it is open, and the (earliest) date of an opening around it.
    private(set) var openDay: [Int64?]
    /// The open days in order, each with its openings' minutes.
    private var openDays: [(day: Int64, openings: [Range<Int>])] = []
    private let firstMinuteShowing: [Int64: Int]

    init(zone identifier: String, start: Int64, count: Int) throws {
        let zone = try #require(TimeZone(identifier: identifier))
        self.start = start
        // Asked each quarter of an hour, on which all clocks change: Foundation takes its time.
        var offset: Int64 = 0
        shown = (0..<count).map { index in
            let minute = start + Int64(index)
            if index == 0 || minute % 15 == 0 {
                offset = Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60)) / 60)
            }
            return minute + offset
        }
        openDay = Array(repeating: nil, count: count)
        // "The first minute that shows so much or more": kept for every time that is reached.
        var first: [Int64: Int] = [:]
        var highest = shown[0] - 1
        for (index, local) in shown.enumerated() where local > highest {
            for time in (highest + 1)...local { first[time] = index }
            highest = local
        }
        firstMinuteShowing = first
    }

    func index(ofLocal local: Int64) -> Int? { firstMinuteShowing[local] }

    /// - Parameter hours: what each date (days since 1970) has, in minutes after midnight.
    mutating func open(hours: (Day) -> [(opens: Int, closes: Int)]) {
        let days = (shown[0] / 1440)...(shown[shown.count - 1] / 1440)
        for day in days {
            var openings: [Range<Int>] = []
            for (opens, closes) in hours(Day(number: Int(day))) {
                guard let from = index(ofLocal: day * 1440 + Int64(opens)) else { continue }
                let to = index(ofLocal: day * 1440 + Int64(closes)) ?? shown.count
                if from < to { openings.append(from..<to) }
                for minute in from..<max(to, from) where openDay[minute] == nil { openDay[minute] = day }
            }
            if !openings.isEmpty { openDays.append((day, openings)) }
        }
    }

    func openMinutes(from: Int, to: Int) -> Int {
        openDay[from..<to].count { $0 != nil }
    }

    /// The first minute by which so many open ones have passed.
    func advance(from: Int, minutes: Int) -> Int? {
        var left = minutes
        var index = from
        while left > 0 {
            guard index < openDay.count else { return nil }
            if openDay[index] != nil { left -= 1 }
            index += 1
        }
        return index
    }

    /// The same time of day on the n-th open day after.
    func advance(from: Int, days: Int) -> Int? {
        guard let begin = (from..<openDay.count).first(where: { openDay[$0] != nil }), let day = openDay[begin] else {
            return nil
        }
        let later = openDays.filter { $0.day > day }
        guard later.count >= days, case let end = later[days - 1],
            let target = index(ofLocal: shown[begin] + (end.day - day) * 1440)
        else { return nil }
        if end.openings.contains(where: { $0.contains(target) }) { return target }
        // The last closing before, or the first opening.
        return end.openings.map(\.upperBound).filter { $0 <= target }.max()
            ?? end.openings.map(\.lowerBound).min()
    }
}
