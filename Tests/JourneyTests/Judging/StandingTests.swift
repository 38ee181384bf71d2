import Journey
import Testing

@Suite("Standing")
struct StandingTests {
    func standing(_ members: Standing.Member...) -> Double? { Standing(members).score }

    @Test("ten good visits and one bad one make exactly 0")
    func tenGoodOneBad() {
        #expect(standing(.init(probe: "a", counts: GradeCounts(bad: 1, satisfactory: 10))) == 0)
        #expect(standing(.init(probe: "a", counts: GradeCounts(bad: 3, satisfactory: 12, delighted: 18))) == 0)
    }

    @Test("a busy good probe does not drown a bad one")
    func visitsAreNotPooled() throws {
        let score = standing(
            .init(probe: "page", counts: GradeCounts(satisfactory: 10_080)),
            .init(probe: "complaint", counts: GradeCounts(bad: 28)))
        #expect(try #require(score) < 0)
    }

    @Test("a probe walked at many locations counts as one probe")
    func locationsOfAProbeAreAveraged() throws {
        let everywhere = (0..<40).map { _ in Standing.Member(probe: "page", counts: GradeCounts(satisfactory: 5)) }
        let once = Standing.Member(probe: "complaint", counts: GradeCounts(bad: 5))
        let one = Standing([everywhere[0], once]).score
        #expect(Standing(everywhere + [once]).score == one)
    }

    @Test("only what was graded counts, and nothing gives no score")
    func unknownDoesNotCount() {
        #expect(standing() == nil)
        #expect(standing(.init(probe: "a", counts: GradeCounts(unknown: 9))) == nil)
        #expect(standing(.init(probe: "a", counts: GradeCounts(satisfactory: 1, unknown: 9))) == 100)
    }

    @Test("under twelve graded visits there is no figure", arguments: [(11, false), (12, true)])
    func figureNeedsTwelve(graded: Int, isFigure: Bool) {
        let counts = GradeCounts(satisfactory: graded, unknown: 50)
        #expect(Standing([.init(probe: "a", counts: counts)]).isFigure == isFigure)
    }

    @Test("adding one visit moves every subject the right way", arguments: 0..<400)
    func oneVisitMovesTheRightWay(seed: Int) throws {
        var random = TestRandom(seed: UInt64(seed))
        let members = (0..<Int.random(in: 1...5, using: &random)).map { index in
            Standing.Member(
                probe: ["a", "b", "c"][index % 3], weight: Double.random(in: 0.1...5, using: &random),
                counts: GradeCounts(
                    bad: Int.random(in: 0...9, using: &random), mediocre: Int.random(in: 0...9, using: &random),
                    satisfactory: Int.random(in: 0...99, using: &random)))
        }
        // One weight a probe, as in a configuration.
        let weights = Dictionary(members.map { ($0.probe, $0.weight) }, uniquingKeysWith: { first, _ in first })
        let subject = members.map { Standing.Member(probe: $0.probe, weight: weights[$0.probe]!, counts: $0.counts) }
        let index = Int.random(in: 0..<subject.count, using: &random)
        let tolerance = 1e-9
        let before = Standing(subject).score
        func after(_ grade: Grade) -> Double? {
            var changed = subject
            changed[index].counts.count(grade)
            return Standing(changed).score
        }
        if let before {
            #expect(try #require(after(.satisfactory)) >= before - tolerance)
            #expect(try #require(after(.delighted)) >= before - tolerance)
            #expect(try #require(after(.bad)) <= before + tolerance)
            #expect(after(.unknown) == before)
        }
        let alone = Standing([subject[index]]).score
        var withMediocre = subject[index]
        withMediocre.counts.count(.mediocre)
        if let alone { #expect(abs(try #require(Standing([withMediocre]).score)) <= abs(alone) + tolerance) }
        let shuffled = Standing(subject.shuffled(using: &random)).score
        if let before { #expect(abs(try #require(shuffled) - before) < tolerance) }
        let interval = Standing(subject).interval
        if let before { #expect(try #require(interval).lowerBound <= before + tolerance) }
        if let before { #expect(try #require(interval).upperBound >= before - tolerance) }
    }

    @Test("more visits of the same kind narrow the interval")
    func intervalNarrows() throws {
        func width(_ n: Int) throws -> Double {
            let counts = GradeCounts(bad: n, mediocre: n, satisfactory: 30 * n)
            let interval = try #require(Standing([.init(probe: "a", counts: counts)]).interval)
            return interval.upperBound - interval.lowerBound
        }
        #expect(try width(10) < width(1))
        #expect(try width(100) < width(10))
    }

    @Test("the worst probe is named")
    func worstProbe() {
        let standing = Standing([
            .init(probe: "a", counts: GradeCounts(satisfactory: 5)),
            .init(probe: "b", counts: GradeCounts(bad: 1, satisfactory: 5)),
        ])
        #expect(standing.worst == "b")
    }
}
