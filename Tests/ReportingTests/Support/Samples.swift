import Journey
import Ledger
import Reporting

/// 2026-11-24T20:00:00Z.
let noon = Timestamp(seconds: 1_795_550_400)

/// Everything that must reach no terminal and no page as it is: a terminal escape, markup, a right-to-left override, a line feed.
let hostile = "\u{1B}[31m<script>alert(1)</script>\u{202E}\n\u{7}|=cmd"

func pulse(_ state: StatusDocument.State = .ready, beat: Timestamp = noon) -> StatusDocument.Pulse {
    var pulse = StatusDocument.Pulse(
        version: "0.1.0", pid: 4711, state: state, started: noon - .hours(5), beat: beat, beatEvery: .seconds(10))
    pulse.reload = StatusDocument.Reload(at: noon - .hours(1), taken: true, problems: 0)
    return pulse
}

/// Two probes, one of them at two locations; one wait overdue, one incident, one blind span over and one that lasts.
func facts() -> StatusFacts {
    let page = Subject(probe: "page")
    let (oslo, rome) = (Subject(probe: "kettle", location: "oslo"), Subject(probe: "kettle", location: "rome"))
    let roster = Roster([
        .init(subject: page, owner: "web", weight: 2),
        .init(subject: rome, owner: "care", touchpoints: ["Contact page", "First reply"]),
        .init(subject: oslo, owner: "care", paused: true),
    ])
    var facts = StatusFacts(now: noon, since: noon - .days(28), pulse: pulse(), roster: roster)
    facts.counts = [
        page: GradeCounts(bad: 1, satisfactory: 10, unknown: 2), oslo: GradeCounts(bad: 2, mediocre: 5, delighted: 20),
    ]
    facts.counts[page]?.delighted = 1
    facts.last = [
        page: .init(
            id: VisitID(rawValue: "01JDPAGE"), started: noon - .seconds(60), ended: noon - .seconds(58),
            grade: .satisfactory, late: false),
        oslo: .init(
            id: VisitID(rawValue: "01JDOSLO"), started: noon - .hours(3), ended: noon - .hours(2), grade: .bad,
            late: true),
        rome: .init(
            id: VisitID(rawValue: "01JDROME"), started: noon - .hours(4), ended: noon - .hours(4), grade: .unknown,
            late: false,
            unknown: .blocked),
    ]
    facts.next = [page: noon + .seconds(30)]
    facts.findings = [page: ["dead-link": 2], oslo: ["late": 1, "dead-link": 1]]
    facts.waiting = 1
    facts.overdue = 1
    facts.waits = [
        .init(
            visit: VisitID(rawValue: "01JDWAIT"), subject: rome, touchpoint: "First reply", since: noon - .hours(30),
            promised: noon - .hours(26), givesUp: noon + .days(1), now: noon)
    ]
    facts.incidents = [
        Incident(
            id: "i1", rule: "late", subject: oslo, state: .open, opened: noon - .hours(2),
            cause: VisitID(rawValue: "01JDOSLO"),
            says: hostile)
    ]
    facts.blind = [
        BlindSpan(from: noon - .hours(9), until: noon - .hours(8), reason: .network),
        BlindSpan(from: noon - .seconds(30), until: nil, reason: .storage),
    ]
    return facts
}

func finding(
    _ code: String, at touchpoint: String = "Home", says: String = "is wrong", severity: Severity = .defect,
    identity: String = "",
    evidence: Evidence = Evidence()
) -> Finding {
    Finding(
        code: code, severity: severity, touchpoint: touchpoint, owner: "web", says: says, evidence: evidence,
        rule: code, ruleVersion: 1,
        identity: identity)
}

func touchpoint(_ name: String, index: Int = 0, grade: Grade = .satisfactory, took: Duration? = .milliseconds(312))
    -> TouchpointResult
{
    var result = TouchpointResult(
        name: name, index: index, housekeeping: false, grade: grade, started: noon - .seconds(3))
    result.took = took
    return result
}

func visit(_ grade: Grade = .satisfactory, _ touchpoints: [TouchpointResult] = [], findings: [Finding] = []) -> Visit {
    Visit(
        id: VisitID(rawValue: "01JDVISIT"), probe: "kettle", location: "oslo", persona: "Zoë Secret", vantage: "here",
        definition: "d", ruleSet: 1,
        slot: nil, due: noon - .seconds(3), started: noon - .seconds(3), ended: noon - .milliseconds(700), grade: grade,
        touchpoints: touchpoints, findings: findings)
}
