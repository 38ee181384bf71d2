import Examining
import Journey
import Transfer

extension Visitor {
    /// Has the page examined, asks what the examiners want to know, and adds what they found.
    func examine(
        _ reader: ResponseReader, touchpoint: Touchpoint, index: Int, into seen: inout Observation, now: Timestamp
    ) async {
        guard (touchpoint.examine ?? series.configuration.defaults.examine) == .page, !touchpoint.always else { return }
        let evidence = PageEvidence(
            reader, today: series.zone.day(at: now), now: now, locationLanguage: series.location?.language,
            isEntrance: index == 0)
        var (findings, questions) = await outfit.memory.examine(evidence)
        if !questions.isEmpty {
            let answers = await outfit.inquiries.answers(to: questions, origins: maker.origins)
            findings += await outfit.memory.judge(answers, at: now)
        }
        seen.findings += findings.map { finding in
            var finding = finding.finding(touchpoint: touchpoint.name, owner: series.probe.owner)
            finding.says = outfit.redaction.apply(finding.says)
            finding.evidence.excerpt = finding.evidence.excerpt.map(outfit.redaction.apply)
            finding.evidence.url = finding.evidence.url.map(outfit.redaction.apply)
            return finding
        }
    }
}
