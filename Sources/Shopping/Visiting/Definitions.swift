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

    func series(of state: VisitState, plan: Plan) async -> Series? {
        let subject = Subject(probe: state.probe, location: state.location)
        if let series = plan[subject], series.probe.definition == state.definition { return series }
        let key = Key(definition: state.definition, subject: subject)
        if let series = read[key] { return series }
        guard let sources = try? await ledger.sources(ofDefinition: state.definition),
            let configuration = ConfigurationLoader().decode(definition: sources, probe: state.probe),
            let plan = try? Plan(configuration), let series = plan[subject]
        else { return nil }
        // Few definitions are old at one time; a flood of them starts the memory anew.
        if read.count > 1000 { read = [:] }
        read[key] = series
        return series
    }
}
