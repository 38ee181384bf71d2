import Journey
import Reading

/// What cannot be meant, of one probe among everything else.
struct ProbeCheck {
    private let probe: Probe
    private let configuration: Configuration
    private let loader: ConfigurationLoader
    private let problems: Problems
    /// Nothing: the business as a whole.
    private let locations: [Location?]

    init(_ probe: Probe, in configuration: Configuration, loader: ConfigurationLoader, problems: Problems) {
        self.probe = probe
        self.configuration = configuration
        self.loader = loader
        self.problems = problems
        if let selector = probe.forEach {
            locations = configuration.locations.filter { selector.selects($0) }
        } else {
            locations = [nil]
        }
    }

    func check() {
        if probe.forEach == .all, configuration.locations.isEmpty {
            problems.error("there are no locations; declare them in locations.yaml", at: probe.place)
        }
        checkDefaultTerms()
        checkCalendars()
        checkUnsafe()
        checkUndo()
        checkDesks()
    }

    // MARK: Time

    /// A promise that is not written is that of `defaults`.
    private func checkDefaultTerms() {
        let usual = configuration.defaults.promise
        for touchpoint in probe.touchpoints where touchpoint.promise == nil && !touchpoint.isWait && !touchpoint.always
        {
            if let patience = touchpoint.patience, patience.isShorter(than: usual, inherits: true) {
                problems.error(
                    "the customer's patience (\(patience)) ends before the promise of `defaults` (\(usual)) lapses; write a `promise`",
                    at: touchpoint.place)
            }
            if let delight = touchpoint.delight, usual.isShorter(than: delight, inherits: false) {
                problems.error(
                    "nobody is delighted after \(delight) when `defaults` promise \(usual); write a `promise`",
                    at: touchpoint.place)
            }
        }
    }

    /// Calendars that are not the same everywhere: a location's own, and those of its desks. What is nowhere has been told.
    private func checkCalendars() {
        var places: [String: SourcePlace] = [:]
        if let hours = probe.schedule?.hours { places[hours] = probe.place }
        for touchpoint in probe.touchpoints {
            let spans =
                [touchpoint.promise, touchpoint.patience, touchpoint.delight]
                + touchpoint.milestones.flatMap { [$0.promise, $0.patience] }
            for name in spans.compactMap({ $0?.calendar }) where places[name] == nil { places[name] = touchpoint.place }
        }
        for (name, place) in places.sorted(by: { $0.key < $1.key }) where name != "always" {
            if configuration.calendars[name] != nil || configuration.desks[name] != nil { continue }
            checkCalendar(name, at: place)
        }
    }

    private func checkCalendar(_ name: String, at place: SourcePlace) {
        let isSomewhere = configuration.locations.contains { $0.desks[name] != nil }
        for location in locations {
            if location?.desks[name] != nil || name == "location" && location?.calendar != nil { continue }
            guard let location else {
                if name == "location" {
                    problems.error(
                        "`location` is no calendar here: the probe is made `for-each` of no location", at: place)
                } else if isSomewhere {
                    problems.error("undercover.yaml has no desk and no calendar \(name.quotedShort)", at: place)
                }
                return
            }
            if name == "location" {
                problems.error("the location `\(location.id)` has no `calendar`", at: place)
            } else if isSomewhere {
                problems.error(
                    "the location `\(location.id)` has no desk \(name.quotedShort), and there is no such calendar",
                    at: place)
            }
            return
        }
    }

    // MARK: Unsafe exchanges

    private func checkUnsafe() {
        for touchpoint in probe.touchpoints {
            if case .exchange(let form) = touchpoint.act, touchpoint.isUnsafe {
                checkHost(of: form, at: touchpoint.place)
            }
            if let undo = touchpoint.undo, ExchangeForm.unsafeMethods.contains(undo.method) {
                checkHost(of: undo, at: touchpoint.place)
            }
        }
    }

    private func checkHost(of form: ExchangeForm, at place: SourcePlace) {
        for location in locations {
            // An address that needs a capture is known only on the visit, and checked there.
            guard let text = try? scope(location).fill(form.url, as: .address) else { continue }
            guard let host = WebAddress(text)?.host else { continue }
            if configuration.business.allows(host: host) { continue }
            problems.error(
                "`\(form.method.lowercased())` may go only to the business's own hosts; add `\(host)` to `business: {hosts: […]}` in undercover.yaml, or say `repeatable: true` if it does nothing",
                at: place)
            return
        }
    }

    private func scope(_ location: Location?) -> Scope {
        var scope = Scope { _ in "2026-01-01" }
        scope.values = configuration.values(at: location)
        scope.settings = loader.overrides
        scope.fields["business.name"] = configuration.business.name
        for (name, value) in location?.values ?? [:] { scope.fields["location." + name] = value }
        if let location {
            for name in ["id", "name", "region", "language"] { scope.fields["location." + name] = location.field(name) }
        }
        return scope
    }

    // MARK: What a later release does

    private func checkUndo() {
        guard let first = probe.touchpoints.first(where: { $0.undo != nil }) else { return }
        problems.warning(
            "`undo` takes back what was reserved, which a later release does: this probe's visits are not made; take it back at a touchpoint with `always: true`",
            at: first.place)
    }

    // MARK: Desks

    private func checkDesks() {
        let acts = probe.touchpoints.filter { $0.act.desk != nil || isForPeople($0.act) }
        guard let first = acts.first else { return }
        problems.warning(
            "this probe speaks to people, which a later release does: it is checked, and its visits are not made",
            at: first.place)
        for touchpoint in acts {
            guard let name = touchpoint.act.desk else { continue }
            for location in locations { checkDesk(name, at: location, touchpoint) }
        }
        if acts.contains(where: \.act.contactsPeople), probe.personas.isEmpty {
            problems.error("a probe that speaks to people needs a `persona`", at: probe.place)
        }
        checkSupply(acts)
    }

    private func isForPeople(_ act: Act) -> Bool { if case .person = act { true } else { false } }

    private func desk(_ name: String, at location: Location?) -> Desk? {
        location?.desks[name] ?? configuration.desks[name]
    }

    private func checkDesk(_ name: String, at location: Location?, _ touchpoint: Touchpoint) {
        guard let desk = desk(name, at: location) else {
            // A name that is nowhere is told where it stands.
            let isSomewhere =
                configuration.desks[name] != nil || configuration.locations.contains { $0.desks[name] != nil }
            if isSomewhere {
                let whose = location.map { "the location `\($0.id)` has" } ?? "undercover.yaml has"
                problems.error("\(whose) no desk \(name.quotedShort)", at: touchpoint.place)
            }
            return
        }
        if touchpoint.act.contactsPeople, desk.agreed == nil {
            problems.error(
                "nobody agreed that the desk \(name.quotedShort) is tested: write `agreed: {by: …, since: …}` at \(desk.place)",
                at: touchpoint.place)
        }
    }

    /// A persona or a text may come back to a desk only after its cooldown: there must be enough of both.
    private func checkSupply(_ acts: [Touchpoint]) {
        guard case .every(let period)? = probe.schedule?.rhythm, period.continuous > .zero else { return }
        for touchpoint in acts where touchpoint.act.contactsPeople {
            guard let name = touchpoint.act.desk else { continue }
            // Series by the desk they come to: one desk may serve many locations.
            var series: [SourcePlace: (desk: Desk, count: Int)] = [:]
            for location in locations {
                guard let desk = desk(name, at: location) else { continue }
                series[desk.place, default: (desk, 0)].count += 1
            }
            for (desk, count) in series.values.sorted(by: { $0.desk.place.description < $1.desk.place.description }) {
                let visits = (desk.cooldown.continuous / period.continuous).rounded(.up) * Double(count)
                check(probe.personas.count, "personas", visits, desk, count, touchpoint)
                // Housekeeping says the same thing each time; nobody takes it for a customer.
                if touchpoint.always { continue }
                check(touchpoint.act.texts.count, "texts", visits, desk, count, touchpoint)
            }
        }
    }

    private func check(
        _ have: Int, _ what: String, _ visits: Double, _ desk: Desk, _ series: Int, _ touchpoint: Touchpoint
    ) {
        guard have > 0, Double(have) < visits else { return }
        let from = series > 1 ? " from \(series) locations" : ""
        problems.error(
            "this would run out of \(what): \(Int(min(visits, 1e9))) visits\(from) come to the desk `\(desk.id)` within its cooldown of \(desk.cooldown), with \(have) to choose from; add some, or visit less often",
            at: touchpoint.place)
    }
}

extension Act {
    var texts: [Template] {
        switch self {
        case .write(_, _, let texts), .say(_, let texts), .call(_, let texts): texts
        case .exchange, .hear, .person: []
        }
    }
}

extension Configuration.Business {
    /// Whether unsafe exchanges may go to a host.
    func allows(host: String) -> Bool {
        let host = host.lowercased()
        return hosts.contains { pattern in
            let pattern = pattern.lowercased()
            return pattern.hasPrefix("*.") ? host.hasSuffix(pattern.dropFirst(1)) : host == pattern
        }
    }
}
