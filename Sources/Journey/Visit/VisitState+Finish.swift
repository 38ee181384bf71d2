extension VisitState {
    /// The finished visit, graded.
    public func finished(probe: Probe, ruleSet: Int, ended: Timestamp) -> Visit {
        let broken = probe.standards.filter { standard in findings.contains { standard.isBroken(by: $0) } }
        let grade = Grading.visit(
            results, brokenStandards: broken.count, commendations: commendations.count, unknown: unknown)
        return Visit(
            id: id, probe: self.probe, location: location, persona: persona, vantage: vantage, definition: definition,
            ruleSet: ruleSet, slot: slot, due: due, started: started, ended: ended, grade: grade,
            unknown: grade == .unknown ? unknown ?? .interrupted : nil, remark: remark, touchpoints: results,
            brokenStandards: broken, findings: findings, commendations: commendations)
    }
}
