import Journey

private let zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"].compactMap { try? Zone($0) }

/// Everything that reads a text about time, and the reckoning on what was read.
func fuzzTimes(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let hash = bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    let now = Timestamp(seconds: Int64(hash % 4_000_000_000))
    let zone = zones[Int(hash % UInt64(max(1, zones.count)))]
    if let cron = try? Cron(text), let next = cron.next(after: now, in: zone) { precondition(next > now) }
    _ = try? DayText(text)
    if let form = try? DayForm(text) { _ = DayText(offset: 3).text(at: now, in: zone, form: form) }
    if let instant = Timestamp(iso8601: text) { _ = "\(instant)" }
    let hours = text.split(separator: ",").compactMap { try? OpeningHours(String($0)) }
    let days = (try? Weekday.days(String(text.prefix { $0 != " " }))) ?? [.monday]
    let week = Dictionary(days.map { ($0, hours) }) { first, _ in first }
    let calendar = OpenCalendar(zone: zone, week: week)
    if let next = calendar.nextOpening(after: now) { precondition(next > now) }
    if let span = try? BusinessSpan(text) {
        if let end = calendar.advance(from: now, by: span.span) { precondition(end >= now) }
        _ = "\(span)"
    }
    if let span = try? Span(text) {
        _ = "\(span)"
        _ = now + span.continuous
        let second = Span(.seconds(1))
        if span.continuous >= second.continuous {
            let table = Timetable(
                Schedule(.every(span)), seed: hash, probe: "a", location: nil, hours: calendar, zone: zone)
            if let start = table.nextStart(after: now, lastSlot: nil) {
                precondition(start.at > now || start.at >= now)
            }
        }
    }
    _ = try? Zone(text)
}
