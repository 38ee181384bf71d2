import Journey
import Ledger
import ProbeFiles

/// Finds the series that a stored visit was begun with: the plan's when the definition is still the same, else read again from
/// the texts the ledger keeps.
actor Definitions {
    private let ledger: Ledger
    private var read: [Key: Series] = [:]

    private struct Key: Hashable {
        var definition: String
        var subject: Subject
    }

    init(ledger: Ledger) { self.ledger = ledger }

    /// One that the ledger could not take. It holds all of its configuration, so what the ledger has is read again from there.
    func keep(_ series: Series) {
        remember(series, as: Key(definition: series.probe.definition, subject: series.subject))
    }

    /// - Returns: nothing when this release cannot read it, or the ledger has none.
    /// - Throws: `LedgerError` or `CancellationError` when the ledger could not be asked.
    func series(of state: VisitState, plan: Plan) async throws -> Series? {
        let subject = Subject(probe: state.probe, location: state.location)
        if let series = plan[subject], series.probe.definition == state.definition { return series }
        let key = Key(definition: state.definition, subject: subject)
        if let series = read[key] { return series }
        let sources = try await ledger.sources(ofDefinition: state.definition)
        guard
            let configuration = ConfigurationLoader().decode(definition: sources, probe: state.probe),
            let plan = try? Plan(configuration), let series = plan[subject]
        else { return nil }
        remember(series, as: key)
        return series
    }

    private func remember(_ series: Series, as key: Key) {
        // Few definitions are old at one time; a flood of them starts the memory anew.
        if read.count > 1000 { read = [:] }
        read[key] = series
    }
}
