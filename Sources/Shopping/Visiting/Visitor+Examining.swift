import Examining
import Journey
import Ledger
import Transfer

extension Visitor {
    /// Has the page examined, asks what the examiners want to know, and adds what they found.
    func examine(
        _ reader: ResponseReader, touchpoint: Touchpoint, into seen: inout Observation, now: Timestamp
    ) async {
        guard examinesPage(touchpoint) else { return }
        let evidence = PageEvidence(
            reader, today: series.zone.day(at: now), now: now,
            locationLanguage: series.location?.language ?? series.configuration.defaults.language,
            isEntrance: isEntrance(reader), certificateDays: series.configuration.defaults.certificateDays)
        let examination = outfit.memory.examine(evidence)
        await ask(about: examination, touchpoint: touchpoint, at: now)
        let findings = outfit.memory.findings(
            examination, on: evidence.today, touchpoint: touchpoint.name, owner: series.probe.owner)
        seen.findings += findings.map { finding in
            var finding = finding
            finding.says = outfit.redaction.apply(finding.says)
            finding.evidence.excerpt = finding.evidence.excerpt.map(outfit.redaction.apply)
            finding.evidence.url = finding.evidence.url.map(outfit.redaction.apply)
            finding.evidence.path = finding.evidence.path.map(outfit.redaction.apply)
            return finding
        }
    }

    /// Whether examiners are to look at what comes there, as a page.
    func examinesPage(_ touchpoint: Touchpoint) -> Bool {
        (touchpoint.examine ?? series.configuration.defaults.examine) == .page && !touchpoint.always
    }

    /// The first page of its origin in this visit.
    private func isEntrance(_ reader: ResponseReader) -> Bool {
        let origin = Origin(address: reader.url)
        return !state.results.contains { $0.hops.last.flatMap { Origin(address: $0.url) } == origin }
    }

    private func ask(about examination: Examination, touchpoint: Touchpoint, at now: Timestamp) async {
        guard !examination.questions.isEmpty else { return }
        guard !outfit.memory.due(examination, touchpoint: touchpoint.name, at: now).isEmpty else { return }
        // What is open is looked at first. Without the ledger's word on it, the page's order does.
        var filter = FindingFilter()
        filter.probe = series.subject.probe
        filter.location = series.subject.location
        filter.touchpoint = touchpoint.name
        filter.states = [.open, .regressed]
        let open = (try? await outfit.ledger.findings(filter)) ?? []
        let questions = outfit.memory.due(
            examination, touchpoint: touchpoint.name, open: Set(open.map(\.finding.fingerprint)), at: now)
        for answer in await outfit.inquiries.answers(to: questions, origins: maker.origins) {
            outfit.memory.note(answer, at: now)
        }
    }
}
