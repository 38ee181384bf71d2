import Examining
import Journey
import Ledger
import Reading
import Transfer

/// Walks one visit: performs what the visit machine asks for, until it is finished or has to wait.
///
/// Belongs to one task.
struct Visitor {
    let series: Series
    let outfit: Outfit
    var state: VisitState
    /// Bodies of this walk by hash, kept only until it is known whether the visit is bad.
    private var pages: [String: StoredPage] = [:]
    let maker: RequestMaker
    private let session: TransferSession
    private let report: @Sendable (VisitProgress) -> Void

    enum Ending: Sendable {
        case finished(Visit, page: StoredPage?)
        /// - Parameter unsaved: the visit's state when the ledger could not take it.
        case waiting(until: Timestamp, unsaved: VisitState?)
    }

    init(_ series: Series, state: VisitState, outfit: Outfit, report: @escaping @Sendable (VisitProgress) -> Void) {
        self.series = series
        self.state = state
        self.outfit = outfit
        self.report = report
        let persona = series.configuration.personas[state.persona ?? ""]
        let origins = series.origins(settings: state.settings) {
            var scope = series.scope(
                persona: persona, state: state, secrets: outfit.secrets(for: state), timepiece: outfit.timepiece)
            scope.captures = [:]
            return scope
        }
        maker = RequestMaker(
            series, persona: persona, origins: origins, addresses: outfit.addresses, directory: outfit.directory)
        session = outfit.transfer.session(cookies: state.cookies)
    }

    /// - Parameter event: `.begun`, `.woken` or `.takenUp`.
    mutating func walk(_ event: VisitMachine.Event) async -> Ending {
        var action = step(event)
        while true {
            switch action {
            case .exchange(let index):
                let event = await exchange(index)
                if outlives(event) { return await leave(until: outfit.timepiece.now()) }
                action = step(event)
                await noteOutcome(of: index, before: action)
            case .search(let index):
                let event = await search(index)
                if outlives(event) { return await leave(until: outfit.timepiece.now()) }
                action = step(event)
            case .lookAgain(let index, let at):
                let ending = await leave(until: at)
                report(
                    .waiting(
                        touchpoint: series.probe.touchpoints[index].name, nextLook: at,
                        givesUp: state.wait?.givesUp ?? state.search?.until ?? at))
                return ending
            case .finish:
                session.close()
                let visit = state.finished(
                    probe: series.probe, ruleSet: Examiners.ruleSetVersion, ended: outfit.timepiece.now())
                let worst = visit.grade == .bad ? visit.touchpoints.last { $0.grade == .bad } : nil
                return .finished(visit, page: worst?.bodyHash.flatMap { pages[$0] })
            }
        }
    }

    /// The daemon stops in the middle. A wait goes on when it is back; what was sent is looked for or cleaned up then.
    private func outlives(_ event: VisitMachine.Event) -> Bool {
        guard case .stopped(.interrupted, _) = event else { return false }
        return state.wait != nil || state.search != nil || state.sent
    }

    /// Whoever takes it up from here, this process or another, goes by the ledger.
    private func leave(until wake: Timestamp) async -> Ending {
        let unsaved = await save(wake: wake)
        session.close()
        return .waiting(until: wake, unsaved: unsaved)
    }

    private mutating func step(_ event: VisitMachine.Event) -> VisitMachine.Action {
        let (results, findings) = (state.results.count, state.findings.count)
        let action = VisitMachine.step(series.route, &state, event, now: outfit.timepiece.now())
        for result in state.results.dropFirst(results) {
            let about = state.findings.dropFirst(findings).filter { $0.touchpoint == result.name }
            report(.touchpoint(result, findings: about))
        }
        return action
    }

    // MARK: - Exchanges

    private mutating func exchange(_ index: Int) async -> VisitMachine.Event {
        let touchpoint = series.probe.touchpoints[index]
        guard case .exchange(let form) = touchpoint.act else {
            return .stopped(.unusable, remark: series.notPerformed)
        }
        let patience: Duration
        if touchpoint.isWait {
            // One look of a wait takes as long as any page may; the wait's own patience may be days.
            patience = series.configuration.defaults.patience.span.continuous
        } else {
            patience = series.route.terms[index].patience.span.continuous
        }
        let scope = scope()
        let request: RequestMaker.Made
        do throws(Unusable) {
            request = try maker.request(
                form, scope: scope, captureOrigins: state.captureOrigins, unsafe: touchpoint.isUnsafe,
                patience: patience)
        } catch {
            var remark = "\(touchpoint.name): \(error.sentence)"
            if state.withoutSecrets == true, !outfit.secrets.isEmpty {
                remark +=
                    "; a file or settings brought by a user who is neither root nor the daemon's own get no secrets"
            }
            return .stopped(.unusable, remark: outfit.redaction.apply(remark))
        }
        if touchpoint.isUnsafe {
            if let refusal = await commitIntent(index) { return refusal }
        }
        if ExchangeForm.unsafeMethods.contains(form.method) { state.sent = true }
        let result = await perform(request)
        if result.failure?.mayHaveBeenSent != true { state.intent = nil }
        if let failure = result.failure {
            if failure.kind == .cancelled { return .stopped(.interrupted, remark: nil) }
            if failure.kind == .unusable {
                return .stopped(.unusable, remark: outfit.redaction.apply("\(touchpoint.name): \(failure.message)"))
            }
            // Held up for half of its patience or more (stopped, suspended), it was not waited for as long as it says.
            var isOurs = failure.kind == .own || (failure.kind == .timeout && result.lag * 2 >= patience)
            if !isOurs && failure.mayBeOurs { isOurs = await !outfit.network.isWell() }
            if isOurs, touchpoint.isWait {
                var seen = Observation(started: result.startedAt, took: result.total)
                seen.isOurs = true
                seen.cookies = await session.cookies()
                return .observed(seen)
            }
            if isOurs,
                !(touchpoint.isUnsafe && failure.mayHaveBeenSent && touchpoint.find != nil)
            {
                return .stopped(
                    .blind,
                    remark: failure.kind == .own
                        ? outfit.redaction.apply("\(touchpoint.name): \(failure.message)") : nil)
            }
        }
        return await read(result, at: index, scope: scope)
    }

    private mutating func search(_ index: Int) async -> VisitMachine.Event {
        let touchpoint = series.probe.touchpoints[index]
        let scope = scope()
        guard let form = touchpoint.find,
            let request = try? maker.request(
                form, scope: scope, captureOrigins: state.captureOrigins, unsafe: false,
                patience: series.configuration.defaults.patience.span.continuous)
        else {
            let now = outfit.timepiece.now()
            return .searched(Observation(started: now, took: .zero), held: false)
        }
        let result = await perform(request)
        if result.failure?.kind == .cancelled { return .stopped(.interrupted, remark: nil) }
        let reader = ResponseReader(result)
        var observation = observation(of: result)
        let expecting = Expecting(
            reader, scope: scope, redaction: outfit.redaction, now: outfit.timepiece.now(), zone: series.zone)
        // The captures of the touchpoint say what must be found; a response without the visit's mark has not found it.
        let captured = expecting.capture(touchpoint.capture)
        observation.captures = captured.values
        observation.captureOrigin = reader.url
        let held =
            result.failure == nil && (200..<300).contains(result.status ?? 0) && captured.verdicts.isEmpty
            && reader.text.contains(state.mark)
        return .searched(observation, held: held)
    }

    private func perform(_ made: RequestMaker.Made) async -> ExchangeResult {
        await outfit.manners.atHost(made.address.origin.host) { await session.perform(made.request, at: made.address) }
    }

    /// Nothing unsafe goes out before the ledger knows that it will (DESIGN §4.6).
    private mutating func commitIntent(_ index: Int) async -> VisitMachine.Event? {
        let before = state
        state.intent = VisitState.Intent(touchpoint: index, at: outfit.timepiece.now())
        // Another process that finds this knows that housekeeping is owed.
        state.sent = true
        do {
            try await outfit.ledger.commitIntent(state)
            return nil
        } catch {
            state = before
            return .stopped(
                .withheld, remark: "nothing was sent, since the ledger could not store the intent: \(error)")
        }
    }

    /// What is known of something sent is in the ledger before the visit goes on: a crash makes nothing unknown again, and what
    /// was captured can still be cleaned up. The next intent or look would store it as well.
    private func noteOutcome(of index: Int, before next: VisitMachine.Action) async {
        guard case .exchange(let following) = next, series.probe.touchpoints[index].isUnsafe,
            !series.probe.touchpoints[following].isUnsafe
        else { return }
        _ = await save(wake: nil)
    }

    private func scope() -> Scope {
        series.scope(
            persona: series.configuration.personas[state.persona ?? ""], state: state,
            secrets: outfit.secrets(for: state), timepiece: outfit.timepiece)
    }

    /// - Returns: the state if it could not be stored; the ledger tells of its own trouble.
    private func save(wake: Timestamp?) async -> VisitState? {
        do {
            try await outfit.ledger.save(state, wake: wake, overdueAt: state.wait?.promised)
            return nil
        } catch {
            return state
        }
    }

    // MARK: - Reading what came

    private func observation(of result: ExchangeResult) -> Observation {
        var observation = Observation(started: result.startedAt, took: result.total)
        observation.hops = result.hops.map { hop in
            var hop = hop
            hop.url = outfit.redaction.apply(hop.url)
            return hop
        }
        observation.failure = result.failure.map { failure in
            var failure = failure
            failure.message = outfit.redaction.apply(failure.message)
            return failure
        }
        observation.bodySize = result.body.count
        return observation
    }

    private mutating func read(_ result: ExchangeResult, at index: Int, scope: Scope) async -> VisitMachine.Event {
        let touchpoint = series.probe.touchpoints[index]
        var seen = observation(of: result)
        if let promise = series.route.terms[index].promise?.span.continuous, result.lag > promise / 20 {
            seen.excused = true
        }
        guard result.failure == nil else {
            seen.cookies = await session.cookies()
            return .observed(seen)
        }
        let reader = ResponseReader(result)
        if !touchpoint.always, let away = TurnedAway.recognise(reader, expecting: touchpoint.expect + touchpoint.until)
        {
            seen.turnedAway = away.reason
            seen.remark = outfit.redaction.apply(away.remark)
            return .observed(seen)
        }
        let now = outfit.timepiece.now()
        let expecting = Expecting(reader, scope: scope, redaction: outfit.redaction, now: now, zone: series.zone)
        let until = expecting.judge(touchpoint.until)
        seen.untilVerdicts = until.verdicts
        let happened = until.allHeld
        if happened || until.unusable != nil {
            let judged = expecting.judge(touchpoint.expect)
            let captured = expecting.capture(touchpoint.capture)
            seen.verdicts = judged.verdicts + captured.verdicts
            seen.captures = captured.values
            seen.captureOrigin = reader.url
            if let reason = until.unusable ?? judged.unusable ?? captured.unusable {
                return .stopped(.unusable, remark: "\(touchpoint.name): \(reason)")
            }
            await examine(reader, touchpoint: touchpoint, into: &seen, now: now)
        }
        // An error, or none: what stood on the page that was not shown is neither there nor gone.
        seen.unexamined = examinesPage(touchpoint) && (!happened || !reader.isPage)
        let broken = seen.verdicts.contains { !$0.held }
        if broken || touchpoint.examine == .page {
            seen.bodyHash = reader.bodyHash
            pages[reader.bodyHash] = StoredPage(hash: reader.bodyHash, body: redactedBody(reader))
        }
        if series.probe.touchpoints.count > 1 || touchpoint.isWait { seen.cookies = await session.cookies() }
        return .observed(seen)
    }

    /// A page that repeats a secret back to us is kept without it.
    private func redactedBody(_ reader: ResponseReader) -> [UInt8] {
        outfit.secrets.isEmpty ? reader.body : Array(outfit.redaction.apply(reader.text).utf8)
    }
}
