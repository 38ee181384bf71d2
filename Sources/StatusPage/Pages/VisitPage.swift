internal import Journey
internal import Reporting

/// `/visits/ID`: what was seen, touchpoint by touchpoint.
struct VisitPage {
    var frame: Frame
    var name: String
    var probePath: String
    var badge: Badge
    var summary: String
    var remark: String?
    var standards: [String]
    var touchpoints: [Part]
    var findings: [FindingCard]
    var commendations: [String]

    struct Part {
        var name: String
        var badge: Badge
        var time: String
        var notes: String
        var failure: String?
        var hops: [HopPart]
        var verdicts: [VerdictPart]
    }

    struct HopPart {
        var method: String
        var url: String
        var answer: String
        var bars: [PhaseBar]
    }

    /// A phase as a rectangle on a track 1000 wide.
    struct PhaseBar {
        var phase: String
        var time: String
        var x: Int
        var width: Int
    }

    struct VerdictPart {
        var tone: String
        var sign: String
        var expected: String
        var saw: String?
    }

    init(_ visit: VisitView, foot: String, now: Timestamp) {
        frame = Frame(title: "\(visit.grade.rawValue): \(visit.subject)", foot: foot)
        name = visit.subject.description
        probePath = visit.probe.pathSegment
        badge = Badge(visit.grade)
        summary =
            "in \(visit.took.forPeople), \(Phrases.distance(visit.started, from: now)) (\(Phrases.instant(visit.started))) · \(visit.id)"
        remark = visit.note
        standards = visit.brokenStandards.map(Phrases.standard)
        touchpoints = visit.touchpoints.map(Part.init)
        findings = visit.findingsWorstFirst.map { FindingCard($0, of: visit) }
        commendations = visit.commendations.map { ($0.touchpoint.isEmpty ? "" : "\($0.touchpoint): ") + $0.says }
    }

    static let template = """
        <section class="hero">
        <h1><a href="/probes/{{probePath}}">{{name}}</a></h1>
        <p>{{#badge}}\(Badge.template){{/badge}} {{summary}}</p>
        {{#remark}}<p class="warning">{{remark}}</p>{{/remark}}
        {{#standards}}<p class="warning">A standard was broken: {{.}}</p>{{/standards}}
        {{#commendations}}<p class="praise">★ {{.}}</p>{{/commendations}}
        </section>
        {{#touchpoints}}<section class="touchpoint">
        <h2>{{name}} {{#badge}}\(Badge.template){{/badge}}</h2>
        <p>{{time}}{{#notes}} <span class="faint">{{notes}}</span>{{/notes}}</p>
        {{#failure}}<p class="warning">{{failure}}</p>{{/failure}}
        {{#hops}}<p class="evidence">{{method}} {{url}}<br><span class="faint">{{answer}}</span></p>
        <div class="waterfall">{{#bars}}<span class="phase">{{phase}}</span><span class="number">{{time}}</span>\
        <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" x="0" y="4" width="1000" height="2"/>\
        <rect class="{{phase}}" x="{{x}}" y="0" width="{{width}}" height="10"/></svg>{{/bars}}</div>{{/hops}}
        {{#verdicts}}<p class="verdict {{tone}}">{{sign}} {{expected}}{{#saw}} <span class="faint">saw {{saw}}</span>{{/saw}}</p>{{/verdicts}}
        </section>{{/touchpoints}}
        <section><h2>Findings</h2>\(FindingCard.template)</section>

        """
}

extension VisitPage.Part {
    init(_ touchpoint: TouchpointView) {
        name = touchpoint.name
        badge = Badge(touchpoint.grade, touchpoint.housekeeping ? "housekeeping" : nil)
        time = Phrases.time(touchpoint)
        var notes: [String] = []
        if touchpoint.late { notes.append("late") }
        if touchpoint.looks > 1 { notes.append("\(touchpoint.looks) looks") }
        if touchpoint.excused { notes.append("our own loop was held up, so this time judges nobody") }
        if touchpoint.bodySize > 0 { notes.append(Phrases.size(touchpoint.bodySize)) }
        self.notes = notes.joined(separator: ", ")
        failure = touchpoint.failure?.message
        let waterfall = Waterfall(touchpoint)
        hops = touchpoint.hops.enumerated().map { index, hop in
            VisitPage.HopPart(hop, bars: waterfall.bars.filter { $0.hop == index }, span: waterfall.span)
        }
        verdicts = touchpoint.verdicts.map {
            VisitPage.VerdictPart(
                tone: $0.held ? "satisfactory" : "bad", sign: $0.held ? "✓" : "✗", expected: $0.expected,
                saw: $0.held || $0.saw.isEmpty ? nil : $0.saw)
        }
    }
}

extension VisitPage.HopPart {
    init(_ hop: HopView, bars: [Waterfall.Bar], span: Double) {
        method = hop.method
        url = hop.url
        var facts = [hop.status.map(String.init) ?? "no response"]
        if let version = hop.version { facts.append("HTTP/\(version)") }
        if let address = hop.address { facts.append(hop.port.map { "\(address) port \($0)" } ?? address) }
        if hop.connectionReused { facts.append("connection reused") }
        facts.append(Phrases.size(hop.bytesReceived))
        if let certificate = hop.certificate {
            facts.append("certificate until \(certificate.notAfter.iso8601.prefix(10))")
        }
        answer = facts.joined(separator: " · ")
        self.bars = bars.map { bar in
            let x = min(Int(1000 * bar.begins / span), 996)
            return VisitPage.PhaseBar(
                phase: bar.phase, time: Duration.seconds(bar.lasts).forPeople, x: x,
                width: max(4, min(Int((1000 * bar.lasts / span).rounded()), 1000 - x)))
        }
    }
}
