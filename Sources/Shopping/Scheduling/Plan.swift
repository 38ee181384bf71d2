public import Journey

/// A configuration made ready to be walked: one series for each probe and location. Replaced as a whole by a reload.
public final class Plan: Sendable {
    public let configuration: Configuration
    /// In the order of the files.
    public let series: [Series]
    private let index: [Subject: Int]

    /// - Throws: `RouteError` when a calendar is named that is not there.
    public init(_ configuration: Configuration) throws(RouteError) {
        self.configuration = configuration
        var series: [Series] = []
        for probe in configuration.probes {
            guard let selector = probe.forEach else {
                series.append(try Series(probe, at: nil, in: configuration))
                continue
            }
            for location in configuration.locations where selector.selects(location) {
                series.append(try Series(probe, at: location, in: configuration))
            }
        }
        self.series = series
        index = Dictionary(series.enumerated().map { ($1.subject, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(subject: Subject) -> Series? { index[subject].map { series[$0] } }

    /// When visits of a series begin; nothing for a series that is paused or only visited when asked.
    func timetable(of series: Series, seed: UInt64) -> Timetable? {
        let probe = series.probe
        guard let schedule = probe.schedule, !probe.paused, series.notPerformed == nil else { return nil }
        let calendars = Calendars(location: series.location, configuration: configuration)
        let hours = schedule.hours.flatMap { try? calendars.find($0) }
        return Timetable(
            schedule, seed: seed, probe: probe.name, location: series.location?.id, hours: hours, zone: series.zone)
    }
}
