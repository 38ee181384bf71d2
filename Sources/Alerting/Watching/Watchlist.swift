internal import Journey

/// The alert rules of a configuration, made ready: which concern which subject, and who is told.
struct Watchlist: Sendable {
    private let configuration: Configuration
    private let probes: [String: Probe]
    private let rules: [String: AlertRule]
    /// For every subject of the configuration, the names of the rules that concern it.
    private let concerning: [Subject: [String]]
    let watchesWaits: Bool

    init(_ configuration: Configuration) {
        self.configuration = configuration
        probes = Dictionary(configuration.probes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        rules = Dictionary(configuration.alerts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var concerning: [Subject: [String]] = [:]
        for probe in configuration.probes {
            let names = configuration.alerts.filter { $0.concerns(probe: probe.name, tags: probe.tags) }.map(\.name)
            guard let selector = probe.forEach else {
                concerning[Subject(probe: probe.name)] = names
                continue
            }
            for location in configuration.locations where selector.selects(location) {
                concerning[Subject(probe: probe.name, location: location.id)] = names
            }
        }
        self.concerning = concerning
        watchesWaits = configuration.alerts.contains(where: \.isAboutWaits)
    }

    func rules(for subject: Subject) -> [AlertRule] {
        (concerning[subject] ?? []).compactMap { rules[$0] }
    }

    func rule(_ name: String, concerning subject: Subject) -> AlertRule? {
        concerning[subject]?.contains(name) == true ? rules[name] : nil
    }

    /// Why an incident is no longer watched; nothing while it is.
    func whyGone(_ incident: Incident) -> String? {
        if rules[incident.rule] == nil { return "the rule `\(incident.rule)` is no longer in the configuration" }
        if probes[incident.subject.probe] == nil {
            return "the probe `\(incident.subject.probe)` is no longer in the configuration"
        }
        guard let names = concerning[incident.subject] else {
            return
                "`\(incident.subject.probe)` is no longer made at \(incident.subject.location ?? "the business as a whole")"
        }
        return names.contains(incident.rule)
            ? nil : "the rule `\(incident.rule)` is no longer about `\(incident.subject.probe)`"
    }

    /// The rule's own channels; without any, those that reach the probe's owner. Each once.
    func channels(of rule: AlertRule, for subject: Subject) -> [String] {
        var channels = rule.notify
        if channels.isEmpty, let owner = probes[subject.probe]?.owner {
            channels = configuration.owners[owner]?.notify ?? []
        }
        var seen: Set<String> = []
        return channels.filter { seen.insert($0).inserted }
    }

    /// The promise of a wait under way. Nothing when the visit was begun by another definition of its probe.
    func promise(of state: VisitState) -> (touchpoint: String, term: Term)? {
        guard let probe = probes[state.probe], probe.definition == state.definition,
            probe.touchpoints.indices.contains(state.position)
        else { return nil }
        let location = configuration.locations.first { $0.id == state.location }
        guard let term = (try? Route(probe, at: location, in: configuration))?.terms[state.position].promise else {
            return nil
        }
        return (probe.touchpoints[state.position].name, term)
    }
}

extension AlertRule {
    var isAboutWaits: Bool {
        if case .overdue = condition { true } else { false }
    }
}
