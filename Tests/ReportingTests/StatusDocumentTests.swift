import Journey
import Reporting
import Testing

struct StatusDocumentTests {
    @Test func everyStateOfTheDaemonFitsTheSchema() throws {
        let schema = try SchemaCheck(StatusSchema.text)
        for state in StatusDocument.State.allCases {
            var facts = facts()
            facts.pulse.state = state
            #expect(try schema.faults(JSONForm.bytes(StatusDocument(facts))) == [])
        }
    }

    @Test func aDocumentOfNothingFitsTheSchemaAndSaysNull() throws {
        var facts = StatusFacts(
            now: noon, since: noon - .days(28), pulse: pulse(), roster: Roster([.init(subject: Subject(probe: "new"))]))
        facts.pulse.reload = nil
        let document = StatusDocument(facts)
        #expect(try SchemaCheck(StatusSchema.text).faults(JSONForm.bytes(document)) == [])
        let text = try JSONForm.text(document)
        for key in ["last", "next", "location", "owner", "reload", "score", "notStoringSince"] {
            #expect(text.contains("\"\(key)\":null"))
        }
    }

    @Test(arguments: [
        ("\"schema\":1", "\"schema\":2"), ("\"late\":true", "\"late\":1"), ("\"grade\":\"bad\"", "\"grade\":\"awful\""),
        ("\"pid\":4711", "\"pid\":-1"), ("\"overdue\":1", "\"overdrawn\":1"), ("T20:00:00.000Z", " 20:00"),
    ])
    func whatIsNotSoIsNotTaken(_ right: String, _ wrong: String) throws {
        let text = try JSONForm.text(StatusDocument(facts()))
        try #require(text.contains(right))
        #expect(try !SchemaCheck(StatusSchema.text).faults(Array(text.replacing(right, with: wrong).utf8)).isEmpty)
    }

    @Test func itComesBackAsItWasWrittenAndIsWrittenTheSameAgain() throws {
        let document = StatusDocument(facts())
        let bytes = try JSONForm.bytes(document)
        let again = try JSONForm.value(StatusDocument.self, from: bytes)
        #expect(again == document)
        #expect(try JSONForm.bytes(again) == bytes)
    }

    @Test func noTextFromOutsideAndNoPersonaIsInIt() throws {
        let text = try JSONForm.text(StatusDocument(facts())) + StatusMetrics.text(StatusDocument(facts()))
        #expect(!text.contains("script"))
        #expect(!text.contains("Zoë"))
    }

    @Test func standingsAreTakenTogetherProbeByProbeWithTheirWeights() throws {
        let document = StatusDocument(facts())
        let page = try #require(document.standing(ofProbe: "page"))
        #expect(page.graded == 12)
        let score = try #require(page.score)
        #expect(abs(score - 100.0 * (11 - 10) / (11 + 10)) < 1e-9)
        #expect(document.owners.map(\.owner) == ["care", "web"])
        #expect(document.locations.map(\.location) == ["oslo", "rome"])
        #expect(document.locations[1].standing.score == nil)
        #expect(document.business.graded == 39)
        #expect(document.findings == ["dead-link": 3, "late": 1])
        #expect(document.standing(ofProbe: "nobody") == nil)
    }

    @Test func underTwelveGradedVisitsThereIsNoFigure() {
        func view(_ good: Int) -> StandingView {
            StandingView(Standing([.init(probe: "p", counts: GradeCounts(satisfactory: good, unknown: 40))]))
        }
        #expect(view(11).score == nil)
        #expect(view(11).low == nil)
        #expect(view(12).score == 100)
    }

    @Test(arguments: [
        (StatusDocument.State.ready, 29.9, false), (.ready, 30.0, false), (.ready, 30.1, true), (.ready, -5.0, false),
        (.stopped, 0.0, true),
        (.stopping, 10.0, false),
    ])
    func itIsStaleOnceThreeBeatsAreMissing(_ state: StatusDocument.State, _ age: Double, _ isStale: Bool) {
        var facts = facts()
        facts.pulse.state = state
        let document = StatusDocument(facts)
        #expect((document.staleness(at: noon + .seconds(age)) != nil) == isStale)
    }

    @Test func aWaitInACalendarThatNeverOpensIsNeverOverdue() {
        let wait = StatusDocument.Wait(
            visit: VisitID(rawValue: "v"), subject: Subject(probe: "p"), touchpoint: nil, since: noon,
            promised: .distantFuture,
            givesUp: .distantFuture, now: noon)
        #expect(wait.promised == nil)
        #expect(!wait.isOverdue)
    }
}
