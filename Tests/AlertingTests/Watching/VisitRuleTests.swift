import Journey
import Ledger
import Testing

@testable import Alerting

@Suite struct VisitRuleTests {
    private let house: House
    private let ledger: Ledger

    init() throws {
        house = try House()
        ledger = try house.open()
    }

    private func play(_ row: String, _ watch: AlertWatch, from minute: Int64 = 1) async throws {
        for (place, letter) in row.enumerated() {
            try await ledger.record(letter, minute: minute + Int64(place))
            try await watch.round()
        }
    }

    @Test func aBreachIsAnIncidentWithItsCauseAndIsTold() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 2, of: 3))), ledger)
        try await play("LGL", watch)
        let incident = try #require(try await ledger.openIncidents().first)
        #expect(incident.rule == "rule")
        #expect(incident.subject == hamburg)
        #expect(incident.cause == VisitID(rawValue: "contact at hamburg/3"))
        #expect(incident.opened == start + .minutes(3) + .seconds(30))
        #expect(
            incident.says
                == "contact at hamburg was late in 2 of the last 3 visits (First reply: 26 h against a promised 4h)")
        let told = try await ledger.undelivered()
        #expect(told.map(\.incident) == [incident])
        #expect(told.map(\.channel) == ["boss"])
        #expect(told.map(\.sequence) == [1])
    }

    @Test func aRecoveryTellsBoth() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.bad(count: 1, of: 1))), ledger)
        try await play("BG", watch)
        #expect(try await ledger.openIncidents().isEmpty)
        let incident = try #require(try await ledger.incidents().first)
        #expect(incident.state == .recovered)
        #expect(incident.closed == start + .minutes(2) + .seconds(30))
        #expect(incident.says == "Recovered after 60 s: contact at hamburg was bad (First reply)")
        #expect(try await ledger.told() == ["boss: hamburg open", "boss: hamburg recovered"])
    }

    @Test func eachLocationHasItsOwn() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger)
        try await ledger.record("L", hamburg, minute: 1)
        try await ledger.record("L", bremen, minute: 2)
        try await ledger.record("G", hamburg, minute: 3)
        try await watch.round()
        #expect(try await ledger.openIncidents().map(\.subject) == [bremen])
        #expect(try await ledger.told().count == 3)
    }

    @Test func aRuleIsAboutItsProbesAndTags() async throws {
        var named = makeRule(.late(count: 1, of: 1), name: "named")
        named.probes = ["home"]
        var tagged = makeRule(.late(count: 1, of: 1), name: "tagged")
        tagged.tags = ["people"]
        let watch = house.watch(try makeConfiguration(named, tagged), ledger)
        try await ledger.record("L", hamburg, minute: 1)
        try await ledger.record("L", Subject(probe: "home"), minute: 2)
        try await ledger.record("L", Subject(probe: "stranger"), minute: 3)
        try await watch.round()
        #expect(
            try await ledger.openIncidents().map { "\($0.rule) \($0.subject)" }.sorted() == [
                "named home", "tagged contact at hamburg",
            ])
    }

    @Test func aRuleWithoutChannelsTellsTheOwner() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1), notify: [])), ledger)
        try await play("L", watch)
        #expect(try await ledger.told() == ["anna: hamburg open"])
    }

    @Test func manyUnknownVisitsDoNotHideThoseBefore() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 2, of: 2))), ledger)
        try await play("L" + String(repeating: "?", count: 60) + "L", watch)
        #expect(try await ledger.openIncidents().count == 1)
    }

    @Test func aVisitThatWaitedForDaysIsTheNewestWhenItEnds() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger)
        for minute in 10...40 { try await ledger.record("G", minute: Int64(minute)) }
        try await ledger.record("L", minute: 1)
        try await watch.round()
        #expect(try await ledger.openIncidents().count == 1)
    }

    @Test func aRoundWithoutNewsStoresNothing() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger)
        try await play("L", watch)
        let told = try await ledger.told()
        try await watch.round()
        try await watch.round()
        #expect(try await ledger.told() == told)
        #expect(try await ledger.incidents().count == 1)
    }

    // MARK: - Restarts and reloads

    @Test func whatWasRecordedWhileNobodyWatchedIsLookedAtAfterwards() async throws {
        let configuration = try makeConfiguration(makeRule(.late(count: 2, of: 2)))
        try await play("L", house.watch(configuration, ledger))
        try ledger.close()
        let second = try house.open()
        try await second.record("L", minute: 2)
        try second.close()
        let third = try house.open()
        try await house.watch(configuration, third).round()
        #expect(try await third.told() == ["boss: hamburg open"])
        try third.close()
    }

    @Test func aRecoveryIsToldToThoseWhoWereToldOfTheBreach() async throws {
        try await play(
            "L", house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1), notify: ["boss", "desk"])), ledger))
        for notification in try await ledger.undelivered() { try await ledger.delivered(notification.id) }
        // Another process, and somebody else to tell.
        let changed = try makeConfiguration(makeRule(.late(count: 1, of: 1), notify: ["other"]))
        try await play("G", house.watch(changed, ledger), from: 2)
        #expect(try await ledger.told() == ["boss: hamburg recovered", "desk: hamburg recovered"])
    }

    @Test func anIncidentWhoseRuleIsRemovedIsClosedAndTold() async throws {
        let watch = house.watch(try makeConfiguration(makeRule(.late(count: 1, of: 1))), ledger)
        try await play("L", watch)
        for notification in try await ledger.undelivered() { try await ledger.delivered(notification.id) }
        await watch.replace(try makeConfiguration())
        try await watch.round()
        let last = try #require(try await ledger.undelivered().first)
        #expect(last.channel == "boss")
        #expect(last.sequence == 2)
        #expect(last.incident.state == .recovered)
        #expect(last.incident.says.hasPrefix("Closed without having recovered, since the rule `rule` is no longer"))
        #expect(last.incident.says.hasSuffix("contact at hamburg was late (First reply: 26 h against a promised 4h)"))
        #expect(try await ledger.openIncidents().isEmpty)
    }

    @Test(arguments: [0, 1, 2])
    func anIncidentWhoseSubjectIsGoneIsClosedAndTold(how: Int) async throws {
        var rule = makeRule(.late(count: 1, of: 1))
        var configuration = try makeConfiguration(rule)
        try await play("L", house.watch(configuration, ledger))
        switch how {
        case 0: configuration.probes.removeAll { $0.name == "contact" }
        case 1: configuration.locations.removeAll { $0.id == "hamburg" }
        default:
            rule.tags = ["pages"]
            configuration.alerts = [rule]
        }
        try await house.watch(configuration, ledger).round()
        #expect(try await ledger.openIncidents().isEmpty)
        #expect(try await ledger.told() == ["boss: hamburg open", "boss: hamburg recovered"])
    }

    // MARK: - Properties

    /// Looking after each visit, at all of them at once, in batches, and with a restart at any moment: the same incidents
    /// with the same names, and the same notifications.
    @Test(arguments: 0..<6)
    func itDoesNotMatterWhenOneLooks(seed: Int) async throws {
        var random = Dice(seed: UInt64(seed))
        let late = makeRule(.late(count: 2, of: 3), name: "late", recoverAfter: Int.random(in: 1...3, using: &random))
        let configuration = try makeConfiguration(late, makeRule(.bad(count: 1, of: 1), name: "bad"))
        let visits: [(Character, Subject)] = (0..<40).compactMap { _ in
            guard let letter = "LLGGGB?".randomElement(using: &random),
                let subject = [hamburg, bremen].randomElement(using: &random)
            else { return nil }
            return (letter, subject)
        }
        var outcomes: [[String]] = []
        for way in 0..<3 {
            let house = try House()
            let ledger = try house.open()
            var watch = house.watch(configuration, ledger, batch: way == 1 ? 7 : 500)
            for (minute, (letter, subject)) in visits.enumerated() {
                try await ledger.record(letter, subject, minute: Int64(minute))
                if way == 0 { try await watch.round() }
                if way == 2, Int.random(in: 0..<5, using: &random) == 0 {
                    watch = house.watch(configuration, ledger, batch: 3)
                    try await watch.round()
                }
            }
            try await watch.round()
            let incidents = try await ledger.incidents().sorted {
                ($0.rule, $0.opened, $0.id) < ($1.rule, $1.opened, $1.id)
            }
            let told = try await ledger.undelivered().map { "\($0.id) \($0.incident.state) \($0.sequence)" }.sorted()
            outcomes.append(incidents.map { "\($0.id) \($0.state) \($0.opened) \($0.says)" } + told)
            try alternates(incidents)
            // Every incident was told once when it opened, and once when it was over.
            #expect(told.count == incidents.count + incidents.count { $0.state == .recovered })
            try ledger.close()
        }
        #expect(outcomes[0] == outcomes[1])
        #expect(outcomes[0] == outcomes[2])
        #expect(!outcomes[0].isEmpty)
    }

    /// Of one rule and subject, each is over before the next begins, and only the last may be open.
    private func alternates(_ incidents: [Incident]) throws {
        let lines = Dictionary(grouping: incidents) { "\($0.rule) \($0.subject)" }
        for line in lines.values {
            let inOrder = line.sorted { $0.opened < $1.opened }
            for (earlier, later) in zip(inOrder, inOrder.dropFirst()) {
                let closed = try #require(earlier.closed)
                #expect(earlier.state == .recovered)
                #expect(closed < later.opened)
            }
        }
    }
}
