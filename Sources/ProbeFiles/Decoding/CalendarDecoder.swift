import Journey

extension FileDecoder {
    func calendars(_ node: Node?, timeZone: String?) -> [String: OpenCalendar] {
        var calendars: [String: OpenCalendar] = [:]
        for entry in node?.entries ?? [] {
            if entry.key == "always" { error("`always` is a calendar already, open day and night", at: entry.mark) }
            declare(.calendar, entry.key, at: entry.mark)
            calendars[entry.key] = calendar(entry.value, timeZone: timeZone)
        }
        return calendars
    }

    private func calendar(_ node: Node, timeZone: String?) -> OpenCalendar? {
        guard case .map = node.content else { return nil }
        let zone = (text(node["time-zone"]) ?? timeZone).flatMap { try? Zone($0) } ?? .utc
        var week: [Weekday: [OpeningHours]] = [:]
        for entry in node["week"]?.entries ?? [] {
            for day in (try? Weekday.days(entry.key)) ?? [] {
                if week[day] != nil {
                    error("\(day.rawValue) has its hours already", at: entry.mark)
                }
                week[day] = hours(entry.value)
            }
        }
        if node["week"] == nil { for day in Weekday.allCases { week[day] = [.allDay] } }
        var dates: [Day: [OpeningHours]] = [:]
        var yearly: [MonthDay: [OpeningHours]] = [:]
        func put(_ hours: [OpeningHours], on date: String, at mark: Node.Mark) {
            if let day = Day(iso8601: date) {
                if dates.updateValue(hours, forKey: day) != nil { error("\(date) is written twice", at: mark) }
            } else if let day = MonthDay(date) {
                if yearly.updateValue(hours, forKey: day) != nil { error("\(date) is written twice", at: mark) }
            }
        }
        for item in node["holidays"]?.items ?? [] {
            if let date = item.text { put([], on: date, at: item.mark) }
        }
        for entry in node["dates"]?.entries ?? [] { put(hours(entry.value), on: entry.key, at: entry.mark) }
        let calendar = OpenCalendar(zone: zone, week: week, dates: dates, yearly: yearly)
        let written = (node["week"]?.entries ?? []) + (node["dates"]?.entries ?? [])
        if node["week"] != nil, written.allSatisfy({ texts($0.value) == ["closed"] }) {
            error("a calendar that never opens", at: node.mark)
        }
        return calendar
    }

    private func hours(_ node: Node) -> [OpeningHours] {
        texts(node).compactMap { $0 == "closed" ? nil : try? OpeningHours($0) }
    }
}
