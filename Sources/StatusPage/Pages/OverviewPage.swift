internal import Journey
internal import Reporting

/// `/`: how the business stands, the worst first.
struct OverviewPage {
    var frame: Frame
    var heading: String
    var period: String
    var standing: StandingPiece
    var warnings: [String]
    var incidents: [Item]
    var waits: [Item]
    var moreWaits: String?
    var blind: [Item]
    var series: [Row]
    var moreSeries: String?
    var codes: [Code]
    var groups: [Group]

    /// The worst of them; the rest is on the probes' own pages and in the API.
    private static let most = 200

    struct Item {
        var name: String
        var path: String?
        var says: String
        var tone: String
    }

    struct Row {
        var name: String
        var path: String
        var location: String
        var badge: Badge
        var lastPath: String?
        var last: String
        var next: String
        var standing: StandingPiece
        var findings: String
    }

    struct Code {
        var code: String
        var count: Int
    }

    struct Group {
        var title: String
        var members: [Member]
    }

    struct Member {
        var name: String
        var standing: StandingPiece
    }

    init(_ document: StatusDocument, business: String?, now: Timestamp) {
        frame = Frame(title: business ?? "Overview", foot: Phrases.foot(document, now: now), refresh: true)
        heading = business.map { "How \($0) stands" } ?? "How the business stands"
        period = "over \((document.written - document.since).forPeople)"
        standing = StandingPiece(document.business)
        warnings = StatusText.warnings(document, now: now)
        incidents = document.incidents.prefix(Self.most).map {
            Item(
                name: $0.subject.description, path: $0.cause.map { "/visits/\($0.rawValue.pathSegment)" },
                says: "\($0.rule), opened \(Phrases.distance($0.opened, from: now))", tone: "bad")
        }
        waits = document.waits.map { wait in
            let isOverdue = wait.promised.map { $0 < now } ?? false
            let place = [wait.subject.description, wait.touchpoint].compactMap { $0 }.joined(separator: " · ")
            return Item(
                name: place, path: "/probes/\(wait.probe.pathSegment)",
                says: "\(Phrases.left(wait, now: now)), waiting for \((now - wait.since).forPeople)",
                tone: isOverdue ? "bad" : "none")
        }
        let unlisted = document.waiting - document.waits.count
        moreWaits = unlisted > 0 ? "and \(unlisted) more; \(document.overdue) overdue in all" : nil
        blind = document.blind.prefix(5).map { span in
            let says =
                span.until.map { "for \(($0 - span.from).forPeople), until \(Phrases.distance($0, from: now))" }
                ?? "since \(Phrases.distance(span.from, from: now)), and still"
            return Item(name: span.reason.rawValue, path: nil, says: says, tone: span.until == nil ? "bad" : "none")
        }
        let sorted = document.probes.worstFirst
        series = sorted.prefix(Self.most).map { Row($0, now: now) }
        moreSeries = sorted.count > Self.most ? "and \(sorted.count - Self.most) that stand better" : nil
        codes = document.findings.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map {
            Code(code: $0.key, count: $0.value)
        }
        groups = [
            Group(
                title: "Owners",
                members: document.owners.map { Member(name: $0.owner, standing: StandingPiece($0.standing)) }),
            Group(
                title: "Locations",
                members: document.locations.map { Member(name: $0.location, standing: StandingPiece($0.standing)) }),
        ].filter { !$0.members.isEmpty }
    }

    static let template = """
        {{#warnings}}<p class="warning">{{.}}</p>{{/warnings}}
        <section class="hero">
        <h1>{{heading}}</h1>
        {{#standing}}<p class="figure {{tone}}">{{figure}}</p><p class="faint">{{interval}}, {{period}}</p>
        \(StandingPiece.bar)<p>{{counts}}</p>{{/standing}}
        </section>
        <div class="columns">
        <section><h2>Incidents</h2>\(items("incidents", nothing: "No alert is firing."))</section>
        <section><h2>Waiting for an answer</h2>\(items("waits", nothing: "Nobody owes us an answer."))\
        {{#moreWaits}}<p class="faint">{{moreWaits}}</p>{{/moreWaits}}</section>
        </div>
        <section><h2>Probes, the worst first</h2>
        <table class="list probes"><thead><tr><th>Probe</th><th>Last visit</th><th>Next</th><th class="number">Standing</th>\
        <th>Grades</th><th>Open findings</th></tr></thead><tbody>
        {{#series}}<tr><td><a href="/probes/{{path}}">{{name}}</a>{{#location}} <span class="faint">{{location}}</span>{{/location}}</td>\
        <td>{{#badge}}\(Badge.template){{/badge}} {{#lastPath}}<a class="faint" href="/visits/{{lastPath}}">{{last}}</a>{{/lastPath}}</td>\
        <td class="faint">{{next}}</td>{{#standing}}<td class="number {{tone}}">{{figure}}</td><td>\(StandingPiece.bar)</td>{{/standing}}\
        <td class="faint">{{findings}}</td></tr>
        {{/series}}</tbody></table>
        {{#moreSeries}}<p class="faint">{{moreSeries}}</p>{{/moreSeries}}
        {{^series}}<p class="calm">Nothing is visited yet.</p>{{/series}}
        </section>
        <div class="columns">
        <section><h2>Open findings</h2>{{#codes}}<p class="line"><a href="/findings?code={{code}}"><code>{{code}}</code></a> <span>{{count}}</span></p>{{/codes}}\
        {{^codes}}<p class="calm">Nothing stands open.</p>{{/codes}}</section>
        {{#groups}}<section><h2>{{title}}</h2>{{#members}}{{#standing}}<div class="member"><p class="line"><span>{{name}}</span> \
        <strong class="{{tone}}">{{figure}}</strong></p>\(StandingPiece.bar)</div>{{/standing}}{{/members}}</section>{{/groups}}
        <section><h2>Blind</h2>\(items("blind", nothing: "We have seen all the time."))</section>
        </div>

        """

    private static func items(_ name: String, nothing: String) -> String {
        """
        {{#\(name)}}<p class="item {{tone}}">{{#path}}<a href="{{path}}">{{/path}}{{name}}{{#path}}</a>{{/path}}<br>\
        <span>{{says}}</span></p>{{/\(name)}}{{^\(name)}}<p class="calm">\(nothing)</p>{{/\(name)}}
        """
    }
}

extension OverviewPage.Row {
    init(_ series: StatusDocument.Series, now: Timestamp) {
        name = series.probe
        path = series.probe.pathSegment
        location = series.location ?? ""
        badge = Badge(
            series.last?.grade,
            series.last.map { last in
                last.unknown.map { "unknown: \($0.rawValue)" } ?? last.grade.rawValue + (last.late ? ", late" : "")
            })
        lastPath = series.last?.id.rawValue.pathSegment
        last = series.last.map { Phrases.distance($0.started, from: now) } ?? ""
        next = series.paused ? "paused" : series.next.map { Phrases.distance($0, from: now) } ?? ""
        standing = StandingPiece(series.standing)
        findings = series.findings.sorted { $0.key < $1.key }.map { $1 == 1 ? $0 : "\($0) \($1)" }.joined(
            separator: ", ")
    }
}

extension Phrases {
    static func foot(_ document: StatusDocument, now: Timestamp) -> String {
        "undercover \(document.daemon.version) · \(document.daemon.state.rawValue) for \((now - document.daemon.started).forPeople) · "
            + Phrases.instant(now)
    }
}
