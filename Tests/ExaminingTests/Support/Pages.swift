import Journey

@testable import Examining

/// A page as an examiner meets it.
func evidence(
    _ html: String, url: String = "https://shop.example/page", today: String = "2026-11-24", status: Int = 200,
    headers: [HeaderField] = [], isEntrance: Bool = true, locationLanguage: String? = nil
) -> PageEvidence {
    PageEvidence(
        ResponseReader(Responses.result(html, status: status, url: url, headers: headers)),
        today: Day(iso8601: today) ?? Day(number: 0), now: Responses.now, locationLanguage: locationLanguage,
        isEntrance: isEntrance)
}

extension PageExaminer {
    /// What it finds on a page today, what it suspects left out.
    func defects(_ evidence: PageEvidence) -> [PageFinding] {
        examine(evidence).findings.filter { $0.severity == .defect && $0.holds(on: evidence.today) }
    }

    /// The same for a piece of a page's body.
    func defects(
        inBody body: String, lang: String = "en", url: String = "https://shop.example/page",
        today: String = "2026-11-24"
    ) -> [PageFinding] {
        defects(
            evidence(
                "<!DOCTYPE html><html lang=\"\(lang)\"><head><title>Shop</title></head><body><h1>Shop</h1>\(body)</body></html>",
                url: url, today: today))
    }
}

extension PageExaminer {
    /// What an answer shows to the question that it was given to.
    func judge(_ answer: Answer) -> [PageFinding] { judge(answer, to: answer.question) }
}
