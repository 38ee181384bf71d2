import Journey

/// A week's opening hours as a person types them: `mon-fri 9:00-18:00, sat 10:00-14:00`; or `always`.
struct OpeningWeek: Sendable, Hashable, CustomStringConvertible {
    /// By `Weekday.index`; a day without any is closed. Nil: always open.
    let days: [[OpeningHours]]?

    static let always = OpeningWeek(days: nil)

    private init(days: [[OpeningHours]]?) { self.days = days }

    init(_ hours: [Weekday: [OpeningHours]]) {
        days = Weekday.allCases.map { hours[$0] ?? [] }
    }

    /// - Throws: `TimeTextError`.
    init(_ text: String) throws(TimeTextError) {
        let text = text.trimmed.lowercased()
        if text == "always" || text == "24/7" {
            self = .always
            return
        }
        let form = "expected days and hours such as mon-fri 9:00-18:00, sat 10:00-14:00; or always"
        var hours: [Weekday: [OpeningHours]] = [:]
        var days: [Weekday] = []
        for word in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }) {
            if word.first?.isNumber == true {
                guard !days.isEmpty else { throw TimeTextError(text, form) }
                let span = try OpeningHours(String(word))
                for day in days { hours[day, default: []].append(span) }
            } else {
                days = try Weekday.days(String(word))
            }
        }
        guard !hours.isEmpty else { throw TimeTextError(text, form) }
        self.init(hours)
    }

    /// Runs of days with the same hours: `mon-fri` and `08:00-18:00`; closed days left out.
    var runs: [(days: String, hours: [String])] {
        guard let days else { return [] }
        var runs: [(first: Int, last: Int, hours: [OpeningHours])] = []
        for (index, hours) in days.enumerated() where !hours.isEmpty {
            if let last = runs.last, last.last == index - 1, last.hours == hours {
                runs[runs.count - 1].last = index
            } else {
                runs.append((index, index, hours))
            }
        }
        return runs.map { run in
            let names = [run.first, run.last].map { String(Weekday.allCases[$0].rawValue.prefix(3)) }
            return (run.first == run.last ? names[0] : names.joined(separator: "-"), run.hours.map(\.description))
        }
    }

    var description: String {
        days == nil ? "always" : runs.map { "\($0.days) \($0.hours.joined(separator: " "))" }.joined(separator: ", ")
    }
}
