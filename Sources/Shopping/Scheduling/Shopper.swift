import DequeModule
import Examining
public import Journey
public import Ledger
public import Logging
import ProbeFiles
public import ServiceLifecycle
import Synchronization
public import Transfer

/// The scheduler: begins visits when they are due, goes on with those that wait, and hands finished ones to the ledger.
public actor Shopper: Service {
    public nonisolated let pulse = Pulse()

    private let means: Means
    private let logger: Logger
    private var plan: Plan
    private var outfit: Outfit
    private let definitions: Definitions

    /// Starts that follow the wall clock, and all waits.
    private var dates = Agenda()
    /// Starts at plain intervals, on a clock that never steps.
    private var intervals = Agenda()
    private var watch: ClockWatch
    private var timetables: [Subject: Timetable] = [:]
    private var lastSlots: [Subject: Int64] = [:]

    /// Due, and not yet begun because enough visits are under way.
    private var ready = Deque<Order>()
    private var running: [VisitID: Task<Void, Never>] = [:]
    /// One visit at a time for a probe, location and persona, waits included.
    private var busy: [Walker: VisitID] = [:]
    /// Of these, those that somebody asked for: they need not be of the plan.
    private var askedFor: Set<VisitID> = []
    private var sinks: [VisitID: AsyncStream<VisitProgress>.Continuation] = [:]
    /// Finished visits that the ledger has not stored yet; counted down on its thread.
    private let unrecorded = Atomic(0)
    private var unrecordedPages = 0
    /// States of visits that wait which the ledger could not take; they go into it at the next look, or at the end.
    private var unsaved: [VisitID: VisitState] = [:]
    /// Pauses before the ledger is tried again; cut short at the end.
    private var retries: [VisitID: Task<Void, Never>] = [:]
    private var stopping = false
    /// What the ledger cannot store from here on is lost.
    private var isGraceOver = false
    /// The ledger is another machine's, or an old one's: it is shown, and nobody is contacted.
    public private(set) var isHeld = false
    private var sleeper: Task<Void, Never>?
    private var wakeAgain = false
    /// Nothing is due before, on the monotonic clock; nil while it goes round.
    private(set) var asleepUntil: Duration?
    private var generator = SystemRandomNumberGenerator()

    /// From one round to the next, at least: what falls due meanwhile begins together, and so much late at most. A round costs
    /// a timer and several threads' waking.
    private static let shortestPause = Duration.milliseconds(5)
    /// Finished visits that the ledger has not taken yet, at most; beyond, no visit begins.
    private static let mostUnrecorded = 4096
    /// Bytes of pages kept with them, at most; beyond, a visit is kept without its page.
    private static let mostUnrecordedPages = 64_000_000

    /// What a shopper works with, from outside.
    public struct Means: Sendable {
        public var transfer: Transfer
        public var ledger: Ledger
        public var timepiece: any Timepiece
        public var secrets: [String: String]
        public var vantage: String
        public var seed: UInt64
        /// The configuration's, from where probes name files.
        public var directory: String?
        /// How long visits under way may go on once the daemon is to stop.
        public var grace: Duration
        /// Only visits that somebody asks for: no series begins by itself, and no wait of another process is taken up.
        public var onlyWhenAsked = false
        /// Called after a visit that waits has been stored.
        public var waiting: @Sendable () -> Void = {}
        /// Called after a visit has been stored, most often on the ledger's own thread: must be brief.
        public var recorded: @Sendable (Visit) -> Void

        public init(
            transfer: Transfer, ledger: Ledger, timepiece: any Timepiece, secrets: [String: String], vantage: String,
            seed: UInt64, grace: Duration = .seconds(10), recorded: @escaping @Sendable (Visit) -> Void = { _ in }
        ) {
            self.transfer = transfer
            self.ledger = ledger
            self.timepiece = timepiece
            self.secrets = secrets
            self.vantage = vantage
            self.seed = seed
            self.grace = grace
            self.recorded = recorded
        }
    }

    private struct Walker: Hashable {
        var subject: Subject
        var persona: String?
    }

    private enum Order {
        case start(Series, slot: Int64, due: Timestamp)
        case look(VisitID)
        case asked(Series, VisitState, AsyncStream<VisitProgress>.Continuation)
    }

    public init(_ plan: Plan, means: Means, logger: Logger) {
        self.plan = plan
        self.means = means
        self.logger = logger
        definitions = Definitions(ledger: means.ledger)
        outfit = Outfit(means, configuration: plan.configuration)
        watch = ClockWatch(wall: means.timepiece.now(), monotonic: means.timepiece.monotonic())
    }

    // MARK: - The round

    public func run() async throws {
        do {
            try await takeUp()
        } catch {
            // Whoever has asked already must hear of it.
            stop()
            await finish()
            throw error
        }
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await goRound()
            } onCancel: {
                Task { await self.stop() }
            }
        } onGracefulShutdown: {
            Task { await self.stop() }
        }
        await finish()
    }

    private func goRound() async {
        while !stopping {
            let (now, monotonic) = (means.timepiece.now(), means.timepiece.monotonic())
            pulse.beat(monotonic)
            if let step = watch.step(wall: now, monotonic: monotonic) { await clockStepped(by: step, now: now) }
            let steady = watch.steady(monotonic: monotonic)
            while let entry = dates.take(dueBy: now) { order(entry) }
            while let entry = intervals.take(dueBy: steady) { order(entry) }
            beginReady()
            var pause = Duration.seconds(1)
            if let next = dates.earliest { pause = min(pause, next - now) }
            if let next = intervals.earliest { pause = min(pause, next - steady) }
            await sleep(max(pause, Self.shortestPause))
        }
    }

    private func sleep(_ pause: Duration) async {
        if wakeAgain {
            wakeAgain = false
            return
        }
        let deadline = means.timepiece.monotonic() + pause
        let task = Task { [means] in
            do { try await means.timepiece.sleep(until: deadline) } catch {}  // woken early
        }
        sleeper = task
        asleepUntil = deadline
        await task.value
        asleepUntil = nil
        sleeper = nil
        wakeAgain = false
    }

    private func wake() {
        wakeAgain = true
        asleepUntil = nil
        sleeper?.cancel()
    }

    private func order(_ entry: Agenda.Entry) {
        switch entry.errand {
        case .look(let id):
            ready.append(.look(id))
        case .start(let subject):
            guard let series = plan[subject], let slot = entry.slot else { return }
            ready.append(.start(series, slot: slot, due: entry.at))
        }
    }

    private func beginReady() {
        let most = plan.configuration.politeness.visitsAtOnce
        while running.count < most, unrecorded.load(ordering: .relaxed) < Self.mostUnrecorded,
            let order = ready.popFirst()
        { begin(order) }
    }

    // MARK: - Beginning

    private func begin(_ order: Order) {
        switch order {
        case .start(let ordered, let slot, let due):
            // While it was held back, a reload may have changed or removed it.
            guard let series = plan[ordered.subject], timetables[ordered.subject] != nil else { return }
            lastSlots[series.subject] = slot
            scheduleNext(series)
            let persona = series.persona(forSlot: slot)
            let walker = Walker(subject: series.subject, persona: persona?.id)
            // The last one is still under way or waiting: its slot is let go.
            guard busy[walker] == nil else { return }
            let state = newState(series, persona: persona, slot: slot, due: due)
            walk(series, state, .begun, walker: walker)
        case .asked(let series, let state, let sink):
            guard !isHeld else {
                sink.yield(.refused("the ledger was restored or copied; no visits are made until `undercover adopt`"))
                return sink.finish()
            }
            let walker = Walker(subject: series.subject, persona: state.persona)
            guard busy[walker] == nil else {
                sink.yield(
                    .refused("a visit of \(series.subject) is under way; look at it with `undercover visits --open`"))
                sink.finish()
                return
            }
            sinks[state.id] = sink
            askedFor.insert(state.id)
            sink.yield(.began(state.id, touchpoints: series.probe.touchpoints.map(\.name)))
            walk(series, state, .begun, walker: walker)
        case .look(let id):
            guard running[id] == nil else { return }
            running[id] = Task { await self.look(id) }
        }
    }

    private func newState(
        _ series: Series, persona: Persona?, slot: Int64?, due: Timestamp, settings: [String: String] = [:]
    ) -> VisitState {
        let now = means.timepiece.now()
        let id = VisitID.make(at: now, using: &generator)
        var state = VisitState(
            id: id, probe: series.subject.probe, location: series.subject.location, persona: persona?.id,
            vantage: means.vantage, definition: series.probe.definition, slot: slot, due: due, started: now,
            mark: "UC-" + id.rawValue.suffix(12))
        state.settings = settings
        return state
    }

    private func walk(_ series: Series, _ state: VisitState, _ event: VisitMachine.Event, walker: Walker) {
        busy[walker] = state.id
        let sink = sinks[state.id]
        running[state.id] = Task { [outfit] in
            if state.isAskedFor { await self.keepDefinition(of: series) }
            var visitor = Visitor(series, state: state, outfit: outfit) { sink?.yield($0) }
            await self.ended(await visitor.walk(event), id: state.id, walker: walker)
        }
    }

    /// What a visit that may wait is made by is kept before it sends anything: another process may have to go on with it.
    private func keepDefinition(of series: Series) async {
        let isKept = !means.onlyWhenAsked && plan[series.subject]?.probe.definition == series.probe.definition
        guard !isKept, series.mayOutliveItsProcess else { return }
        let sources = ConfigurationLoader.definitionSources(of: series.probe, in: series.configuration)
        do {
            try await means.ledger.store(definition: series.probe.definition, sources: sources)
        } catch {
            logger.error("cannot store what a visit is made by", metadata: ["error": "\(error)"])
            await definitions.keep(series)
        }
    }

    /// Goes on with a visit that waits, from what the ledger holds of it.
    private func look(_ id: VisitID) async {
        let saved: VisitState?
        let found: Series?
        let plan = plan
        let kept = unsaved.removeValue(forKey: id)
        do {
            if let kept { saved = kept } else { saved = try await means.ledger.openVisit(id)?.state }
            found = if let saved { try await definitions.series(of: saved, plan: plan) } else { nil }
        } catch {
            if let kept { unsaved[id] = kept }
            logger.error(
                "cannot read a visit that waits, looking again in a minute",
                metadata: ["visit": "\(id)", "error": "\(error)"])
            running[id] = nil
            dates.set(.look(id), at: means.timepiece.now() + .seconds(60))
            return
        }
        guard let state = saved else {
            running[id] = nil
            busy = busy.filter { $0.value != id }
            askedFor.remove(id)
            return
        }
        let subject = Subject(probe: state.probe, location: state.location)
        let walker = Walker(subject: subject, persona: state.persona)
        busy[walker] = id
        let sink = sinks[id]
        guard let series = found else {
            logger.error("a visit that waits cannot be read by this release", metadata: ["visit": "\(id)"])
            var given = state
            given.unknown = .unusable
            given.remark = "its definition cannot be read by this release"
            given.stage = .finished
            let probe = Probe(name: state.probe, place: SourcePlace(file: "ledger"))
            let visit = given.finished(probe: probe, ruleSet: Examiners.ruleSetVersion, ended: means.timepiece.now())
            await ended(.finished(visit, page: nil), id: id, walker: walker)
            return
        }
        var visitor = Visitor(series, state: state, outfit: outfit) { sink?.yield($0) }
        let event: VisitMachine.Event
        if plan[subject] == nil && !state.isAskedFor {
            event = .stopped(.interrupted, remark: "its probe was removed")
        } else {
            event = state.wait != nil || state.search != nil ? .woken : .takenUp
        }
        await ended(await visitor.walk(event), id: id, walker: walker)
    }

    // MARK: - Ending

    private func ended(_ ending: Visitor.Ending, id: VisitID, walker: Walker) async {
        running[id] = nil
        switch ending {
        case .waiting(let until, let unsaved):
            self.unsaved[id] = unsaved
            dates.set(.look(id), at: until)
            if !ready.isEmpty { beginReady() }
            wake()
            means.waiting()
        case .finished(let visit, let page):
            busy[walker] = nil
            askedFor.remove(id)
            unrecorded.add(1, ordering: .relaxed)
            if !ready.isEmpty { beginReady() }
            if page == nil && sinks[id] == nil { return handOver(visit) }
            await record(visit, page: page)
            stored()
        }
    }

    /// Most visits: nobody waits for the end of one, and its task need not be kept for it.
    private func handOver(_ visit: Visit) {
        means.ledger.record(visit) { error in
            if error != nil {
                Task {
                    await self.record(visit, page: nil)
                    await self.stored()
                }
                return
            }
            self.means.recorded(visit)
            let before = self.unrecorded.subtract(1, ordering: .relaxed).oldValue
            if before == Self.mostUnrecorded { Task { await self.beginReady() } }
        }
    }

    private func stored() {
        unrecorded.subtract(1, ordering: .relaxed)
        if !ready.isEmpty { beginReady() }
    }

    /// What the ledger cannot store now is kept and tried again: the daemon goes on as far as it can.
    private func record(_ visit: Visit, page: StoredPage?) async {
        var pause = Duration.seconds(1)
        var (page, kept) = (page, 0)
        var attempts = 0
        defer { unrecordedPages -= kept }
        while true {
            do {
                try await means.ledger.record(visit, page: page)
                break
            } catch {
                if let size = page?.body.count, kept == 0 {
                    if unrecordedPages + size > Self.mostUnrecordedPages {
                        page = nil
                    } else {
                        unrecordedPages += size
                        kept = size
                    }
                }
                attempts += 1
                // A file that was deleted is written anew by the attempt that failed.
                if isGraceOver, attempts > 1 {
                    logger.critical(
                        "a visit is lost: the ledger cannot store it",
                        metadata: ["visit": "\(visit.id)", "error": "\(error)"])
                    break
                }
                let rest = Task { [means, pause] in
                    do { try await means.timepiece.sleep(for: pause) } catch {}  // cut short at the end
                }
                retries[visit.id] = rest
                await rest.value
                retries[visit.id] = nil
                pause = stopping ? .milliseconds(100) : min(pause * 2, .seconds(30))
            }
        }
        means.recorded(visit)
        if let sink = sinks.removeValue(forKey: visit.id) {
            sink.yield(.finished(visit))
            sink.finish()
        }
    }

    private func stop() {
        stopping = true
        wake()
    }

    /// Lets visits under way come to their end within the grace period, then interrupts them; at once when cancelled.
    private func finish() async {
        for case .asked(_, _, let sink) in ready {
            sink.yield(.refused("the daemon is stopping"))
            sink.finish()
        }
        ready.removeAll()
        retries.values.forEach { $0.cancel() }
        let deadline = means.timepiece.monotonic() + means.grace
        while !running.isEmpty || unrecorded.load(ordering: .relaxed) > 0, means.timepiece.monotonic() < deadline {
            do { try await means.timepiece.sleep(for: .milliseconds(20)) } catch { break }
        }
        isGraceOver = true
        retries.values.forEach { $0.cancel() }
        running.values.forEach { $0.cancel() }
        while !running.isEmpty || unrecorded.load(ordering: .relaxed) > 0 {
            await Task.yield()
            try? await Task.sleep(for: .milliseconds(5))
        }
        for (id, state) in unsaved {
            let save = { [means, wake = dates.at(.look(id))] in
                try await means.ledger.save(state, wake: wake, overdueAt: state.wait?.promised)
            }
            do {
                do { try await save() } catch { try await save() }
            } catch {
                logger.critical(
                    "a visit that waits is lost: the ledger cannot store it",
                    metadata: ["visit": "\(id)", "error": "\(error)"])
            }
        }
        sinks.values.forEach { $0.finish() }
    }

    // MARK: - Scheduling

    private func scheduleNext(_ series: Series) {
        guard let timetable = timetables[series.subject] else { return }
        let (now, monotonic) = (means.timepiece.now(), means.timepiece.monotonic())
        let clock = timetable.followsWallClock ? now : watch.steady(monotonic: monotonic)
        guard let next = timetable.nextStart(after: clock, lastSlot: lastSlots[series.subject]) else { return }
        if timetable.followsWallClock {
            dates.set(.start(series.subject), at: next.at, slot: next.slot)
        } else {
            intervals.set(.start(series.subject), at: next.at, slot: next.slot)
        }
    }

    /// At start: waits and unfinished visits from the ledger, then every series' next start, one missed start of a long period
    /// made up.
    private func takeUp() async throws {
        guard try await !means.ledger.isHeld() else {
            isHeld = true
            logger.error("the ledger was restored or copied: no visits are made until `undercover adopt`")
            return
        }
        guard !means.onlyWhenAsked else { return }
        lastSlots = try await means.ledger.lastSlots().mapValues(\.slot)
        for open in try await means.ledger.openVisitHeads() {
            busy[Walker(subject: open.subject, persona: open.persona)] = open.visit
            if open.isAskedFor { askedFor.insert(open.visit) }
            dates.set(.look(open.visit), at: open.wake ?? means.timepiece.now())
        }
        try await define(plan)
        let now = means.timepiece.now()
        for series in plan.series {
            guard let timetable = plan.timetable(of: series, seed: means.seed) else { continue }
            timetables[series.subject] = timetable
            if let last = lastSlots[series.subject], case .makeUp(let start) = timetable.missed(since: last, until: now)
            {
                dates.set(.start(series.subject), at: start.at, slot: start.slot)
            } else {
                scheduleNext(series)
            }
        }
    }

    private func define(_ plan: Plan) async throws {
        try await means.ledger.store(definitions: ConfigurationLoader.definitions(in: plan.configuration))
    }

    private func clockStepped(by step: Duration, now: Timestamp) async {
        logger.notice("the clock stepped or the machine was suspended", metadata: ["by": "\(step.forPeople)"])
        let from = step > .zero ? now - step : now
        do {
            try await means.ledger.record(BlindSpan(from: from, until: now, reason: .clock))
        } catch {
            logger.error("cannot record the step of the clock", metadata: ["error": "\(error)"])
        }
        // Set back, the clock would hold up waits for as long as it was set back by.
        if step < .zero {
            for id in busy.values where dates.at(.look(id)) != nil { dates.set(.look(id), at: now) }
        }
        // Starts at dates are worked out anew; none that went by meanwhile comes in a burst.
        for series in plan.series {
            guard let timetable = timetables[series.subject], timetable.followsWallClock else { continue }
            if let last = lastSlots[series.subject], case .makeUp(let start) = timetable.missed(since: last, until: now)
            {
                dates.set(.start(series.subject), at: start.at, slot: start.slot)
            } else {
                scheduleNext(series)
            }
        }
    }

    // MARK: - What others ask

    /// Takes a new plan: starts are worked out anew where the timetable changed, visits of probes that are gone end.
    public func replace(_ new: Plan) async throws {
        try await define(new)
        let old = plan
        plan = new
        outfit = Outfit(means, configuration: new.configuration, after: outfit)
        await outfit.network.replace(references: new.configuration.reference)
        for series in old.series where new[series.subject] == nil {
            timetables[series.subject] = nil
            dates.remove(.start(series.subject))
            intervals.remove(.start(series.subject))
        }
        for series in new.series {
            let timetable = new.timetable(of: series, seed: means.seed)
            guard !isHeld, timetable != timetables[series.subject] else { continue }
            timetables[series.subject] = timetable
            dates.remove(.start(series.subject))
            intervals.remove(.start(series.subject))
            scheduleNext(series)
        }
        for (walker, id) in busy where new[walker.subject] == nil && running[id] == nil && !askedFor.contains(id) {
            dates.set(.look(id), at: means.timepiece.now())
        }
        wake()
    }

    /// One visit now, of a series of the plan or of one that is not in it.
    public func visit(
        _ series: Series, settings: [String: String], withSecrets: Bool = true
    ) async -> AsyncStream<VisitProgress> {
        let (stream, sink) = AsyncStream.makeStream(of: VisitProgress.self, bufferingPolicy: .bufferingNewest(1000))
        if let reason = series.notPerformed {
            sink.yield(.refused(reason))
            sink.finish()
        } else if stopping {
            sink.yield(.refused("the daemon is stopping"))
            sink.finish()
        } else {
            let now = means.timepiece.now()
            var state = newState(
                series, persona: series.persona(forSlot: now.seconds), slot: nil, due: now, settings: settings)
            if !withSecrets { state.withoutSecrets = true }
            ready.append(.asked(series, state, sink))
            wake()
        }
        return stream
    }

    public var currentPlan: Plan { plan }

    /// Subjects of visits that wait, for what a reload would cancel: not those that somebody asked for.
    public var underWay: [Subject] { busy.filter { !askedFor.contains($0.value) }.map(\.key.subject) }

    public struct Outlook: Sendable {
        public var starts: [Subject: Timestamp]
        public var underWay: Int
        /// Due, and held back because enough visits are under way.
        public var heldBack: Int
        /// Finished, and not taken by the ledger yet.
        public var unstored: Int
    }

    public var outlook: Outlook {
        let ahead = means.timepiece.now() - watch.steady(monotonic: means.timepiece.monotonic())
        var starts = dates.starts
        for (subject, at) in intervals.starts { starts[subject] = at + ahead }
        return Outlook(starts: starts, underWay: running.count, heldBack: ready.count, unstored: retries.count)
    }

    /// The ledger stores again: what it has not taken is tried at once.
    public func storeAgain() { retries.values.forEach { $0.cancel() } }

    /// Looks whether our own network is back, while it is not.
    public func lookAtNetwork() async { await outfit.network.lookAgainIfBlind() }
}
