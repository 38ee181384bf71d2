import Journey
import Reading

/// What a customer meets before arriving, held against what they find: the preview of a link, what search engines are told, the
/// address typed without `https` or `www`.
struct BeforeTheBeginning: PageExaminer {
    let code = "before-the-beginning"
    let ruleVersion = 1
    let dependsOn: Dependencies = [.text, .otherAddresses]

    func examine(_ evidence: PageEvidence) -> Examination {
        Examination(
            findings: preview(of: evidence) + addresses(of: evidence) + telephone(of: evidence) + hours(of: evidence)
                + name(of: evidence),
            questions: evidence.isEntrance ? doors(of: evidence) : [])
    }
}
