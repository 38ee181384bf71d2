internal import Journey
internal import Reporting

/// `/probes/NAME`: how one probe stands, what it found, and its visits.
struct ProbePage {
    var frame: Frame
    var name: String
    var standing: StandingPiece
    var places: [Place]
    var chart: Chart?
    var findings: [FindingCard]
    var visits: [VisitRow]

    struct Place {
        var location: String
        var standing: StandingPiece
        var next: String
    }

    /// The visits in a row, oldest first: as high as they took long, in the colour of their grade.
    struct Chart {
        var width: Int
        var bars: [Bar]
        var caption: String
    }

    struct Bar {
        var x: Int
        var y: Int
        var height: Int
        var tone: String
        var path: String
        var says: String
    }

    init(
        _ name: String, _ standing: StandingView, _ document: StatusDocument, findings: [FindingView],
        visits: [VisitSummaryView],
        now: Timestamp
    ) {
        frame = Frame(title: name, foot: Phrases.foot(document, now: now))
        self.name = name
        self.standing = StandingPiece(standing)
        let series = document.probes.filter { $0.probe == name }.worstFirst
        places = series.map { one in
            Place(
                location: one.location ?? "", standing: StandingPiece(one.standing),
                next: one.paused
                    ? "paused" : one.next.map { "next \(Phrases.distance($0, from: now))" } ?? "visited when asked")
        }
        chart = Chart(visits, now: now)
        self.findings = findings.worstFirst.map { FindingCard($0, now: now) }
        self.visits = visits.map { VisitRow($0, now: now) }
    }

    static let template = """
        <section class="hero">
        <h1>{{name}}</h1>
        {{#standing}}<p class="figure {{tone}}">{{figure}}</p><p class="faint">{{interval}}</p>\(StandingPiece.bar)<p>{{counts}}</p>{{/standing}}
        </section>
        {{#chart}}<section><h2>Last visits</h2>
        <svg class="chart" viewBox="0 0 {{width}} 100" preserveAspectRatio="none" role="img" aria-label="{{caption}}">\
        {{#bars}}<a href="/visits/{{path}}"><rect class="{{tone}}" x="{{x}}" y="{{y}}" width="8" height="{{height}}"><title>{{says}}</title></rect></a>{{/bars}}</svg>
        <p class="faint">{{caption}}</p></section>{{/chart}}
        <section><h2>Where</h2>{{#places}}{{#standing}}<div class="member"><p class="line"><span>{{#location}}{{location}}{{/location}}\
        {{^location}}the business as a whole{{/location}} <span class="faint">{{next}}</span></span> <strong class="{{tone}}">{{figure}}</strong></p>\
        \(StandingPiece.bar)</div>{{/standing}}{{/places}}</section>
        <section><h2>Open findings</h2>\(FindingCard.template)</section>
        <section><h2>Visits</h2>\(VisitRow.template)</section>

        """
}

extension ProbePage.Chart {
    /// Nothing with fewer than two visits.
    init?(_ visits: [VisitSummaryView], now: Timestamp) {
        let ended = visits.compactMap { visit in visit.ended.map { (visit, max(0, ($0 - visit.started).seconds)) } }
        guard ended.count > 1 else { return nil }
        let longest = max(ended.reduce(0) { max($0, $1.1) }, 0.001)
        width = ended.count * 10
        bars = ended.reversed().enumerated().map { place, one in
            let (visit, took) = one
            let height = max(6, Int(100 * took / longest))
            return ProbePage.Bar(
                x: place * 10 + 1, y: 100 - height, height: height, tone: visit.grade?.rawValue ?? "none",
                path: visit.id.rawValue.pathSegment,
                says:
                    "\(visit.grade?.rawValue ?? "") in \(Duration.seconds(took).forPeople), \(Phrases.distance(visit.started, from: now))"
            )
        }
        caption =
            "\(ended.count) visits, the newest at the right; the longest took \(Duration.seconds(longest).forPeople)"
    }
}
