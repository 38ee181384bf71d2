import Foundation
import Journey
import Ledger
import Reporting
import Testing

/// Over a real ledger.
struct AnswersTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
        "answers-\(UUID().uuidString)"
    ).path
    private let ledger: Ledger
    private let answers: Answers

    init() throws {
        let timepiece = ManualTimepiece(wall: noon)
        ledger = try Ledger.open(at: "\(directory)/ledger.sqlite", as: .daemon, timepiece: timepiece)
        answers = Answers(ledger: ledger, timepiece: timepiece)
    }

    private func tearDown() {
        try? ledger.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func waiting(_ id: String, promised: Timestamp?) -> VisitState {
        var state = VisitState(
            id: VisitID(rawValue: id), probe: "complaint", location: "oslo", persona: nil, vantage: "here",
            definition: "d", slot: nil,
            due: noon - .hours(9), started: noon - .hours(9), mark: "m")
        state.position = 1
        state.wait = .init(since: noon - .hours(8), promised: promised, givesUp: noon + .days(1), nextLook: noon)
        return state
    }

    @Test func theStatusIsWhatTheLedgerHolds() async throws {
        defer { tearDown() }
        try await ledger.record(
            visit(
                .bad, [touchpoint("Home", grade: .bad)], findings: [finding("late"), finding("x", severity: .suspect)]))
        try await ledger.save(
            waiting("01JDW2", promised: noon + .hours(1)), wake: noon, overdueAt: noon + .hours(1))
        try await ledger.save(waiting("01JDW1", promised: noon - .hours(4)), wake: noon, overdueAt: noon - .hours(4))
        try await ledger.save(waiting("01JDW3", promised: nil), wake: noon, overdueAt: nil)
        let roster = Roster([
            .init(subject: Subject(probe: "kettle", location: "oslo")),
            .init(subject: Subject(probe: "complaint", location: "oslo"), touchpoints: ["Write", "First reply"]),
        ])
        let document = try await answers.status(pulse: pulse(), roster: roster)
        #expect(try SchemaCheck(StatusSchema.text).faults(JSONForm.bytes(document)) == [])
        let series = try #require(document.probes.last)
        #expect(series.last?.id.rawValue == "01JDVISIT" && series.last?.grade == .bad)
        #expect(series.standing.bad == 1)
        #expect(document.findings == ["late": 1])
        #expect((document.waiting, document.overdue) == (3, 1))
        #expect(document.waits.map(\.visit.rawValue) == ["01JDW1", "01JDW2", "01JDW3"])
        #expect(document.waits[0].touchpoint == "First reply" && document.waits[0].left == -14_400)
        #expect(document.daemon.notStoringSince == nil && document.daemon.undelivered == 0)
    }

    @Test func withoutAConfigurationWhatWasVisitedIsShown() async throws {
        defer { tearDown() }
        try await ledger.record(visit(.delighted, [touchpoint("Home")]))
        let document = try await answers.status(pulse: pulse(.stopped), roster: nil)
        #expect(document.probes.map(\.subject) == [Subject(probe: "kettle", location: "oslo")])
    }

    @Test func visitsUnderWayAreListedByTheFilter() async throws {
        defer { tearDown() }
        try await ledger.save(waiting("01JDW1", promised: nil), wake: noon, overdueAt: nil)
        var filter = VisitFilter()
        filter.probe = "complaint"
        let open = try await answers.openVisits(filter)
        #expect(open.map(\.id.rawValue) == ["01JDW1"])
        #expect(open[0].grade == nil && open[0].ended == nil)
        #expect(VisitsText.lines(open, now: noon)[1].contains("under way"))
        filter.probe = "kettle"
        #expect(try await answers.openVisits(filter).isEmpty)
    }
}
