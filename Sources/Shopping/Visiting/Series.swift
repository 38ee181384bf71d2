public import Journey
import Transfer

/// The visits of one probe at one location: the route, who walks it, and what the names in its templates mean there.
///
/// A class, because it is handed about at every visit and has dozens of parts that would be counted each time.
public final class Series: Sendable {
    public let subject: Subject
    public let location: Location?
    let route: Route
    let personas: [Persona]
    let configuration: Configuration
    let zone: Zone
    private let dayForm: DayForm
    /// What plain names stand for: a location's own values go before those for all.
    private let values: [String: String]
    /// By the persona's id.
    private let fields: [String?: [String: String]]
    private let written: [Template]
    private let origins: Set<Origin>?

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
        var fields: [String?: [String: String]] = [nil: Self.fields(configuration, location, nil)]
        for persona in personas { fields[persona.id] = Self.fields(configuration, location, persona) }
        self.fields = fields
        values = configuration.values(at: location)
        written = Self.written(probe)
        origins = Self.settledOrigins(written, values: values, fields: fields[nil] ?? [:])
    }

    /// Why no visit can be made, though the file is right: acts that this release does not perform.
    var notPerformed: String? {
        for touchpoint in probe.touchpoints {
            if touchpoint.undo != nil {
                return
                    "`\(touchpoint.name)` has `undo`, which this release does not perform yet: take it back at a touchpoint with `always: true`"
            }
            if case .exchange = touchpoint.act { continue }
            return "`\(touchpoint.name)` speaks to people, which this release does not do yet"
        }
        return nil
    }

    /// Whether a visit may have to be gone on with later, by this process or another: it waits, or sends something.
    var mayOutliveItsProcess: Bool {
        probe.touchpoints.contains { touchpoint in
            if touchpoint.isWait || touchpoint.isUnsafe { return true }
            guard case .exchange(let form) = touchpoint.act else { return true }
            return ExchangeForm.unsafeMethods.contains(form.method)
        }
    }

    /// Personas are taken in turn.
    func persona(forSlot slot: Int64?) -> Persona? {
        guard !personas.isEmpty else { return nil }
        let count = Int64(personas.count)
        return personas[Int(((slot ?? 0) % count + count) % count)]
    }

    /// What names stand for at one moment of a visit.
    func scope(persona: Persona?, state: VisitState?, secrets: [String: String], timepiece: any Timepiece) -> Scope {
        var scope = Scope { [zone, dayForm] offset in
            DayText(offset: offset).text(at: timepiece.now(), in: zone, form: dayForm)
        }
        scope.values = values
        scope.fields = fields[persona?.id] ?? [:]
        if let state {
            scope.visit = Scope.Visit(id: state.id.rawValue, mark: state.mark)
            scope.settings = state.settings
            scope.captures = state.captures
        }
        scope.secrets = secrets
        return scope
    }

    /// The dotted names that stay the same from visit to visit, for a persona or none.
    private static func fields(
        _ configuration: Configuration, _ location: Location?, _ persona: Persona?
    ) -> [String: String] {
        var fields: [String: String] = [:]
        fields["business.name"] = configuration.business.name
        if let location {
            for (name, value) in location.values { fields["location." + name] = value }
            fields["location.id"] = location.id
            fields["location.name"] = location.name
            fields["location.region"] = location.region
            fields["location.language"] = location.language
        }
        if let persona {
            for (name, value) in persona.values { fields["persona." + name] = value }
            fields["persona.id"] = persona.id
            fields["persona.name"] = persona.name
            fields["persona.email"] = persona.email
            fields["persona.phone"] = persona.phone
            fields["persona.address"] = persona.address
            fields["persona.language"] = persona.language
        }
        return fields
    }

    /// Origins written in the probe file, for one visit. A template that needs a capture is not written: it has no value yet.
    /// - Parameter scope: asked for only where they differ from visit to visit.
    func origins(settings: [String: String], _ scope: () -> Scope) -> Set<Origin> {
        if let origins, settings.isEmpty { return origins }
        return Self.origins(written, scope())
    }

    private static func origins(_ written: [Template], _ scope: Scope) -> Set<Origin> {
        Set(written.compactMap { (try? scope.fill($0, as: .address)).flatMap(Origin.init(address:)) })
    }

    /// The addresses that are written in the probe file.
    private static func written(_ probe: Probe) -> [Template] {
        var templates = probe.origins
        for touchpoint in probe.touchpoints {
            if case .exchange(let form) = touchpoint.act { templates.append(form.url) }
            templates += [touchpoint.find?.url, touchpoint.undo?.url].compactMap { $0 }
        }
        return templates
    }

    /// Nothing where they differ from visit to visit.
    private static func settledOrigins(
        _ written: [Template], values: [String: String], fields: [String: String]
    ) -> Set<Origin>? {
        let groups = ["persona.", "visit.", "secret."]
        guard !written.flatMap(\.names).contains(where: { name in groups.contains { name.hasPrefix($0) } }) else {
            return nil
        }
        var scope = Scope { _ in "day" }
        scope.values = values
        scope.fields = fields
        return origins(written, scope)
    }
}

extension Origin {
    /// Where a captured reference leads from the page it was captured on; nothing when it leads nowhere.
    static func resolve(_ reference: String, against base: String) -> String? {
        guard let base = try? Destination(base), let address = try? base.resolving(Array(reference.utf8)) else {
            return nil
        }
        return address.text
    }

    /// The origin of an absolute http or https address; nothing for any other text.
    init?(address: String) {
        guard let address = try? Destination(address) else { return nil }
        self = address.origin
    }
}
