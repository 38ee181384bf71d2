import Journey
import Reading

/// A missing page that is answered as if it were there (status 200): customers and search engines take a dead end for a page.
///
/// Two ways to see it: the page itself says that it was not found, or an address that nobody has made is answered with a page.
struct Soft404: PageExaminer {
    let code = "soft-404"
    let ruleVersion = 1
    let dependsOn: Dependencies = [.text, .otherAddresses]

    func examine(_ evidence: PageEvidence) -> Examination {
        if NotFoundWords.speak(in: evidence.page) {
            let finding = PageFinding(
                self, says: "the page says that it was not found, with status \(evidence.reader.status ?? 200)",
                evidence: Evidence(url: evidence.url, excerpt: evidence.page.title?.escapedForDisplay(maxLength: 300)),
                identity: "page")
            return Examination(findings: [finding])
        }
        guard evidence.isEntrance, let origin = evidence.address?.origin else { return Examination() }
        // A name that nobody has given, the same each time, and none that gives the shopper away.
        let missing = "\(origin)/\(StableHash.hex(origin, seed: 404))"
        return Examination(questions: [
            Question(
                examiner: code, address: missing, wants: .page, mayGet: true, evidence: Evidence(url: missing),
                about: evidence.page.title ?? "", isOnSameSite: true)
        ])
    }

    func judge(_ answer: Answer, to question: Question) -> [PageFinding] {
        guard answer.status == 200, !answer.needsBrowser, let address = answer.address else { return [] }
        let origin = WebAddress(question.address)?.origin ?? ""
        let wasLedAway = address.description != question.address
        let showsItself = answer.title != nil && answer.title == question.about
        // To the front page, or to some other: leading on may be meant well. To a page that says it is missing: not.
        if wasLedAway, !answer.saysNotFound { return [] }
        let says: String
        if answer.saysNotFound {
            says = "a page that does not exist is answered with “\(answer.title ?? "not found")” and status 200"
        } else if showsItself {
            says = "a page that does not exist is answered with “\(answer.title ?? "")” and status 200"
        } else {
            says = "an address that nobody has made is answered with status 200"
        }
        return [
            PageFinding(
                self, answer.saysNotFound || showsItself ? .defect : .suspect, says: says,
                evidence: Evidence(
                    url: question.address, excerpt: answer.title?.escapedForDisplay(maxLength: 300),
                    path: "status"),
                identity: origin)
        ]
    }
}
