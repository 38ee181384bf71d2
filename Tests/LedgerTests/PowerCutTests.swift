import FaultDisk
import GRDB
import Journey
import Synchronization
import Testing

@testable import Ledger

/// The power goes at random moments of a day at work. Whatever the disk has made of what was not synced, the ledger opens, is
/// whole, holds everything whose call had returned, and nothing by halves.
@Suite struct PowerCutTests {
    @Test(arguments: 0..<3) func afterAPowerCutAllThatWasStoredIsThereAndNothingIsHalfThere(round: Int) async throws {
        let day = try DayAtWork()
        try await day.work()
        #expect(day.cuts.count == DayAtWork.most)
        for (number, cut) in day.cuts {
            let seed = UInt64(number)
            for loss in [
                PowerCut.Loss.all, .some(seed: seed, sector: 512), .some(seed: seed + 1, sector: 4096),
            ] {
                #expect(try await day.problems(cut, losing: loss) == [], "event \(number), \(loss)")
            }
        }
    }

    @Test func aLedgerThatSyncsLessLosesWhatItPromisedAndThisSeesIt() async throws {
        let day = try DayAtWork(synchronous: "NORMAL", checkpointAfter: 10_000)
        try await day.work()
        var problems: Set<String> = []
        for (_, cut) in day.cuts { problems.formUnion(try await day.problems(cut, losing: .all)) }
        #expect(problems.contains("a visit is lost"))
    }

    @Test func thesePowerCutsFindALedgerThatDoesNotSync() async throws {
        var losses = 0
        for _ in 0..<20 where losses == 0 {
            let desk = try Desk()
            let disk = FaultDisk()
            let ledger = try desk.open(on: disk)
            try ledger.set("synchronous = OFF")
            try ledger.set("wal_autocheckpoint = 5")
            for number in 0..<20 { try await ledger.record(makeVisit("v\(number)", touchpoints: [makeTouchpoint()])) }
            let found = try Desk()
            try disk.cutPower().write(
                into: found.directory, losing: .some(seed: UInt64.random(in: 0...9999), sector: 512))
            let whole = try? await isWhole(found)
            if whole != true { losses += 1 }
            try ledger.close()
        }
        #expect(losses > 0)
    }

    private func isWhole(_ found: Desk) async throws -> Bool {
        let ledger = try found.open()
        defer { try? ledger.close() }
        let problems = try await ledger.verified().problems
        let visits = try await ledger.visits(after: 0).count
        return problems.isEmpty && visits == 20
    }
}

/// All kinds of storing at once, as the daemon does it, and what has been promised so far.
private final class DayAtWork: Sendable {
    struct Promised {
        var visits: [String: Visit] = [:]
        /// The number of the last look that was saved, by wait.
        var waits: [String: Int] = [:]
        var finished: Set<String> = []
        var incidents: Set<String> = []
        var delivered: Set<String> = []
        var cursor: Int64 = 0
    }

    struct Cut {
        var power: PowerCut
        var promised: Promised
    }

    private struct State {
        var promised = Promised()
        /// All that was ever begun to be recorded: nothing else may be found.
        var begun: [String: Visit] = [:]
        var cuts: [(Int, Cut)] = []
    }

    private let desk: Desk
    private let disk = FaultDisk()
    private let state = Mutex(State())
    private static let quick = FaultDisk(keepsTrack: false)
    private static let old = start - .days(100)

    /// Moments at which the power goes, any as likely as another.
    static let most = 8
    private let synchronous: String

    private let checkpointAfter: Int

    /// - Parameter checkpointAfter: pages in the log; few, so that much goes from the log into the file.
    init(synchronous: String = "FULL", checkpointAfter: Int = 20) throws {
        desk = try Desk()
        self.synchronous = synchronous
        self.checkpointAfter = checkpointAfter
    }

    var cuts: [(Int, Cut)] { state.withLock { $0.cuts } }

    func work() async throws {
        disk.watch { [weak self] number, power in self?.cut(number, power) }
        // Closed and opened again on the way: the log goes, and comes back.
        for part in 0..<3 {
            let ledger = try desk.open(on: disk)
            try ledger.set("wal_autocheckpoint = \(checkpointAfter)")
            try ledger.set("synchronous = \(synchronous)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<4 { group.addTask { try await self.visit(ledger, "\(part)-\(lane)") } }
                group.addTask { try await self.wait(ledger, "\(part)") }
                group.addTask { try await self.alert(ledger) }
                group.addTask { try await self.care(ledger, part) }
                try await group.waitForAll()
            }
            try ledger.close()
        }
        disk.watch(nil)
    }

    private func cut(_ number: Int, _ power: PowerCut) {
        state.withLock { state in
            let cut = (number, Cut(power: power, promised: state.promised))
            if state.cuts.count < DayAtWork.most {
                state.cuts.append(cut)
            } else if case let place = Int.random(in: 0..<number), place < DayAtWork.most {
                state.cuts[place] = cut
            }
        }
    }

    private func visit(_ ledger: Ledger, _ lane: String) async throws {
        for number in 0..<12 {
            let id = "v\(lane)-\(number)"
            let isOld = number % 4 == 0
            let page = (0..<3000).map { _ in UInt8.random(in: 0...255) }
            var visit = makeVisit(
                id, probe: "p\(number % 3)", grade: number % 3 == 0 ? .bad : .satisfactory,
                started: isOld ? DayAtWork.old : start,
                touchpoints: [makeTouchpoint("Home \(number)"), makeTouchpoint("Pay", index: 1)],
                findings: [makeFinding(identity: "/\(number % 5)"), makeFinding("late", identity: "")])
            visit.remark = "Visit \(id)."
            state.withLock { $0.begun[id] = visit }
            let hash = String(repeating: lane == "0-0" ? "0a" : "0b", count: 31) + "0\(number % 10)"
            try await ledger.record(visit, page: number % 3 == 0 ? StoredPage(hash: hash, body: page) : nil)
            state.withLock { if !isOld { $0.promised.visits[id] = visit } }
        }
    }

    private func wait(_ ledger: Ledger, _ part: String) async throws {
        for number in 0..<6 {
            let id = "w\(part)-\(number)"
            var waiting = makeState(id)
            waiting.sent = true
            waiting.intent = VisitState.Intent(touchpoint: 0, at: start)
            try await ledger.commitIntent(waiting)
            state.withLock { $0.promised.waits[id] = 0 }
            for look in 1...3 {
                waiting.intent = nil
                waiting.captures = ["look": "\(look)"]
                try await ledger.save(waiting, wake: start + .hours(1), overdueAt: start + .hours(2))
                state.withLock { $0.promised.waits[id] = look }
            }
            if number % 2 == 0 {
                let visit = makeVisit(id)
                state.withLock { $0.begun[id] = visit }
                try await ledger.record(visit)
                state.withLock {
                    $0.promised.visits[id] = visit
                    $0.promised.finished.insert(id)
                }
            }
        }
    }

    /// Each incident is named after the place of its visit, so that all that belongs together can be told.
    private func alert(_ ledger: Ledger) async throws {
        for _ in 0..<15 {
            let place = try await ledger.cursor("alerts")
            guard let next = try await ledger.visits(after: place, limit: 1).first else {
                try await Task.sleep(for: .milliseconds(2))
                continue
            }
            let incident = Incident(
                id: "i\(next.place)", rule: "r", subject: Subject(probe: "i\(next.place)"), state: .open, opened: start,
                cause: next.id, says: "Bad.")
            let notification = Notification(
                id: "n\(next.place)", incident: incident, channel: "boss", sequence: 1, created: start,
                nextAttempt: start)
            try await ledger.advance(
                cursor: "alerts", to: next.place, incidents: [incident], notifications: [notification],
                set: [LedgerTimer(key: "told/\(incident.id)", due: .distantFuture, payload: "boss")])
            state.withLock {
                $0.promised.incidents.insert(incident.id)
                $0.promised.cursor = next.place
            }
            if next.place % 3 == 0 {
                try await ledger.delivered(notification.id)
                _ = state.withLock { $0.promised.delivered.insert(notification.id) }
            }
        }
    }

    private func care(_ ledger: Ledger, _ part: Int) async throws {
        for round in 0..<3 {
            try await ledger.beat(start + .seconds(Int64(round)))
            try await ledger.openBlindSpan(.network, from: start)
            try await ledger.rollUp()
            if round == part { try await ledger.backUp(to: desk.directory + "/backup-\(part).sqlite") }
            try await ledger.prune(
                Retention(visits: start - .days(50), hours: start - .days(50), timesByHour: start - .days(50)))
            try await ledger.closeBlindSpan(.network, until: start + .seconds(2))
        }
    }

    /// What is wrong with what is found after the power cut.
    func problems(_ cut: Cut, losing loss: PowerCut.Loss) async throws -> Set<String> {
        let found = try Desk()
        try cut.power.write(into: found.directory, losing: loss)
        let promised = cut.promised
        let ledger = try found.open(on: DayAtWork.quick)
        defer { try? ledger.close() }
        var problems = Set(try await ledger.verified().problems)
        func check(_ holds: Bool, _ problem: String) { if !holds { problems.insert(problem) } }

        let begun = state.withLock { $0.begun }
        let visits = try await ledger.wholeVisits(after: 0, limit: 10_000).map(\.visit)
        let present = Dictionary(visits.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        for visit in promised.visits.values { check(present[visit.id.rawValue] == visit, "a visit is lost") }
        for visit in visits { check(visit == begun[visit.id.rawValue], "a visit is half there") }
        // A visit that found something, and the life of the finding, are one.
        let met = Set(visits.flatMap { visit in visit.findings.map { "\(visit.probe) \($0.fingerprint)" } })
        let known = Set(try await ledger.findings().map { "\($0.subject.probe) \($0.finding.fingerprint)" })
        check(met.isSubset(of: known), "a finding is lost")
        // Every visit that was ever stored is in the sums once, whether it is still there or not.
        let counted = try await ledger.counts(since: start - .days(400)).values.reduce(0) { $0 + $1.counts.all }
        let stored = try await ledger.read { db in
            try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'visit'") ?? 0
        }
        check(counted == stored, "the sums are wrong")

        let open = try await ledger.openVisits()
        let looks = Dictionary(
            open.map { ($0.state.id.rawValue, Int($0.state.captures["look"] ?? "0") ?? -1) },
            uniquingKeysWith: { first, _ in first })
        for (id, look) in promised.waits {
            check((looks[id].map { $0 >= look } ?? false) != (present[id] != nil), "a wait is lost, or there twice")
        }

        let cursor = try await ledger.cursor("alerts")
        let incidents = Set(try await ledger.openIncidents().map(\.id))
        let told = Set(try await ledger.undelivered().map { "i" + $0.id.dropFirst() })
        let timers = Set(try await ledger.dueTimers(.distantFuture, limit: .max).map { String($0.key.dropFirst(5)) })
        check(cursor >= promised.cursor && promised.incidents.isSubset(of: incidents), "an incident is lost")
        check(timers == incidents && told.isSubset(of: incidents), "an incident is half there")
        check(incidents.contains("i\(cursor)") || cursor == 0, "the cursor is ahead of what came of it")
        check(
            promised.delivered.isDisjoint(with: told.map { "n" + $0.dropFirst() }), "what was delivered is to be told")
        return problems
    }
}
