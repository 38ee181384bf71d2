public import Journey
import Transfer

/// The visits of one probe at one location: the route, who walks it, and what the names in its templates mean there.
public struct Series: Sendable {
    public let subject: Subject
    public let location: Location?
    let route: Route
    let personas: [Persona]
    let configuration: Configuration
    let zone: Zone
    private let dayForm: DayForm

    public var probe: Probe { route.probe }

    /// - Throws: `RouteError` when a calendar is missing.
    init(_ probe: Probe, at location: Location?, in configuration: Configuration) throws(RouteError) {
        subject = Subject(probe: probe.name, location: location?.id)
        self.location = location
        self.configuration = configuration
        route = try Route(probe, at: location, in: configuration)
        personas = probe.personas.compactMap { configuration.personas[$0] }
        zone = (location?.timeZone ?? configuration.defaults.timeZone).flatMap { try? Zone($0) } ?? .utc
        dayForm = location?.dateForm.flatMap { try? DayForm($0) } ?? .iso8601
    }

    /// Why no visit can be made, though the file is right: acts that this release does not perform.
    var notPerformed: String? {
        for touchpoint in probe.touchpoints {
            if case .exchange = touchpoint.act { continue }
            return "`\(touchpoint.name)` speaks to people, which this release does not do yet"
        }
        return nil
    }

    /// Personas are taken in turn.
    func persona(forSlot slot: Int64?) -> Persona? {
        guard !personas.isEmpty else { return nil }
        let count = Int64(personas.count)
        return personas[Int(((slot ?? 0) % count + count) % count)]
    }

    /// What names stand for before anything has been captured.
    func scope(persona: Persona?, state: VisitState?, secrets: [String: String], timepiece: any Timepiece) -> Scope {
        var scope = Scope { [zone, dayForm] offset in
            DayText(offset: offset).text(at: timepiece.now(), in: zone, form: dayForm)
        }
        scope.values = configuration.values
        scope.fields["business.name"] = configuration.business.name
        if let location {
            for (name, value) in location.values { scope.fields["location." + name] = value }
            scope.fields["location.id"] = location.id
            scope.fields["location.name"] = location.name
            scope.fields["location.region"] = location.region
            scope.fields["location.language"] = location.language
        }
        if let persona {
            for (name, value) in persona.values { scope.fields["persona." + name] = value }
            scope.fields["persona.id"] = persona.id
            scope.fields["persona.name"] = persona.name
            scope.fields["persona.email"] = persona.email
            scope.fields["persona.phone"] = persona.phone
            scope.fields["persona.address"] = persona.address
            scope.fields["persona.language"] = persona.language
        }
        if let state {
            scope.fields["visit.id"] = state.id.rawValue
            scope.fields["visit.mark"] = state.mark
            scope.settings = state.settings
            scope.captures = state.captures
        }
        scope.secrets = secrets
        return scope
    }
}

extension Origin {
    /// Where a captured reference leads from the page it was captured on; nothing when it leads nowhere.
    static func resolve(_ reference: String, against base: String) -> String? {
        guard let base = try? WebAddress(base), let address = try? base.resolving(Array(reference.utf8)) else {
            return nil
        }
        return address.text
    }

    /// The origin of an absolute http or https address; nothing for any other text.
    init?(address: String) {
        guard let address = try? WebAddress(address) else { return nil }
        self = address.origin
    }
}
