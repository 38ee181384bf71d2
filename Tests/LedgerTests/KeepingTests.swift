import GRDB
import Journey
import Testing

@testable import Ledger

@Suite struct KeepingTests {
    @Test func waitsAreListedWithTheTimeTheyHaveLeft() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.save(makeState("late"), wake: start + .hours(1), overdueAt: start + .hours(1))
        try await ledger.save(makeState("free", location: "x"), wake: start + .hours(1), overdueAt: nil)
        try await ledger.save(makeState("early"), wake: start + .hours(1), overdueAt: start + .minutes(5))
        try await ledger.commitIntent(makeState("intent"))
        #expect(try await ledger.openWaits().map(\.visit.rawValue) == ["early", "late", "free"])
        for (limit, ids) in [(0, []), (1, ["early"]), (2, ["early", "late"])] {
            #expect(try await ledger.openWaits(limit: limit).map(\.visit.rawValue) == ids)
        }
        #expect(try await ledger.waitCounts(at: start) == (open: 3, overdue: 0))
        #expect(try await ledger.waitCounts(at: start + .minutes(6)) == (open: 3, overdue: 1))
        #expect(try await ledger.overdue(at: start + .minutes(5)).map(\.visit.rawValue) == ["early"])
        #expect(try await ledger.openVisits().count == 4)
        try await ledger.drop(VisitID(rawValue: "intent"))
        #expect(try await ledger.openVisits().count == 3)
    }

    @Test func aStateSavedAgainReplacesWhatWasThere() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        var state = makeState("v1")
        try await ledger.commitIntent(state)
        state.captures = ["ticket": "4711"]
        state.position = 2
        try await ledger.save(state, wake: start, overdueAt: nil)
        #expect(try await ledger.openVisits().map(\.state) == [state])
    }

    @Test func aStateOfALaterReleaseIsRefusedByName() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        var state = makeState("v1")
        state.version = VisitState.currentVersion + 1
        try await ledger.save(state, wake: nil, overdueAt: nil)
        let error = await #expect(throws: LedgerError.self) { try await ledger.openVisits() }
        #expect(error?.kind == .newer && error?.message.contains("v1") == true)
    }

    @Test func eachSourceIsKeptOnce() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let shared = SourceFile(path: "undercover.yaml", text: "business: {name: Inn}")
        let first = [shared, SourceFile(path: "probes/a.yaml", text: "probe: a")]
        let second = [shared, SourceFile(path: "probes/a.yaml", text: "probe: a\npaused: true")]
        try await ledger.store(definition: "d1", sources: first)
        try await ledger.store(definition: "d2", sources: second)
        try await ledger.store(definition: "d1", sources: [])
        #expect(try await ledger.sources(ofDefinition: "d1") == first)
        #expect(try await ledger.sources(ofDefinition: "d2") == second)
        #expect(try await ledger.sources(ofDefinition: "d3") == [])
        #expect(try await ledger.store { pen in try pen.number("SELECT count(*) FROM source") } == 3)
    }

    @Test func manyDefinitionsShareOneSync() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let groups = try #require(ledger.health?.groups)
        let definitions = (0..<50).map { ("d\($0)", [SourceFile(path: "p", text: "probe: p\($0)")]) }
        try await ledger.store(definitions: definitions)
        #expect(ledger.health?.groups == groups + 1)
        try await ledger.store(definitions: definitions)
        #expect(ledger.health?.groups == groups + 1)
        #expect(try await ledger.sources(ofDefinition: "d49").map(\.text) == ["probe: p49"])
    }

    @Test func pagesAreKeptOnceAndTheOldestGoFirst() async throws {
        let desk = try Desk()
        var options = LedgerOptions()
        options.groupWindow = .milliseconds(1)
        options.pagesAtMost = 25_000
        let ledger = try Ledger.open(at: desk.path, as: .daemon, timepiece: desk.timepiece, options: options)
        // Random bytes do not shrink: two of them fit.
        let pages = (0..<3).map { number in
            StoredPage(
                hash: String(repeating: "0\(number)", count: 32),
                body: (0..<10_000).map { _ in UInt8.random(in: 0...255) })
        }
        for (number, page) in [0, 1, 0, 2].enumerated().map({ ($0, pages[$1]) }) {
            var visit = makeVisit(grade: .bad)
            visit.ended = start + .seconds(Int64(number))
            try await ledger.record(visit, page: page)
        }
        #expect(try await ledger.page(pages[0].hash) == pages[0].body)
        #expect(try await ledger.page(pages[1].hash) == nil)
        #expect(try await ledger.page(pages[2].hash) == pages[2].body)
        #expect(try await ledger.page("no hash") == nil)
    }

    @Test(arguments: [0, 1, 100_000]) func aPageComesBackAsItWas(size: Int) throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) }
        #expect(try Compression.unpacked(Compression.packed(body), size: size) == body)
    }

    @Test func aPageThatIsDamagedIsAnErrorAndNotACrash() throws {
        var packed = try Compression.packed([UInt8](repeating: 7, count: 5000))
        #expect(throws: LedgerError.self) { try Compression.unpacked(packed, size: 4999) }
        packed[packed.count / 2] ^= 0xff
        #expect(throws: LedgerError.self) { try Compression.unpacked(packed, size: 5000) }
    }

    @Test func theLastSlotIsThatOfTheVisitBegunLastEvenIfItIsStillUnderWay() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        try await ledger.record(makeVisit(probe: "a", slot: 7, started: start))
        try await ledger.record(makeVisit(probe: "a", slot: 6, started: start - .hours(1)))
        try await ledger.record(makeVisit(probe: "a", started: start + .hours(1)))
        try await ledger.record(makeVisit(probe: "b", location: "x"))
        try await ledger.save(makeState("v", probe: "a", location: "x", slot: 3), wake: nil, overdueAt: nil)
        let slots = try await ledger.lastSlots()
        #expect(slots.mapValues(\.slot) == [Subject(probe: "a"): 7, Subject(probe: "a", location: "x"): 3])
        #expect(slots[Subject(probe: "a")]?.started == start)
    }

    @Test func wholeVisitsComeInTheOrderOfStoringAFewAtATime() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let visits = (0..<5).map {
            makeVisit("v\($0)", started: start - .hours(Int64($0)), touchpoints: [makeTouchpoint()])
        }
        for visit in visits { try await ledger.record(visit) }
        var exported: [Visit] = []
        var place: Int64 = 0
        while case let some = try await ledger.wholeVisits(after: place, limit: 2), let last = some.last {
            exported += some.map(\.visit)
            place = last.place
        }
        #expect(exported == visits)
    }

    /// Each question's plan, so that none passes over all visits of a large ledger.
    @Test(arguments: [
        ("visit.grade = 0 AND visit.grade <> 2 ORDER BY visit.started DESC LIMIT 1", "visit_grade"),
        ("visit.late = 1 ORDER BY visit.started DESC LIMIT 1", "visit_late"),
        ("visit.started >= 5 ORDER BY visit.started DESC LIMIT 1", "visit_started"),
        ("visit.place > 5 ORDER BY visit.place LIMIT 1", "INTEGER PRIMARY KEY"),
    ])
    func questionsAreAnsweredByAnIndex(condition: String, index: String) async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        let plan = try await ledger.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(VisitSummary.select) WHERE \(condition)").map {
                $0["detail"] as String
            }
        }
        #expect(plan.first?.contains(index) == true)
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
    }

    @Test func visitsAreFilteredByEveryKey() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        var late = makeTouchpoint()
        late.late = true
        try await ledger.record(makeVisit("1", probe: "a", location: "x", grade: .bad, touchpoints: [late]))
        try await ledger.record(makeVisit("2", probe: "a", grade: .mediocre, started: start + .hours(1)))
        try await ledger.record(makeVisit("3", probe: "b", grade: .unknown, started: start + .hours(2)))
        func ids(_ change: (inout VisitFilter) -> Void) async throws -> [String] {
            var filter = VisitFilter()
            change(&filter)
            return try await ledger.visits(filter).map(\.id.rawValue)
        }
        #expect(try await ids { _ in } == ["3", "2", "1"])
        #expect(try await ids { $0.probe = "a" } == ["2", "1"])
        #expect(try await ids { $0.location = "x" } == ["1"])
        #expect(try await ids { $0.grades = [.bad] } == ["1"])
        #expect(try await ids { $0.grades = [.bad, .unknown] } == ["3", "1"])
        #expect(try await ids { $0.late = true } == ["1"])
        #expect(try await ids { $0.since = start + .hours(1) } == ["3", "2"])
        #expect(try await ids { $0.until = start + .hours(1) } == ["1"])
        #expect(try await ids { $0.limit = 2 } == ["3", "2"])
        #expect(
            try await ledger.lastVisits().mapValues(\.id.rawValue) == [
                Subject(probe: "a", location: "x"): "1", Subject(probe: "a"): "2", Subject(probe: "b"): "3",
            ])
        #expect(try await ledger.lastVisits(of: Subject(probe: "a"), limit: 5).map(\.id.rawValue) == ["2"])
        #expect(
            try await ledger.recentTimes(of: Subject(probe: "a", location: "x"), touchpoint: "Home") == [
                .milliseconds(120)
            ])
    }
}
