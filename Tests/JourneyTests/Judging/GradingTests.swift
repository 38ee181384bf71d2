import Journey
import Testing

@Suite("Grading")
struct GradingTests {
    @Test(
        "a touchpoint's grade follows its time, its expectations and its defects",
        arguments: [
            (Grading.Timing.delightful, false, false, 0, Grade.delighted),
            (.delightful, false, false, 1, .satisfactory),
            (.delightful, false, false, 2, .mediocre),
            (.kept, false, false, 0, .satisfactory),
            (.kept, false, false, 1, .mediocre),
            (.kept, false, false, 9, .mediocre),
            (.late, false, false, 0, .mediocre),
            (.late, false, false, 3, .mediocre),
            (.givenUp, false, false, 0, .bad),
            (.kept, true, false, 0, .bad),
            (.kept, true, true, 0, .mediocre),
            (.delightful, true, true, 0, .mediocre),
            (.givenUp, true, true, 0, .bad),
        ])
    func touchpoint(timing: Grading.Timing, broken: Bool, minor: Bool, defects: Int, grade: Grade) {
        #expect(
            Grading.touchpoint(timing: timing, about: false, broken: broken, minor: minor, defects: defects) == grade)
    }

    @Test("lateness that is not certain is no worse than mediocre")
    func about() {
        #expect(Grading.touchpoint(timing: .givenUp, about: true, broken: false, minor: false, defects: 0) == .mediocre)
        #expect(Grading.touchpoint(timing: .givenUp, about: true, broken: true, minor: false, defects: 0) == .bad)
    }

    @Test(
        "beginnings and ends decide a visit, and one bad touchpoint spoils it",
        arguments: [
            ("s", 0, 0, Grade.satisfactory), ("d", 0, 0, .delighted), ("sss", 0, 1, .delighted),
            ("ssd", 0, 0, .delighted), ("dss", 0, 0, .satisfactory), ("mss", 0, 0, .mediocre),
            ("ssm", 0, 0, .mediocre), ("sms", 0, 0, .mediocre), ("smd", 0, 0, .delighted),
            ("mdd", 0, 0, .mediocre), ("dbd", 0, 3, .bad), ("ddd", 1, 3, .bad), ("", 0, 0, .unknown),
        ])
    func visit(grades: String, brokenStandards: Int, commendations: Int, expected: Grade) {
        let results = results(grades)
        #expect(
            Grading.visit(results, brokenStandards: brokenStandards, commendations: commendations, unknown: nil)
                == expected)
    }

    @Test("what was bad before the shopper went blind stays bad, all else is unknown")
    func blind() {
        #expect(Grading.visit(results("sb"), brokenStandards: 0, commendations: 0, unknown: .blind) == .bad)
        #expect(Grading.visit(results("ss"), brokenStandards: 0, commendations: 0, unknown: .blind) == .unknown)
        #expect(Grading.visit(results("d"), brokenStandards: 1, commendations: 0, unknown: .blocked) == .bad)
    }

    @Test("housekeeping is never graded, first or last")
    func housekeeping() {
        var results = results("bsb")
        results[0].housekeeping = true
        results[2].housekeeping = true
        #expect(Grading.visit(results, brokenStandards: 0, commendations: 0, unknown: nil) == .satisfactory)
    }

    func results(_ grades: String) -> [TouchpointResult] {
        let letters: [Character: Grade] = [
            "b": .bad, "m": .mediocre, "s": .satisfactory, "d": .delighted, "u": .unknown,
        ]
        return grades.enumerated().map { index, letter in
            TouchpointResult(
                name: "t\(index)", index: index, housekeeping: false, grade: letters[letter] ?? .unknown,
                started: .epoch)
        }
    }
}
