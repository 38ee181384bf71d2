/// A visit as a state machine without I/O: what happened goes in, what to do next comes out.
///
/// A touchpoint that is bad ends the journey, as it would a customer's; what was sent is then cleaned up (`always`).
public enum VisitMachine {
    public enum Event: Sendable {
        case begun
        /// An exchange at the touchpoint was performed, read and judged.
        case observed(Observation)
        /// A touchpoint's `find:` exchange was performed; `held` says whether it found the visit's mark.
        case searched(Observation, held: Bool)
        /// It is time for the next look of a wait.
        case woken
        /// Another process left this behind: an intent without an outcome, a wait, a search.
        case takenUp
        /// Our own network was down, the daemon is stopping, or a value was missing.
        case stopped(UnknownReason, remark: String?)
    }

    public enum Action: Sendable, Hashable {
        /// Perform the exchange of this touchpoint.
        case exchange(Int)
        /// Perform the `find:` exchange of this touchpoint.
        case search(Int)
        /// Send `.woken` at this time.
        case lookAgain(Int, at: Timestamp)
        case finish
    }

    public static func step(_ route: Route, _ state: inout VisitState, _ event: Event, now: Timestamp) -> Action {
        switch event {
        case .begun:
            return proceed(route, &state, now: now)
        case .woken:
            if let search = state.search { return .search(search.touchpoint) }
            return state.stage == .finished ? .finish : .exchange(state.position)
        case .takenUp:
            return takeUp(route, &state, now: now)
        case .observed(let observation):
            return observed(route, &state, observation, now: now)
        case .searched(let observation, let held):
            return searched(route, &state, observation, held: held, now: now)
        case .stopped(let reason, let remark):
            return stop(route, &state, reason, remark: remark, now: now)
        }
    }

    // MARK: - Going on

    /// The action for the touchpoint at `position`, or whatever comes after it.
    private static func proceed(_ route: Route, _ state: inout VisitState, now: Timestamp) -> Action {
        let touchpoints = route.probe.touchpoints
        while state.position < touchpoints.count {
            let touchpoint = touchpoints[state.position]
            if touchpoint.always == (state.stage == .housekeeping) { return begin(touchpoint, route, &state, now: now) }
            state.position += 1
        }
        if state.stage == .journey { return cleanUp(route, &state, now: now) }
        state.stage = .finished
        return .finish
    }

    private static func begin(_ touchpoint: Touchpoint, _ route: Route, _ state: inout VisitState, now: Timestamp)
        -> Action
    {
        if touchpoint.isWait, state.wait == nil {
            let terms = route.terms[state.position]
            let since = state.lastAct
            let promised = terms.promise?.deadline(from: since)
            state.wait = VisitState.Wait(
                since: since, promised: promised,
                givesUp: max(terms.patience.deadline(from: since), promised ?? .distantPast), nextLook: now)
        }
        if state.adopted == true, touchpoint.isUnsafe {
            if touchpoint.find != nil { return search(route, &state, failure: nil, now: now) }
            return stop(route, &state, .outcomeUnknown, remark: notKnown(state), now: now)
        }
        return .exchange(state.position)
    }

    /// Goes over to housekeeping, which runs only when something was sent.
    private static func cleanUp(_ route: Route, _ state: inout VisitState, now: Timestamp) -> Action {
        state.wait = nil
        state.search = nil
        state.intent = nil
        state.stage = state.sent ? .housekeeping : .finished
        state.position = 0
        return state.stage == .finished ? .finish : proceed(route, &state, now: now)
    }

    private static func advance(
        _ route: Route, _ state: inout VisitState, after grade: Grade, at end: Timestamp, now: Timestamp
    ) -> Action {
        state.wait = nil
        state.lastAct = end
        if state.stage == .journey && (grade == .bad || state.unknown != nil) {
            return cleanUp(route, &state, now: now)
        }
        state.position += 1
        return proceed(route, &state, now: now)
    }

    // MARK: - What was seen

    private static func observed(
        _ route: Route, _ state: inout VisitState, _ seen: Observation, now: Timestamp
    ) -> Action {
        let touchpoint = route.probe.touchpoints[state.position]
        state.intent = nil
        state.cookies = seen.cookies
        if let wait = state.wait { return looked(route, &state, seen, wait: wait, now: now) }
        if touchpoint.isUnsafe, let failure = seen.failure, failure.mayHaveBeenSent, touchpoint.find != nil {
            return search(route, &state, failure: failure, now: now)
        }
        if touchpoint.isUnsafe, seen.failure?.mayHaveBeenSent == true, state.stage == .journey {
            state.remark = notKnown(state)
        }
        keep(seen, in: &state)
        return conclude(
            route, &state, seen, took: seen.took, timing: timing(route, state, seen), about: false, now: now)
    }

    private static func timing(_ route: Route, _ state: VisitState, _ seen: Observation) -> Grading.Timing {
        let terms = route.terms[state.position]
        let end = seen.started + seen.took
        if seen.failure?.kind == .timeout { return .givenUp }
        if end > terms.patience.deadline(from: seen.started) { return seen.excused ? .kept : .givenUp }
        if let promise = terms.promise, end > promise.deadline(from: seen.started) {
            return seen.excused ? .kept : .late
        }
        if let delight = terms.delight, end <= delight.deadline(from: seen.started) { return .delightful }
        return .kept
    }

    /// One look of a wait: the event has happened, or it has not yet, or the customer gives up.
    private static func looked(
        _ route: Route, _ state: inout VisitState, _ seen: Observation, wait: VisitState.Wait, now: Timestamp
    ) -> Action {
        if seen.isOurs {
            // Nobody looked. Should patience run out meanwhile, the first look that can be made decides; for as long again.
            if now >= wait.givesUp + max(wait.givesUp - wait.since, .seconds(3600)) {
                return stop(route, &state, .blind, remark: nil, now: now)
            }
            let next = now + max(route.terms[state.position].checkEvery, .milliseconds(10))
            state.wait?.nextLook = next
            return .lookAgain(state.position, at: next)
        }
        var wait = wait
        wait.looks += 1
        state.wait = wait
        let happened = seen.failure == nil && seen.turnedAway == nil && seen.untilVerdicts.allSatisfy(\.held)
        let end = seen.started + seen.took
        if happened {
            keep(seen, in: &state)
            return heard(route, &state, seen, wait: wait, at: end, now: now)
        }
        if end >= wait.givesUp {
            return conclude(route, &state, seen, took: nil, timing: .givenUp, about: false, now: now)
        }
        // The look may have been answered from its very start on: only up to then is it known that nothing had come.
        if seen.failure == nil, seen.turnedAway == nil {
            state.wait?.lastLookWithout = max(wait.lastLookWithout, seen.started)
        }
        let next = nextLook(wait, every: route.terms[state.position].checkEvery, now: now)
        state.wait?.nextLook = next
        return .lookAgain(state.position, at: next)
    }

    /// The promise and the end of patience are looked at to the moment, so that lateness is certain.
    private static func nextLook(_ wait: VisitState.Wait, every: Duration, now: Timestamp) -> Timestamp {
        var next = now + max(every, .milliseconds(10))
        if let promised = wait.promised, promised > now { next = min(next, promised) }
        return min(next, max(wait.givesUp, now))
    }

    /// The event lies between the last look without it and this one: what the whole of that span says is certain, a limit
    /// inside it makes the lateness an *about* (DESIGN §4.5).
    private static func heard(
        _ route: Route, _ state: inout VisitState, _ seen: Observation, wait: VisitState.Wait, at end: Timestamp,
        now: Timestamp
    ) -> Action {
        let terms = route.terms[state.position]
        var timing = Grading.Timing.kept
        var about = false
        if end > wait.givesUp {
            timing = .givenUp
            about = wait.lastLookWithout < wait.givesUp
        } else if let promised = wait.promised, end > promised {
            timing = .late
            about = wait.lastLookWithout < promised
        } else if let delight = terms.delight, end <= delight.deadline(from: wait.since) {
            timing = .delightful
        }
        return conclude(route, &state, seen, took: end - wait.since, timing: timing, about: about, now: now)
    }

    private static func keep(_ seen: Observation, in state: inout VisitState) {
        for (name, value) in seen.captures {
            state.captures[name] = value
            state.captureOrigins[name] = seen.captureOrigin
        }
    }

    /// Grades the touchpoint under way and goes on.
    private static func conclude(
        _ route: Route, _ state: inout VisitState, _ seen: Observation, took: Duration?, timing: Grading.Timing,
        about: Bool,
        now: Timestamp
    ) -> Action {
        let touchpoint = route.probe.touchpoints[state.position]
        let housekeeping = state.stage == .housekeeping
        let end = seen.started + seen.took
        var result = TouchpointResult(
            name: touchpoint.name, index: state.position, housekeeping: housekeeping, grade: .unknown,
            started: state.wait?.since ?? seen.started)
        result.took = took
        result.about = about
        result.promise = route.terms[state.position].promise?.text
        result.looks = state.wait?.looks ?? 1
        result.hops = seen.hops.map { hop in
            var kept = hop
            kept.headers = []
            return kept
        }
        result.failure = seen.failure
        result.verdicts = seen.untilVerdicts + seen.verdicts
        result.bodyHash = seen.bodyHash
        result.bodySize = seen.bodySize
        result.excused = seen.excused
        if seen.unexamined { result.unexamined = true }
        guard !housekeeping else {
            state.results.append(result)
            return advance(route, &state, after: .unknown, at: end, now: now)
        }
        if let reason = seen.turnedAway {
            state.unknown = reason
            state.remark = seen.remark
            state.results.append(result)
            return advance(route, &state, after: .unknown, at: end, now: now)
        }
        result.late = timing == .late || timing == .givenUp
        let broken = (seen.failure != nil && seen.failure?.kind != .timeout) || seen.verdicts.contains { !$0.held }
        let defects = seen.findings.count { $0.severity == .defect }
        result.grade = Grading.touchpoint(
            timing: timing, about: about, broken: broken, minor: touchpoint.minor, defects: defects)
        let own = OwnFindings(touchpoint: touchpoint, route: route, index: state.position)
        if result.late { state.findings.append(own.late(result, wait: state.wait, gaveUp: timing == .givenUp)) }
        if broken { state.findings.append(own.outcomeNotDelivered(result)) }
        state.findings += seen.findings
        state.commendations += seen.commendations
        state.results.append(result)
        return advance(route, &state, after: result.grade, at: end, now: now)
    }

    // MARK: - Outcomes that are not known

    private static func search(
        _ route: Route, _ state: inout VisitState, failure: ExchangeFailure?, now: Timestamp
    ) -> Action {
        let since = state.intent?.at ?? now
        state.intent = nil
        state.search = VisitState.Search(
            touchpoint: state.position, since: since, until: now + route.terms[state.position].findWithin,
            failure: failure)
        return .search(state.position)
    }

    private static func searched(
        _ route: Route, _ state: inout VisitState, _ seen: Observation, held: Bool, now: Timestamp
    ) -> Action {
        guard let search = state.search else { return proceed(route, &state, now: now) }
        if held {
            state.search = nil
            keep(seen, in: &state)
            var found = seen
            found.failure = search.failure
            found.verdicts = []
            if search.failure == nil {
                // We were not there to time it: the touchpoint is neither good nor bad, and the visit goes on.
                let touchpoint = route.probe.touchpoints[state.position]
                state.results.append(
                    TouchpointResult(
                        name: touchpoint.name, index: state.position, housekeeping: false, grade: .unknown,
                        started: search.since))
                return advance(route, &state, after: .unknown, at: now, now: now)
            }
            return conclude(
                route, &state, found, took: nil, timing: search.failure?.kind == .timeout ? .givenUp : .kept,
                about: false,
                now: now)
        }
        let next = now + route.terms[state.position].checkEvery
        if next <= search.until { return .lookAgain(state.position, at: next) }
        state.search = nil
        if let failure = search.failure {
            var seen = Observation(started: search.since, took: now - search.since)
            seen.failure = failure
            state.remark = notKnown(state)
            let timing: Grading.Timing = failure.kind == .timeout ? .givenUp : .kept
            return conclude(route, &state, seen, took: nil, timing: timing, about: false, now: now)
        }
        return stop(route, &state, .outcomeUnknown, remark: notKnown(state), now: now)
    }

    private static func notKnown(_ state: VisitState) -> String {
        "it is not known whether what was sent reached the business: look for \(state.mark)"
    }

    private static func takeUp(_ route: Route, _ state: inout VisitState, now: Timestamp) -> Action {
        if let search = state.search { return .search(search.touchpoint) }
        if let wait = state.wait { return .lookAgain(state.position, at: wait.nextLook) }
        guard let intent = state.intent, intent.touchpoint < route.probe.touchpoints.count else {
            return state.stage == .housekeeping
                ? proceed(route, &state, now: now) : stop(route, &state, .interrupted, remark: nil, now: now)
        }
        if route.probe.touchpoints[intent.touchpoint].find != nil {
            return search(route, &state, failure: nil, now: now)
        }
        if state.stage == .housekeeping {
            state.intent = nil
            state.position += 1
            return proceed(route, &state, now: now)
        }
        return stop(route, &state, .outcomeUnknown, remark: nil, now: now)
    }

    private static func stop(
        _ route: Route, _ state: inout VisitState, _ reason: UnknownReason, remark: String?, now: Timestamp
    ) -> Action {
        if state.stage == .housekeeping {
            // Housekeeping is never graded: what cannot be cleaned up is passed over.
            state.intent = nil
            state.position += 1
            return proceed(route, &state, now: now)
        }
        // Whatever stops the visit: what was committed to may have arrived.
        let isOut = state.intent != nil || state.search != nil
        state.unknown = isOut ? .outcomeUnknown : reason
        state.remark = isOut ? [remark, notKnown(state)].compactMap(\.self).joined(separator: "; ") : remark
        return cleanUp(route, &state, now: now)
    }
}
