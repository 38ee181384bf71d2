import Journey

extension FileDecoder {
    func schedule(_ node: Node) -> Schedule? {
        let rhythm: Schedule.Rhythm
        let spread = span(node["spread"])
        let hours = text(node["hours"])
        if let hours, let node = node["hours"] { mention(.hours(hours), at: node) }
        if let every = node["every"] {
            guard let span = span(every) else { return nil }
            if span.continuous < .seconds(1) { error("`every` must be at least `1s`", at: every.mark) }
            if let spread, spread.continuous > span.continuous, let mark = node["spread"]?.mark {
                error("`spread` (\(spread)) is longer than the period (\(span))", at: mark)
            }
            rhythm = .every(span)
        } else if let line = text(node["cron"]), let cron = try? Cron(line) {
            rhythm = .cron(cron)
        } else {
            return nil
        }
        return Schedule(rhythm, hours: hours, spread: spread)
    }
}
