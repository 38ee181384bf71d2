import Journey
import Ledger
import Synchronization
import Testing

@testable import Alerting

/// A promise of four hours, made at the start.
@Suite struct WaitRuleTests {
    private let house: House
    private let ledger: Ledger

    init() throws {
        house = try House()
        ledger = try house.open()
    }

    private func watch(byShare share: Double = 0) throws -> AlertWatch {
        house.watch(try makeConfiguration(makeRule(.overdue(byShare: share))), ledger)
    }

    @Test func aWaitIsOverdueAtTheMomentItsPromiseLapses() async throws {
        let watch = try watch()
        house.timepiece.advance(by: .hours(4) - .seconds(1))
        try await ledger.wait("v1", lastLook: start + .hours(3))
        let pause = try await watch.round()
        #expect(pause == .seconds(1))
        #expect(try await ledger.openIncidents().isEmpty)
        house.timepiece.advance(by: pause)
        try await ledger.wait("v1", lastLook: start + .hours(4))
        try await watch.round()
        let incident = try #require(try await ledger.openIncidents().first)
        #expect(incident.opened == start + .hours(4))
        #expect(incident.cause == VisitID(rawValue: "v1"))
        #expect(
            incident.says
                == "contact at hamburg is overdue: First reply has not come after 4 h, against a promised 4h")
        #expect(try await ledger.told() == ["boss: hamburg open"])
    }

    /// The answer may be there already: only a look after the promise knows.
    @Test func aPromiseIsNotCalledBrokenBeforeALookAfterIt() async throws {
        let watch = try watch()
        try await ledger.wait("v1", lastLook: start + .hours(3))
        house.timepiece.advance(by: .hours(4) + .seconds(2))
        let pause = try await watch.round()
        #expect(pause == .seconds(1))
        #expect(try await ledger.openIncidents().isEmpty)
        try await ledger.wait("v1", lastLook: start + .hours(4) + .seconds(1))
        house.timepiece.advance(by: pause)
        try await watch.round()
        #expect(try await ledger.openIncidents().map(\.opened) == [start + .hours(4)])
    }

    @Test func aShareOfThePromiseAgainIsGiven() async throws {
        let watch = try watch(byShare: 0.5)
        try await ledger.wait("v1", lastLook: start + .hours(5))
        house.timepiece.advance(by: .hours(6) - .seconds(3))
        #expect(try await watch.round() == .seconds(3))
        #expect(try await ledger.openIncidents().isEmpty)
        // It is a row with a due time: another process knows of it.
        house.timepiece.advance(by: .seconds(3))
        let other = try self.watch(byShare: 0.5)
        try await other.round()
        let incident = try #require(try await ledger.openIncidents().first)
        #expect(incident.opened == start + .hours(6))
        #expect(incident.says.contains("after 6 h, against a promised 4h"))
    }

    @Test func itRecoversWithTheEndOfItsVisit() async throws {
        let watch = try watch()
        try await ledger.wait("v1", lastLook: start + .hours(5))
        house.timepiece.advance(by: .hours(5))
        try await watch.round()
        try await watch.round()
        #expect(try await ledger.openIncidents().count == 1)
        // Even a late visit: the customer does not wait any more.
        try await ledger.record("L", minute: 301, id: "v1")
        try await watch.round()
        #expect(try await ledger.told() == ["boss: hamburg open", "boss: hamburg recovered"])
        #expect(try await ledger.dueTimers(.distantFuture).isEmpty)
    }

    @Test func itRecoversWhenTheVisitGoesOnToItsNextWait() async throws {
        let watch = try watch()
        try await ledger.wait("v1", lastLook: start + .hours(5))
        house.timepiece.advance(by: .hours(5))
        try await watch.round()
        try await ledger.wait("v1", promised: start + .hours(20), lastLook: start + .hours(5))
        house.timepiece.advance(by: .seconds(10))
        try await watch.round()
        #expect(try await ledger.openIncidents().isEmpty)
        // …and that one may be overdue in its turn.
        try await ledger.wait("v1", promised: start + .hours(20), lastLook: start + .hours(21))
        house.timepiece.advance(by: .hours(16))
        try await watch.round()
        #expect(try await ledger.openIncidents().map(\.opened) == [start + .hours(20)])
        #expect(try await ledger.incidents().count == 2)
    }

    @Test func oneIncidentStandsForAllWaitsOfASubject() async throws {
        let watch = try watch()
        try await ledger.wait("v1", lastLook: start + .hours(5))
        try await ledger.wait("v2", lastLook: start + .hours(5))
        try await ledger.wait("v3", bremen, lastLook: start + .hours(5))
        house.timepiece.advance(by: .hours(5))
        try await watch.round()
        #expect(try await ledger.openIncidents().count == 2)
        try await ledger.record("L", minute: 301, id: "v1")
        house.timepiece.advance(by: .seconds(10))
        try await watch.round()
        #expect(try await ledger.openIncidents().count == 2)
        try await ledger.record("L", minute: 302, id: "v2")
        house.timepiece.advance(by: .seconds(10))
        try await watch.round()
        #expect(try await ledger.openIncidents().map(\.subject) == [bremen])
    }

    @Test func aWaitWithoutAPromiseIsNeverOverdue() async throws {
        let watch = try watch()
        var state = VisitState(
            id: VisitID(rawValue: "v1"), probe: "contact", location: "hamburg", persona: nil, vantage: "here",
            definition: "d1", slot: nil, due: start, started: start, mark: "v1")
        state.wait = VisitState.Wait(since: start, promised: nil, givesUp: start + .days(3), nextLook: start)
        try await ledger.save(state, wake: start + .days(1), overdueAt: nil)
        house.timepiece.advance(by: .days(2))
        try await watch.round()
        #expect(try await ledger.openIncidents().isEmpty)
    }

    /// Closed by one reload and opened by the next while the wait goes on: four things to tell, each with a key of its own, or a
    /// server that honours keys would leave out the second breach and later the true recovery.
    private static func reopened() async throws -> (incidents: [Incident], told: [Journey.Notification]) {
        let house = try House()
        let ledger = try house.open()
        let rules = try makeConfiguration(makeRule(.overdue(byShare: 0)))
        let watch = house.watch(rules, ledger)
        try await ledger.wait("v1", lastLook: start + .hours(5))
        house.timepiece.advance(by: .hours(5))
        for configuration in [rules, try makeConfiguration(), rules] {
            await watch.replace(configuration)
            try await watch.round()
            house.timepiece.advance(by: .seconds(10))
        }
        try await ledger.record("L", minute: 301, id: "v1")
        try await watch.round()
        return (try await ledger.incidents(), try await ledger.undelivered())
    }

    @Test func anIncidentReopenedAfterAReloadIsAnother() async throws {
        let (incidents, told) = try await Self.reopened()
        #expect(Set(incidents.map(\.id)).count == 2)
        #expect(incidents.allSatisfy { $0.state == .recovered && $0.opened == start + .hours(4) })
        #expect(incidents.count { $0.says.contains("no longer in the configuration") } == 1)
        #expect(Set(told.map(\.id)).count == 4)
        #expect(
            told.sorted { ($0.created, $0.sequence) < ($1.created, $1.sequence) }.map(\.incident.state)
                == [.open, .recovered, .open, .recovered])
    }

    @Test func whatIsDoneAgainAfterACrashHasTheSameNames() async throws {
        let (first, second) = (try await Self.reopened(), try await Self.reopened())
        #expect(Set(first.incidents.map(\.id)) == Set(second.incidents.map(\.id)))
        #expect(Set(first.told.map(\.id)) == Set(second.told.map(\.id)))
    }

    /// A round that goes on by the old rules when the new ones come must not put off what those say about waits.
    @Test func waitsAreLookedAtByNewRulesAtOnceEvenIfTheyComeDuringARound() async throws {
        let both = try makeConfiguration(
            makeRule(.late(count: 1, of: 1), name: "late"), makeRule(.overdue(byShare: 0), name: "overdue"))
        let watches = Mutex<[AlertWatch]>([])
        // Called by the round, so inside of the actor.
        let watch = AlertWatch(
            try makeConfiguration(makeRule(.late(count: 1, of: 1), name: "late")), ledger: ledger,
            timepiece: house.timepiece, logger: quiet
        ) {
            for watch in watches.withLock({ $0 }) { watch.assumeIsolated { $0.replace(both) } }
        }
        watches.withLock { $0 = [watch] }
        try await ledger.record("L", bremen, minute: 1)
        try await ledger.wait("v1", lastLook: start + .hours(5))
        house.timepiece.advance(by: .hours(5))
        try await watch.round()
        #expect(try await ledger.openIncidents().map(\.rule) == ["late"])
        watches.withLock { $0 = [] }
        try await watch.round()
        #expect(Set(try await ledger.openIncidents().map(\.rule)) == ["late", "overdue"])
    }

    @Test func timersOfARuleThatIsGoneAreTakenBack() async throws {
        let watch = try watch(byShare: 0.5)
        try await ledger.wait("v1", lastLook: start + .hours(5))
        house.timepiece.advance(by: .hours(5))
        try await watch.round()
        #expect(try await ledger.dueTimers(.distantFuture).count == 1)
        await watch.replace(try makeConfiguration())
        try await watch.round()
        #expect(try await ledger.dueTimers(.distantFuture).isEmpty)
    }
}
