import Journey
import Testing

@testable import ProbeFiles

@Suite struct CatalogueTests {
    @Test func itHasEveryRowAndSubCode() {
        let catalogue = Catalogue.builtIn.mistakes
        #expect(catalogue.filter { $0.parent == nil }.count == 72)
        #expect(
            catalogue.filter { $0.parent == "cue-to-quality" }.map(\.code) == [
                "typo", "confused-words", "dead-link", "broken-image", "stale-year", "expired-offer", "placeholder",
                "mojibake",
                "mixed-content", "certificate-near-expiry", "missing-title", "debug-output", "soft-404", "missing-alt",
                "missing-favicon", "empty-link-text",
            ])
        #expect(catalogue.allSatisfy { $0.parent == nil || $0.parent == "cue-to-quality" })
        #expect(Set(catalogue.map(\.code)).count == catalogue.count)
    }

    @Test(arguments: [
        catalogueOfDesign, catalogueOfMoments, catalogueOfPeople, catalogueOfLeadership, catalogueOfPractice,
    ])
    func itsTextsAreRightByTheirOwnShape(_ text: String) {
        let problems = Problems()
        #expect(!Catalogue.mistakes(in: text, problems: problems).isEmpty)
        #expect(problems.all.map(\.message) == [])
    }

    @Test(arguments: Catalogue.builtIn.mistakes.map(\.code))
    func whatCanBeSeenHasSeverityAndChannels(_ code: String) throws {
        let mistake = try #require(Catalogue.builtIn[code])
        switch mistake.kind {
        case .automatic, .declared, .history: #expect(mistake.severity != nil && !mistake.channels.isEmpty)
        case .configuration, .reckoning, .person, .scorecard:
            #expect(mistake.severity == nil && mistake.channels.isEmpty)
        }
        #expect(mistake.principle.hasSuffix(".") && mistake.remedy.hasSuffix("."))
        #expect(mistake.title.first?.isUppercase == true)
    }

    @Test(arguments: [
        ("late", Mistake.Kind.automatic, Severity.defect), ("no-apology", .declared, .defect),
        ("unreliable", .history, .trend),
        ("soft-404", .automatic, .defect), ("missing-alt", .automatic, .trend), ("pushy-sales", .automatic, .defect),
    ])
    func kindAndSeverityAreThoseOfItsRow(_ code: String, _ kind: Mistake.Kind, _ severity: Severity) {
        #expect(Catalogue.builtIn[code]?.kind == kind && Catalogue.builtIn[code]?.severity == severity)
    }
}
