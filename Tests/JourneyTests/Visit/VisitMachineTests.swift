import Testing

@testable import Journey

/// The machine is driven by hand: each test says what was seen and looks at what comes next.
@Suite("The visit machine")
struct VisitMachineTests {
    let start = Timestamp(seconds: 1_790_000_000)

    @Test("a journey goes on while it is good and ends satisfied")
    func goodJourney() throws {
        var walk = try Walk(["home", "rooms"], start: start)
        #expect(walk.send(.begun) == .exchange(0))
        #expect(walk.send(.observed(walk.seen(.milliseconds(300)))) == .exchange(1))
        #expect(walk.send(.observed(walk.seen(.milliseconds(400)))) == .finish)
        #expect(walk.visit.grade == .satisfactory)
        #expect(walk.visit.findings.isEmpty)
    }

    @Test("a bad touchpoint ends the journey; housekeeping runs only if something was sent")
    func badEndsTheJourney() throws {
        var walk = try Walk(["order", "pay", "cancel"], start: start) { touchpoints in
            touchpoints[2].always = true
        }
        #expect(walk.send(.begun) == .exchange(0))
        #expect(walk.send(.observed(walk.broken())) == .finish)
        #expect(walk.visit.grade == .bad)
        #expect(walk.visit.touchpoints.map(\.name) == ["order"])
        #expect(walk.visit.findings.map(\.code) == ["outcome-not-delivered"])

        var sent = try Walk(["order", "pay", "cancel"], start: start) { touchpoints in
            touchpoints[2].always = true
        }
        #expect(sent.send(.begun) == .exchange(0))
        sent.state.sent = true
        #expect(sent.send(.observed(sent.broken())) == .exchange(2))
        #expect(sent.send(.observed(sent.broken())) == .finish)
        #expect(sent.visit.grade == .bad)
        #expect(sent.visit.touchpoints.map(\.housekeeping) == [false, true])
        #expect(sent.visit.findings.count == 1)
    }

    @Test("a minor broken expectation is mediocre and does not end the journey")
    func minor() throws {
        var walk = try Walk(["a", "b"], start: start) { $0[0].minor = true }
        #expect(walk.send(.begun) == .exchange(0))
        #expect(walk.send(.observed(walk.broken())) == .exchange(1))
        #expect(walk.send(.observed(walk.seen(.milliseconds(1)))) == .finish)
        #expect(walk.visit.grade == .mediocre)
    }

    @Test(
        "time is compared with delight, promise and patience, each limit included",
        arguments: [
            (Duration.milliseconds(100), Grade.delighted, false), (.milliseconds(101), .satisfactory, false),
            (.seconds(1), .satisfactory, false), (.microseconds(1_000_001), .mediocre, true),
            (.seconds(4), .mediocre, true),
            (.microseconds(4_000_001), .bad, true),
        ])
    func timing(took: Duration, grade: Grade, late: Bool) throws {
        var walk = try Walk(["a"], start: start) { touchpoints in
            touchpoints[0].delight = try BusinessSpan("100ms")
            touchpoints[0].promise = try BusinessSpan("1s")
            touchpoints[0].patience = try BusinessSpan("4s")
        }
        #expect(walk.send(.begun) == .exchange(0))
        #expect(walk.send(.observed(walk.seen(took))) == .finish)
        #expect(walk.visit.grade == grade)
        #expect(walk.visit.isLate == late)
        #expect(walk.visit.findings.map(\.code) == (late ? ["late"] : []))
    }

    @Test("our own lag excuses a time that is over its promise")
    func excused() throws {
        var walk = try Walk(["a"], start: start)
        _ = walk.send(.begun)
        var seen = walk.seen(.seconds(30))
        seen.excused = true
        #expect(walk.send(.observed(seen)) == .finish)
        #expect(walk.visit.grade == .satisfactory)
        #expect(!walk.visit.isLate)
    }

    @Test("turned away is unknown, and what was bad before stays bad")
    func turnedAway() throws {
        var walk = try Walk(["a", "b"], start: start)
        _ = walk.send(.begun)
        var seen = walk.seen(.milliseconds(1))
        seen.turnedAway = .blocked
        #expect(walk.send(.observed(seen)) == .finish)
        #expect(walk.visit.grade == .unknown)
        #expect(walk.visit.unknown == .blocked)
        #expect(walk.visit.findings.isEmpty)
    }

    @Test("a standard that is broken makes the visit bad")
    func standards() throws {
        var walk = try Walk(["a"], start: start, standards: [Standard(never: "late", at: "a")]) {
            $0[0].promise = try BusinessSpan("1s")
        }
        _ = walk.send(.begun)
        _ = walk.send(.observed(walk.seen(.seconds(2))))
        #expect(walk.visit.touchpoints[0].grade == .mediocre)
        #expect(walk.visit.grade == .bad)
        #expect(walk.visit.brokenStandards == [Standard(never: "late", at: "a")])
    }

    // MARK: - Waits

    func wait(promise: String?, patience: String?, checkEvery: Span = Span(.seconds(60))) throws -> Walk {
        try Walk(["ask", "answer"], start: start) { touchpoints in
            touchpoints[1].until = [Expectation(.status([200...200]), place: SourcePlace(file: "t"))]
            touchpoints[1].promise = try promise.map { try BusinessSpan($0) }
            touchpoints[1].patience = try patience.map { try BusinessSpan($0) }
            touchpoints[1].checkEvery = checkEvery
        }
    }

    @Test("a look that our own network prevents counts for nothing, not even when patience runs out")
    func ownTrouble() throws {
        var walk = try wait(promise: "90s", patience: "200s")
        _ = walk.send(.begun)
        #expect(walk.send(.observed(walk.seen(.zero))) == .exchange(1))
        #expect(walk.send(.observed(walk.notYet())) == .lookAgain(1, at: start + .seconds(60)))
        walk.now = start + .seconds(500)
        #expect(walk.send(.woken) == .exchange(1))
        var seen = walk.failed(.timeout)
        seen.isOurs = true
        #expect(walk.send(.observed(seen)) == .lookAgain(1, at: start + .seconds(560)))
        walk.now = start + .seconds(560)
        #expect(walk.send(.woken) == .exchange(1))
        #expect(walk.send(.observed(walk.seen(.zero))) == .finish)
        #expect(walk.visit.touchpoints[1].about)
        #expect(walk.visit.touchpoints[1].looks == 2)
    }

    @Test("a wait whose looks our own network prevents for as long again as patience lasts ends as blind")
    func ownTroubleForGood() throws {
        var walk = try wait(promise: "90s", patience: "2h")
        _ = walk.send(.begun)
        _ = walk.send(.observed(walk.seen(.zero)))
        var seen = walk.failed(.timeout)
        seen.isOurs = true
        walk.now = start + .seconds(4 * 3600 - 1)
        #expect(walk.send(.observed(seen)) == .lookAgain(1, at: walk.now + .seconds(60)))
        walk.now = start + .seconds(4 * 3600)
        #expect(walk.send(.observed(seen)) == .finish)
        #expect(walk.visit.unknown == .blind)
    }

    @Test("a look that was turned away does not know that nothing had come")
    func turnedAwayLooking() throws {
        var walk = try wait(promise: "90s", patience: "200s")
        _ = walk.send(.begun)
        _ = walk.send(.observed(walk.seen(.zero)))
        _ = walk.send(.observed(walk.notYet()))
        walk.now = start + .seconds(120)
        var seen = walk.seen(.zero)
        seen.turnedAway = .blocked
        _ = walk.send(.observed(seen))
        #expect(walk.state.wait?.lastLookWithout == start)
    }

    @Test("after the clock was set back during a look, the next one is not held up by as much")
    func setBackWhileLooking() throws {
        var walk = try wait(promise: "2h", patience: "4h")
        _ = walk.send(.begun)
        _ = walk.send(.observed(walk.seen(.zero)))
        var seen = walk.notYet()
        seen.started = walk.now + .seconds(3600)
        #expect(walk.send(.observed(seen)) == .lookAgain(1, at: start + .seconds(60)))
    }

    @Test("a wait looks at its interval, and to the moment at the promise and the end of patience")
    func looks() throws {
        var walk = try wait(promise: "90s", patience: "200s")
        _ = walk.send(.begun)
        #expect(walk.send(.observed(walk.seen(.zero))) == .exchange(1))
        var looks: [Int64] = []
        var action = walk.send(.observed(walk.notYet()))
        while case .lookAgain(1, let at) = action {
            looks.append(at.seconds - start.seconds)
            walk.now = at
            #expect(walk.send(.woken) == .exchange(1))
            action = walk.send(.observed(walk.notYet()))
        }
        #expect(looks == [60, 90, 150, 200])
        #expect(action == .finish)
        #expect(walk.visit.grade == .bad)
        #expect(walk.visit.touchpoints[1].took == nil)
        #expect(walk.visit.touchpoints[1].looks == 5)
    }

    @Test(
        "an answer is timed from the customer's last act to the look that finds it",
        arguments: [("answer by the promise", 90, Grade.satisfactory), ("late", 150, .mediocre)])
    func answered(what: String, at second: Int64, grade: Grade) throws {
        var walk = try wait(promise: "90s", patience: "200s")
        _ = walk.send(.begun)
        _ = walk.send(.observed(walk.seen(.zero)))
        var action = walk.send(.observed(walk.notYet()))
        while case .lookAgain(1, let at) = action {
            walk.now = at
            _ = walk.send(.woken)
            let done = at.seconds - start.seconds >= second
            action = walk.send(.observed(done ? walk.seen(.zero) : walk.notYet()))
        }
        #expect(action == .finish)
        #expect(walk.visit.grade == grade)
        #expect(walk.visit.touchpoints[1].took == .seconds(second))
        #expect(walk.visit.touchpoints[1].about == false)
    }

    @Test("an answer found by a shopper that was away over the end of patience is about, and no worse than mediocre")
    func about() throws {
        var walk = try wait(promise: "90s", patience: "200s")
        _ = walk.send(.begun)
        _ = walk.send(.observed(walk.seen(.zero)))
        _ = walk.send(.observed(walk.notYet()))
        walk.now = start + .seconds(5000)
        #expect(walk.send(.takenUp) == .lookAgain(1, at: start + .seconds(60)))
        _ = walk.send(.woken)
        #expect(walk.send(.observed(walk.seen(.zero))) == .finish)
        #expect(walk.visit.grade == .mediocre)
        #expect(walk.visit.touchpoints[1].about)
        #expect(walk.visit.findings.first?.says.contains("about") == true)
    }

    @Test("patience never lapses before the promise")
    func patienceAfterPromise() throws {
        var walk = try wait(promise: "90s", patience: "10s")
        _ = walk.send(.begun)
        _ = walk.send(.observed(walk.seen(.zero)))
        _ = walk.send(.observed(walk.notYet()))
        #expect(walk.state.wait?.givesUp == start + .seconds(90))
    }

    @Test("a state that is stored and read again goes on the same way")
    func stateIsCodable() throws {
        var walk = try wait(promise: "90s", patience: "200s")
        _ = walk.send(.begun)
        var seen = walk.seen(.milliseconds(5))
        seen.captures = ["id": "4\u{0}2"]
        _ = walk.send(.observed(seen))
        _ = walk.send(.observed(walk.notYet()))
        let data = try JSONRoundTrip.encode(walk.state)
        let again = try JSONRoundTrip.decode(VisitState.self, from: data)
        #expect(again == walk.state)
    }

    // MARK: - Nothing twice

    @Test("an unsafe exchange whose outcome is not known is looked for, never sent again")
    func outcomeUnknown() throws {
        var walk = try Walk(["order", "pay"], start: start) { touchpoints in
            touchpoints[0].act = .exchange(ExchangeForm(method: "POST", url: Template(literal: "http://x/")))
            touchpoints[0].find = ExchangeForm(method: "GET", url: Template(literal: "http://x/find"))
            touchpoints[0].findWithin = Span(.seconds(100))
        }
        _ = walk.send(.begun)
        walk.state.intent = VisitState.Intent(touchpoint: 0, at: start)
        walk.state.sent = true
        var reset = walk.seen(.milliseconds(3))
        reset.failure = ExchangeFailure(.closed, message: "reset")
        #expect(walk.send(.observed(reset)) == .search(0))
        #expect(walk.send(.searched(walk.seen(.zero), held: false)) == .lookAgain(0, at: start + .seconds(60)))
        walk.now = start + .seconds(60)
        #expect(walk.send(.woken) == .search(0))
        #expect(walk.send(.searched(walk.seen(.zero), held: false)) == .finish)
        #expect(walk.visit.grade == .bad)
        #expect(walk.visit.remark?.contains(walk.state.mark) == true)
    }

    @Test("after a crash an intent without an outcome is never performed again")
    func intentAfterCrash() throws {
        var walk = try Walk(["order", "pay"], start: start) { touchpoints in
            touchpoints[0].act = .exchange(ExchangeForm(method: "POST", url: Template(literal: "http://x/")))
        }
        _ = walk.send(.begun)
        walk.state.intent = VisitState.Intent(touchpoint: 0, at: start)
        #expect(walk.send(.takenUp) == .finish)
        #expect(walk.visit.grade == .unknown)
        #expect(walk.visit.unknown == .outcomeUnknown)
    }

    @Test("what may have been sent tells its mark, whatever the customer saw", arguments: [true, false])
    func markIsTold(mayHaveBeenSent: Bool) throws {
        var walk = try Walk(["order"], start: start) { touchpoints in
            touchpoints[0].act = .exchange(ExchangeForm(method: "POST", url: Template(literal: "http://x/")))
        }
        _ = walk.send(.begun)
        var reset = walk.seen(.milliseconds(3))
        reset.failure = ExchangeFailure(.closed, message: "reset", mayHaveBeenSent: mayHaveBeenSent)
        #expect(walk.send(.observed(reset)) == .finish)
        #expect(walk.visit.grade == .bad)
        #expect((walk.visit.remark?.contains(walk.state.mark) == true) == mayHaveBeenSent)
    }

    @Test(
        "a visit that is stopped while an intent is out says that the outcome is not known",
        arguments: [UnknownReason.blind, .interrupted, .unusable])
    func stoppedWithIntent(reason: UnknownReason) throws {
        var walk = try Walk(["order", "undo"], start: start) { touchpoints in
            touchpoints[0].act = .exchange(ExchangeForm(method: "POST", url: Template(literal: "http://x/")))
            touchpoints[1].always = true
        }
        _ = walk.send(.begun)
        walk.state.intent = VisitState.Intent(touchpoint: 0, at: start)
        walk.state.sent = true
        #expect(walk.send(.stopped(reason, remark: "for a reason")) == .exchange(1))
        #expect(walk.send(.observed(walk.seen(.zero))) == .finish)
        #expect(walk.visit.unknown == .outcomeUnknown)
        #expect(walk.visit.remark?.hasPrefix("for a reason; ") == true)
        #expect(walk.visit.remark?.contains(walk.state.mark) == true)
    }

    @Test("after a crash the mark is looked for, and the visit goes on with what is found")
    func foundAfterCrash() throws {
        var walk = try Walk(["order", "pay"], start: start) { touchpoints in
            touchpoints[0].act = .exchange(ExchangeForm(method: "POST", url: Template(literal: "http://x/")))
            touchpoints[0].find = ExchangeForm(method: "GET", url: Template(literal: "http://x/find"))
        }
        _ = walk.send(.begun)
        walk.state.intent = VisitState.Intent(touchpoint: 0, at: start)
        walk.state.sent = true
        #expect(walk.send(.takenUp) == .search(0))
        var found = walk.seen(.zero)
        found.captures = ["id": "7"]
        #expect(walk.send(.searched(found, held: true)) == .exchange(1))
        #expect(walk.state.captures["id"] == "7")
        #expect(walk.send(.observed(walk.seen(.zero))) == .finish)
        #expect(walk.visit.grade == .satisfactory)
    }

    @Test("whatever happens, a visit finishes and never performs an unsafe exchange twice", arguments: 0..<300)
    func alwaysFinishes(seed: Int) throws {
        var random = TestRandom(seed: UInt64(seed))
        var walk = try Walk(["a", "b", "c", "d"], start: start) { touchpoints in
            for index in touchpoints.indices {
                switch random.below(5) {
                case 0: touchpoints[index].always = true
                case 1:
                    touchpoints[index].until = [Expectation(.status([200...200]), place: SourcePlace(file: "t"))]
                    touchpoints[index].promise = try BusinessSpan("\(1 + random.below(100))s")
                    touchpoints[index].patience = try BusinessSpan("\(1 + random.below(300))s")
                case 2:
                    touchpoints[index].act = .exchange(
                        ExchangeForm(method: "POST", url: Template(literal: "http://x/")))
                    if random.chance(50) {
                        touchpoints[index].find = ExchangeForm(method: "GET", url: Template(literal: "http://x/f"))
                    }
                case 3: touchpoints[index].minor = true
                default: break
                }
            }
        }
        var performed: [Int: Int] = [:]
        var action = walk.send(.begun)
        var steps = 0
        while action != .finish, steps < 1000 {
            steps += 1
            walk.now = walk.now + .milliseconds(random.below(5000))
            switch action {
            case .exchange(let index):
                performed[index, default: 0] += 1
                if walk.route.probe.touchpoints[index].isUnsafe {
                    walk.state.intent = VisitState.Intent(touchpoint: index, at: walk.now)
                    walk.state.sent = true
                }
                if random.chance(10) {
                    action = walk.send(.takenUp)
                } else if random.chance(5) {
                    action = walk.send(.stopped(.blind, remark: nil))
                } else {
                    action = walk.send(
                        .observed(
                            [
                                walk.seen(.milliseconds(random.below(9000))), walk.notYet(), walk.broken(),
                                walk.failed(.timeout), walk.failed(.closed),
                            ][random.below(5)]))
                }
            case .search:
                action = walk.send(.searched(walk.seen(.zero), held: random.chance(30)))
            case .lookAgain(_, let at):
                walk.now = max(walk.now, at)
                action = walk.send(random.chance(90) ? .woken : .takenUp)
            case .finish:
                break
            }
        }
        #expect(action == .finish)
        for (index, times) in performed where walk.route.probe.touchpoints[index].isUnsafe { #expect(times == 1) }
        let graded = walk.visit.touchpoints.filter { !$0.housekeeping }.map(\.name)
        #expect(Set(graded).count == graded.count)
    }
}

/// A visit in a test's hands.
struct Walk {
    let route: Route
    var state: VisitState
    var now: Timestamp

    init(
        _ names: [String], start: Timestamp, standards: [Standard] = [],
        change: (inout [Touchpoint]) throws -> Void = { _ in }
    ) throws {
        let place = SourcePlace(file: "test.yaml")
        var probe = Probe(name: "test", place: place)
        probe.touchpoints = names.map { name in
            Touchpoint(
                name: name, act: .exchange(ExchangeForm(method: "GET", url: Template(literal: "http://x/"))),
                place: place)
        }
        probe.standards = standards
        try change(&probe.touchpoints)
        route = try Route(probe, at: nil, in: Configuration())
        state = VisitState(
            id: VisitID(rawValue: "V"), probe: "test", location: nil, persona: nil, vantage: "here", definition: "",
            slot: nil, due: start, started: start, mark: "UC-1")
        now = start
    }

    mutating func send(_ event: VisitMachine.Event) -> VisitMachine.Action {
        VisitMachine.step(route, &state, event, now: now)
    }

    var visit: Visit { state.finished(probe: route.probe, ruleSet: 1, ended: now) }

    func seen(_ took: Duration) -> Observation {
        Observation(started: now, took: took)
    }

    func notYet() -> Observation {
        var seen = seen(.zero)
        seen.untilVerdicts = [Verdict(expected: "status 200", held: false, saw: "404", line: 1)]
        return seen
    }

    func broken() -> Observation {
        var seen = seen(.milliseconds(1))
        seen.verdicts = [Verdict(expected: "status 200", held: false, saw: "status 500", line: 1)]
        return seen
    }

    func failed(_ kind: ExchangeFailure.Kind) -> Observation {
        var seen = seen(.seconds(1))
        seen.failure = ExchangeFailure(kind, message: "failed")
        return seen
    }
}
