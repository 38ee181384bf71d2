import Journey
import Testing

@testable import Alerting

@Suite struct BackoffTests {
    @Test(arguments: 1..<60)
    func doublesUpToAQuarterOfAnHourWithUpToAHalfTakenOff(attempts: Int) {
        let whole = min(Duration.seconds(5) * (1 << min(attempts - 1, 12)), .minutes(15))
        for notification in 0..<50 {
            let pause = Backoff(seed: 1).pause(after: attempts, of: String(notification))
            #expect(pause <= whole && pause >= whole / 2)
        }
    }

    @Test func spreadsWhatFailedTogetherAndIsTheSameForTheSameSeed() {
        let pauses = (0..<100).map { Backoff(seed: 1).pause(after: 9, of: String($0)) }
        #expect(Set(pauses).count > 80)
        #expect(pauses == (0..<100).map { Backoff(seed: 1).pause(after: 9, of: String($0)) })
        #expect(pauses != (0..<100).map { Backoff(seed: 2).pause(after: 9, of: String($0)) })
    }

    @Test(arguments: [Int.min, -1, 0, Int.max]) func noCountOfAttemptsIsTooMuch(attempts: Int) {
        let pause = Backoff(seed: 1).pause(after: attempts, of: "n")
        #expect(pause > .seconds(2) && pause <= .minutes(15))
    }
}
