import Journey
import Testing

struct ClockWatchTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    @Test func timeThatPassesIsNoStep() {
        var watch = ClockWatch(wall: start, monotonic: .seconds(7))
        #expect(watch.step(wall: start + .hours(1), monotonic: .seconds(3607)) == nil)
        // Slewed by NTP, a little at each look, for however long.
        for look in 1...100 {
            let passed = Duration.hours(1) + .minutes(Int64(look))
            let slewed = Duration.milliseconds(Int64(look) * 30)
            #expect(watch.step(wall: start + passed + slewed, monotonic: .seconds(7) + passed) == nil)
        }
    }

    @Test(arguments: [Duration.seconds(1), .hours(8), .seconds(-1), .hours(-1)])
    func aStepIsToldOnce(step: Duration) {
        let time = ManualTimepiece(wall: start)
        var watch = ClockWatch(wall: time.now(), monotonic: time.monotonic())
        time.advance(by: .minutes(1))
        time.stepWall(by: step)
        #expect(watch.step(wall: time.now(), monotonic: time.monotonic()) == step)
        time.advance(by: .minutes(1))
        #expect(watch.step(wall: time.now(), monotonic: time.monotonic()) == nil)
    }

    @Test func steadyTimeKnowsNoSteps() {
        let time = ManualTimepiece(wall: start)
        let watch = ClockWatch(wall: time.now(), monotonic: time.monotonic())
        time.advance(by: .minutes(1))
        time.stepWall(by: .hours(-3))
        #expect(watch.steady(monotonic: time.monotonic()) == start + .minutes(1))
    }
}
