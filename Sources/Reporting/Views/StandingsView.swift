public import Journey

/// All standings of a status document.
public struct StandingsView: Sendable, Hashable, Codable {
    @Instant public var since: Timestamp
    public var business: StandingView
    public var probes: [Probe]
    public var locations: [StatusDocument.Place]
    public var owners: [StatusDocument.Owner]

    /// One probe at one location.
    public struct Probe: Sendable, Hashable, Codable {
        public var probe: String
        @OrNull public var location: String?
        public var standing: StandingView
    }

    public init(_ document: StatusDocument) {
        since = document.since
        business = document.business
        probes = document.probes.map { Probe(probe: $0.probe, location: $0.location, standing: $0.standing) }
        locations = document.locations
        owners = document.owners
    }
}
