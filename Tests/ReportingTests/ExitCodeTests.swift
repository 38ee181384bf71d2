import Journey
import Reporting
import Testing

struct ExitCodeTests {
    @Test(arguments: [
        (Grade.satisfactory, ExitCode.good), (.delighted, .good), (.mediocre, .mediocre), (.bad, .bad),
        (.unknown, .unknown),
    ])
    func aVisitLeavesItsGrade(_ grade: Grade, _ code: ExitCode) {
        #expect(ExitCode(.finished(visit(grade))) == code)
    }

    @Test func aVisitThatStillWaitsOrWasRefusedLeavesThree() {
        #expect(ExitCode(.waiting(touchpoint: "x", nextLook: noon, givesUp: noon)).rawValue == 3)
        #expect(ExitCode(.refused("no")).rawValue == 3)
        #expect(ExitCode(nil as VisitProgress?).rawValue == 3)
    }

    @Test(arguments: [
        (GradeCounts(satisfactory: 12), Grade.bad, ExitCode.good),
        (GradeCounts(bad: 1, satisfactory: 30), .satisfactory, .good),
        (GradeCounts(bad: 1, satisfactory: 29), .satisfactory, .mediocre),
        (GradeCounts(bad: 1, satisfactory: 10, delighted: 1), .bad, .mediocre),
        (GradeCounts(bad: 2, satisfactory: 19), .satisfactory, .bad), (GradeCounts(satisfactory: 11), .bad, .bad),
        (GradeCounts(bad: 11), .delighted, .good), (GradeCounts(), .mediocre, .mediocre),
        (GradeCounts(), .unknown, .unknown),
    ])
    func aStandingLeavesItsFigureAndWithoutOneTheLastVisit(_ counts: GradeCounts, _ last: Grade, _ code: ExitCode) {
        let standing = StandingView(Standing([.init(probe: "p", counts: counts)]))
        #expect(ExitCode(standing, last: last) == code)
    }

    @Test func limitsCanBeSet() {
        let standing = StandingView(Standing([.init(probe: "p", counts: GradeCounts(mediocre: 6, satisfactory: 6))]))
        #expect(ExitCode(standing, last: nil, limits: .init(good: 50.1, mediocre: 0)) == .mediocre)
        #expect(ExitCode(standing, last: nil, limits: .init(good: 80, mediocre: 60)) == .bad)
    }

    @Test func staleAndUnknownProbesLeaveThree() {
        let document = StatusDocument(facts())
        #expect(ExitCode(document, probe: "page", at: noon) == .mediocre)
        #expect(ExitCode(document, at: noon) == .mediocre)
        #expect(ExitCode(document, at: noon + .seconds(31)) == .unknown)
        #expect(ExitCode(document, probe: "nobody", at: noon) == .unknown)
        #expect(ExitCode(StatusFile.stopped(document, at: noon), at: noon) == .unknown)
    }
}
