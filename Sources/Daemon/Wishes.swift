import Journey
import ProbeFiles
import Shopping

/// Finds what somebody wants visited: a series of the plan, a probe of a file at hand, or the first page of an address.
enum Wishes {
    static func series(
        for wish: VisitWish, configuration: Configuration, plan: Plan
    ) throws(WishRefused) -> Series {
        if wish.source == nil, wish.probe.contains("://") || (wish.probe.contains(".") && !known(wish.probe, plan)) {
            return try firstPage(wish.probe, configuration: configuration)
        }
        let plan =
            try wish.source.map { source throws(WishRefused) in
                try self.plan(of: source, beside: configuration, settings: wish.settings)
            } ?? plan
        let candidates = plan.series.filter { $0.subject.probe == wish.probe }
        guard !candidates.isEmpty else {
            let names = Set(plan.series.map(\.subject.probe)).sorted().joined(separator: ", ")
            throw WishRefused(
                names.isEmpty
                    ? "there is no probe `\(wish.probe)`, and no configuration with probes was found; see --config (a host without a dot is written with https:// or http://)"
                    : "there is no probe `\(wish.probe)`; there are: \(names)")
        }
        let places = candidates.compactMap(\.subject.location).joined(separator: ", ")
        if let location = wish.location {
            guard let series = candidates.first(where: { $0.subject.location == location }) else {
                throw WishRefused(
                    places.isEmpty
                        ? "`\(wish.probe)` has no locations: leave out --location"
                        : "`\(wish.probe)` is not visited at `\(location)`; it is at: \(places)")
            }
            return series
        }
        guard candidates.count == 1 else {
            throw WishRefused(
                "`\(wish.probe)` is visited at several locations; choose with --location one of: \(places)")
        }
        return candidates[0]
    }

    private static func known(_ name: String, _ plan: Plan) -> Bool {
        plan.series.contains { $0.subject.probe == name }
    }

    private static func firstPage(_ address: String, configuration: Configuration) throws(WishRefused) -> Series {
        var configuration = configuration
        do throws(Problem) {
            configuration.probes = [try ConfigurationLoader.probe(forURL: address)]
        } catch {
            throw WishRefused(error.message)
        }
        do throws(RouteError) {
            return try Plan(configuration).series[0]
        } catch {
            throw WishRefused(error.description)
        }
    }

    private static func plan(
        of source: SourceFile, beside configuration: Configuration, settings: [String: String]
    ) throws(WishRefused) -> Plan {
        var loader = ConfigurationReader.loader(overrides: settings)
        loader.examinedCodes = nil
        let probes = Set(configuration.probes.map(\.place.file))
        let around = configuration.sources.filter { $0.path != source.path && !probes.contains($0.path) }
        let outcome = loader.decode(sources: around + [source])
        guard let decoded = outcome.configuration else {
            throw WishRefused(outcome.problems.map(\.description).joined(separator: "\n"))
        }
        do throws(RouteError) {
            return try Plan(decoded)
        } catch {
            throw WishRefused(error.description)
        }
    }
}

struct WishRefused: Error, Sendable {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
