/// The two mistakes that the visit machine itself observes: late, and outcome not delivered.
public struct OwnFindings {
    static let version = 1
    /// Mistakes that are seen without a page: what the visit itself observes, and what a handshake shows.
    public static let codesWithoutPage: Set<String> = ["late", "outcome-not-delivered", "certificate-near-expiry"]

    let touchpoint: Touchpoint
    let route: Route
    let index: Int

    func late(_ result: TouchpointResult, wait: VisitState.Wait?, gaveUp: Bool) -> Finding {
        let promise = route.terms[index].promise?.text ?? route.terms[index].patience.text
        let says: String
        if let took = result.took, !(gaveUp && result.failure != nil) {
            says = "took \(result.about ? "about " : "")\(took.forPeople) against a promised \(promise)"
        } else {
            says = "had not come when patience ran out after \(route.terms[index].patience.text) (promised \(promise))"
        }
        return Finding(
            code: "late", severity: .defect, touchpoint: touchpoint.name, owner: route.owner, says: says,
            evidence: Evidence(url: result.hops.last?.url), rule: "late", ruleVersion: Self.version, identity: "")
    }

    func outcomeNotDelivered(_ result: TouchpointResult) -> Finding {
        let broken = result.brokenVerdicts
        let says: String
        if let failure = result.failure {
            says = failure.message
        } else if let first = broken.first {
            let more = broken.count > 1 ? " (and \(broken.count - 1) more)" : ""
            says = "expected \(first.expected), saw \(first.saw)\(more)"
        } else {
            says = "did not deliver"
        }
        let identity = result.failure?.kind.rawValue ?? broken.map(\.expected).joined(separator: "\n")
        return Finding(
            code: "outcome-not-delivered", severity: .defect, touchpoint: touchpoint.name, owner: route.owner,
            says: says,
            evidence: Evidence(url: result.hops.last?.url, excerpt: broken.first?.saw), rule: "outcome-not-delivered",
            ruleVersion: Self.version, identity: identity)
    }
}
