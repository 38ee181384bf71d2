internal import Journey
internal import Ledger
internal import Reporting

/// Pieces that several pages are made of: models of plain words, and their templates.
struct Badge {
    var text: String
    /// A class of the style sheet.
    var tone: String

    init(_ grade: Grade?, _ text: String? = nil) {
        self.text = text ?? grade?.rawValue ?? "not visited yet"
        tone = grade?.rawValue ?? "none"
    }

    static let template = #"<span class="badge {{tone}}">{{text}}</span>"#
}

/// How something stands, with the bar of its grades.
struct StandingPiece {
    var figure: String
    var interval: String
    var counts: String
    var tone: String
    var bar: [Segment]

    /// One rectangle of a bar 1000 wide.
    struct Segment {
        var x: Int
        var width: Int
        var tone: String
        var says: String
    }

    init(_ standing: StandingView) {
        figure = Phrases.figure(standing)
        if let low = standing.low, let high = standing.high {
            interval = "95 % sure between \(Phrases.score(low)) and \(Phrases.score(high))"
        } else {
            interval = Phrases.standing(standing)
        }
        counts = Phrases.counts(standing)
        tone = standing.score.map { $0 >= 50 ? "satisfactory" : $0 >= 0 ? "mediocre" : "bad" } ?? "none"
        bar = StandingPiece.bar(standing)
    }

    private static func bar(_ standing: StandingView) -> [Segment] {
        let parts = [
            (Grade.bad, standing.bad), (.mediocre, standing.mediocre), (.satisfactory, standing.satisfactory),
            (.delighted, standing.delighted), (.unknown, standing.unknown),
        ]
        let all = parts.reduce(0) { $0 + $1.1 }
        guard all > 0 else { return [] }
        var x = 0
        var done = 0
        return parts.compactMap { grade, count in
            done += count
            let end = 1000 * done / all
            defer { x = end }
            return count == 0
                ? nil : Segment(x: x, width: max(end - x, 3), tone: grade.rawValue, says: "\(count) \(grade.rawValue)")
        }
    }

    static let bar = """
        <svg class="gradebar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{{counts}}">\
        {{#bar}}<rect class="{{tone}}" x="{{x}}" y="0" width="{{width}}" height="10"><title>{{says}}</title></rect>{{/bar}}</svg>
        """
}

struct FindingCard {
    var code: String
    var tone: String
    var state: String?
    var probe: String
    var probePath: String
    var place: String
    var says: String
    var url: String?
    var excerpt: String?
    var life: String
    var visitPath: String?

    init(_ finding: FindingView, now: Timestamp) {
        code = finding.code
        tone = finding.state == .fixed ? "satisfactory" : finding.severity == .defect ? "bad" : "mediocre"
        state = finding.state == .open ? nil : finding.state.rawValue
        probe = finding.subject.description
        probePath = finding.probe.pathSegment
        place = finding.touchpoint
        says = finding.says
        url = finding.evidence.url.map { $0 + (finding.evidence.line.map { " line \($0)" } ?? "") }
        excerpt = finding.evidence.excerpt
        life = "since \(Phrases.distance(finding.firstSeen, from: now)), on \(Phrases.many(finding.times, "visit"))"
        if finding.times > 1 { life += ", last \(Phrases.distance(finding.lastSeen, from: now))" }
        if let owner = finding.owner { life += " · \(owner)" }
        visitPath = finding.lastVisit.rawValue.pathSegment
    }

    /// As it was on one visit.
    init(_ finding: Finding, of visit: VisitView) {
        code = finding.code
        tone = finding.severity == .defect ? "bad" : "mediocre"
        state = finding.severity == .defect ? nil : finding.severity.rawValue
        probe = visit.subject.description
        probePath = visit.probe.pathSegment
        place = finding.touchpoint
        says = finding.says
        url = finding.evidence.url.map { $0 + (finding.evidence.line.map { " line \($0)" } ?? "") }
        excerpt = finding.evidence.excerpt
        life = "rule \(finding.rule) \(finding.ruleVersion)" + (finding.owner.map { " · \($0)" } ?? "")
        visitPath = nil
    }

    static let template = """
        {{#findings}}
        <article class="finding {{tone}}">
        <h3><code>{{code}}</code>{{#state}} <span class="badge none">{{state}}</span>{{/state}}</h3>
        <p class="where"><a href="/probes/{{probePath}}">{{probe}}</a>{{#place}} · {{place}}{{/place}}</p>
        <p>{{says}}</p>
        {{#url}}<p class="evidence">{{url}}</p>{{/url}}
        {{#excerpt}}<blockquote>{{excerpt}}</blockquote>{{/excerpt}}
        <p class="faint">{{life}}{{#visitPath}} · <a href="/visits/{{visitPath}}">how we know</a>{{/visitPath}}</p>
        </article>
        {{/findings}}
        {{^findings}}<p class="calm">Nothing stands open.</p>{{/findings}}
        """
}

struct VisitRow {
    var path: String
    var badge: Badge
    var started: String
    var startedAgo: String
    var took: String
    var note: String

    init(_ visit: VisitSummaryView, now: Timestamp) {
        path = visit.id.rawValue.pathSegment
        badge = Badge(visit.grade, visit.unknown.map { "unknown: \($0.rawValue)" })
        started = Phrases.instant(visit.started)
        startedAgo = Phrases.distance(visit.started, from: now)
        took = visit.ended.map { ($0 - visit.started).forPeople } ?? "under way"
        var notes: [String] = []
        if let location = visit.location { notes.append(location) }
        if visit.late { notes.append("late") }
        if !visit.brokenStandards.isEmpty { notes.append("standard broken") }
        note = notes.joined(separator: " · ")
    }

    static let template = """
        <table class="list"><thead><tr><th>Visit</th><th>Grade</th><th class="number">Took</th><th></th></tr></thead><tbody>
        {{#visits}}<tr><td><a href="/visits/{{path}}" title="{{started}}">{{startedAgo}}</a></td>\
        <td>{{#badge}}\(Badge.template){{/badge}}</td><td class="number">{{took}}</td><td class="faint">{{note}}</td></tr>
        {{/visits}}</tbody></table>
        """
}
