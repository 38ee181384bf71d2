public import Journey

/// The series of visits that a configuration asks for, and what standings need to know of each.
public struct Roster: Sendable, Hashable {
    public var series: [Series]

    public init(_ series: [Series] = []) {
        self.series = series
    }

    public struct Series: Sendable, Hashable {
        public var subject: Subject
        public var owner: String?
        public var tags: [String]
        public var weight: Double
        public var paused: Bool
        /// Names of its touchpoints, in the journey's order.
        public var touchpoints: [String]

        public init(
            subject: Subject, owner: String? = nil, tags: [String] = [], weight: Double = 1, paused: Bool = false,
            touchpoints: [String] = []
        ) {
            self.subject = subject
            self.owner = owner
            self.tags = tags
            self.weight = weight
            self.paused = paused
            self.touchpoints = touchpoints
        }
    }

    public init(_ configuration: Configuration) {
        series = []
        for probe in configuration.probes {
            let places: [String?] =
                probe.forEach.map { selector in configuration.locations.filter(selector.selects).map(\.id) } ?? [nil]
            for place in places {
                series.append(
                    Series(
                        subject: Subject(probe: probe.name, location: place), owner: probe.owner, tags: probe.tags,
                        weight: probe.weight, paused: probe.paused, touchpoints: probe.touchpoints.map(\.name)))
            }
        }
    }
}
