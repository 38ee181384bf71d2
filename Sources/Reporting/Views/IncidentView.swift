public import Journey

/// An incident as people and programs are shown it.
public struct IncidentView: Sendable, Hashable, Codable {
    public var id: String
    public var rule: String
    public var probe: String
    @OrNull public var location: String?
    public var state: Incident.State
    @Instant public var opened: Timestamp
    @InstantOrNull public var closed: Timestamp?
    @OrNull public var cause: VisitID?
    public var says: String

    public init(_ incident: Incident) {
        id = incident.id
        rule = incident.rule
        probe = incident.subject.probe
        state = incident.state
        opened = incident.opened
        says = incident.says
        location = incident.subject.location
        closed = incident.closed
        cause = incident.cause
    }

    public var subject: Subject { Subject(probe: probe, location: location) }
}
