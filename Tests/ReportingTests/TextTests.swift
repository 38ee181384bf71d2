import Journey
import Ledger
import Reporting
import Testing

/// Nothing that moves a cursor, turns text round or forges a line.
private func expectSafe(_ lines: [String], _ place: SourceLocation = #_sourceLocation) {
    for line in lines {
        #expect(line.escapedForDisplay() == line, sourceLocation: place)
    }
}

struct TextTests {
    @Test func hostileTextReachesNoTerminalAsItIs() throws {
        var bad = touchpoint(hostile, grade: .bad)
        bad.failure = ExchangeFailure(.malformed, message: hostile)
        bad.verdicts = [Verdict(expected: "contains \(hostile)", held: false, saw: hostile, line: 3)]
        var hop = Hop(method: "GET", url: "http://x/\(hostile)")
        hop.version = hostile
        hop.address = hostile
        bad.hops = [hop]
        let evidence = Evidence(url: hostile, excerpt: hostile, path: hostile, line: 3)
        var seen = visit(
            .unknown, [bad],
            findings: [
                finding(hostile, at: hostile, says: hostile, evidence: evidence),
                finding("late", at: "", says: hostile),
            ])
        seen.probe = hostile
        seen.location = hostile
        seen.unknown = .blocked
        seen.remark = hostile
        seen.brokenStandards = [Standard(never: hostile, at: hostile)]
        seen.commendations = [Commendation(code: "x", touchpoint: hostile, says: hostile, evidence: evidence)]
        let view = VisitView(seen)
        expectSafe(VisitText.lines(view, now: noon))
        expectSafe(VerdictText.lines(view))
        expectSafe([Nagios.line(view)])
        #expect(Nagios.line(view).count(where: { $0 == "|" }) == 1)

        var facts = facts()
        facts.roster.series.append(.init(subject: Subject(probe: hostile, location: hostile), owner: hostile))
        facts.counts[Subject(probe: hostile, location: hostile)] = GradeCounts(bad: 20)
        facts.incidents[0].rule = hostile
        facts.incidents[0].subject.probe = hostile
        facts.findings[Subject(probe: hostile, location: hostile)] = [hostile: 2]
        facts.waits[0].touchpoint = hostile
        let document = StatusDocument(facts)
        expectSafe(StatusText.lines(document, now: noon))
        expectSafe([Nagios.line(document, now: noon), Nagios.line(document, probe: hostile, now: noon)])
    }

    @Test func colourOnlyWhenTold() {
        let view = VisitView(visit(.bad, [touchpoint("Home", grade: .bad)], findings: [finding("late")]))
        let document = StatusDocument(facts())
        for (plain, coloured) in [
            (VisitText.lines(view, now: noon), VisitText.lines(view, now: noon, ink: .coloured)),
            (VerdictText.lines(view), VerdictText.lines(view, ink: .coloured)),
            (StatusText.lines(document, now: noon), StatusText.lines(document, now: noon, ink: .coloured)),
        ] {
            #expect(!plain.joined().contains("\u{1B}"))
            #expect(coloured.joined().contains("\u{1B}"))
            let bare = coloured.map { $0.replacing(/\u{1B}\[[0-9]+m/, with: "") }
            #expect(bare == plain)
        }
    }

    @Test func aVisitIsToldInAtMostTenLinesTheWorstFirst() throws {
        let codes = [
            "missing-title", "stale-year", "placeholder", "dead-link", "soft-404", "mixed-content", "expired-offer",
            "unheard-of", "also-new",
        ]
        var findings = codes.map { finding($0, at: "Home", says: "harm \($0)") }
        findings.append(finding("late", at: "Pay", says: "harm late"))
        findings += (0..<5).map { finding("dead-link", at: "Home", says: "link \($0)", identity: "\($0)") }
        var seen = visit(
            .bad,
            [
                touchpoint("Home", grade: .mediocre, took: .milliseconds(300)),
                touchpoint("Pay", index: 1, grade: .bad, took: .seconds(2)),
            ], findings: findings)
        seen.commendations = [Commendation(code: "x", touchpoint: "Pay", says: "smiles", evidence: Evidence())]
        let lines = VerdictText.lines(VisitView(seen))
        #expect(lines.count == 10)
        #expect(lines[0] == "kettle at oslo: ✗ bad in 2.3 s")
        #expect(lines[1] == "  ✗ Pay: harm late")
        #expect(lines[2].contains("soft-404"))
        #expect(lines[3].contains("(and 5 more)"))
        #expect(lines.contains { $0.contains("and 4 other kinds of mistake") })
        #expect(lines.last?.contains("visit 01JDVISIT") == true)
        #expect(lines.contains { $0.contains("★ Pay: smiles") })

        seen.brokenStandards = [Standard(never: "missing-title")]
        #expect(VerdictText.lines(VisitView(seen))[1].contains("[standard broken: never missing-title]"))
    }

    @Test func theSameWordsAtSeveralTouchpointsAreOneLine() {
        let names = ["Home", "Rooms", "Breakfast"]
        let seen = visit(
            .mediocre, names.enumerated().map { touchpoint($1, index: $0, grade: .mediocre) },
            findings: names.map { finding("stale-year", at: $0, says: "still says 2025", identity: $0) })
        let lines = VerdictText.lines(VisitView(seen))
        #expect(lines.count == 3)
        #expect(lines[1] == "  ~ Home, Rooms, Breakfast: still says 2025")
    }

    @Test(arguments: [80, 100, 200])
    func whatIsToBeDoneIsBrokenOverLinesAndNotCut(_ width: Int) {
        let says = "shop.example took no connection (Failed to connect to shop.example port 443): see that it runs"
        let seen = visit(
            .bad, [touchpoint("First page", grade: .bad)], findings: [finding("late", at: "First page", says: says)])
        let lines = VerdictText.lines(VisitView(seen), width: width)
        #expect(lines.dropLast().allSatisfy { $0.count <= width })
        #expect(lines.joined(separator: " ").split(separator: " ").joined(separator: " ").contains("see that it runs"))
    }

    @Test func whereNothingIsWrongThatIsSaid() {
        let lines = VerdictText.lines(VisitView(visit(.satisfactory, [touchpoint("Home")])))
        #expect(lines.count == 3)
        #expect(lines[1].contains("nothing that a customer would complain about"))
    }

    @Test func theWaterfallPutsThePhasesOneAfterTheOther() throws {
        var result = touchpoint("Home")
        result.hops = [hop(lookup: 10, wait: 30, total: 40), hop(lookup: nil, wait: 60, total: 60)]
        let bars = Waterfall(TouchpointView(result)).bars
        #expect(bars.map(\.phase) == ["lookup", "wait", "wait"])
        for (bar, begins) in zip(bars, [0, 0.010, 0.040]) { #expect(abs(bar.begins - begins) < 1e-9) }
        let lines = VisitText.lines(VisitView(visit(.satisfactory, [result])), now: noon, width: 54)
        let drawn = lines.filter { $0.contains("█") }
        #expect(drawn.map { $0.drop { $0 != "█" }.count } == [2, 6, 12])
        #expect(drawn[2].contains("   60 ms"))
    }

    private func hop(lookup: Int?, wait: Int, total: Int) -> Hop {
        var hop = Hop(method: "GET", url: "http://x/")
        hop.phases.lookup = lookup.map { .milliseconds($0) }
        hop.phases.wait = .milliseconds(wait)
        hop.phases.total = .milliseconds(total)
        return hop
    }

    @Test func statusSaysWhatIsStaleOverdueAndRefused() {
        var facts = facts()
        facts.pulse.reload = .init(at: noon - .hours(1), taken: false, problems: 3)
        facts.pulse.notStoringSince = noon - .minutes(5)
        facts.pulse.notStoringBecause = "the disk is full\u{1b}[2J"
        let text = StatusText.lines(StatusDocument(facts), now: noon + .seconds(600)).joined(separator: "\n")
        for words in [
            "stale: the daemon has given no sign of life for 10 min", "3 problems", "overdue by 26 h",
            "nothing can be stored since 15 min ago: the disk is full\\u{1B}[2J", "late: kettle at oslo",
            "storage since",
        ] {
            #expect(text.contains(words))
        }
        #expect(!StatusText.lines(StatusDocument(facts), now: noon).joined().contains("stale"))
    }

    @Test func tablesLineUpWhateverTheWidthOfTheirLetters() {
        var facts = facts()
        facts.roster = Roster(["やかん", "kettle", "é́"].map { .init(subject: Subject(probe: $0), weight: 1) })
        facts.counts = [:]
        facts.last = [:]
        let lines = StatusText.lines(StatusDocument(facts), now: noon).filter { $0.contains("not visited yet") }
        #expect(lines.count == 3)
        let wide = lines.first { $0.contains("やかん") }
        let narrow = lines.first { $0.contains("kettle") }
        #expect(wide?.count == narrow.map { $0.count - 3 })
    }
}

struct FormatTests {
    @Test(arguments: [
        ("=1+1", "\"'=1+1\""), ("+44 20", "\"'+44 20\""), ("@SUM(A1)", "\"'@SUM(A1)\""), ("-2.5", "-2.5"),
        ("-cmd|x", "\"'-cmd|x\""),
        ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("plain", "plain"), ("\t=x", #"\u{9}=x"#), ("", ""),
        ("x\"\u{301},=1", "\"x\"\"\u{301},=1\""), ("＝1+1", "\"'＝1+1\""),
    ])
    func aCellThatASpreadsheetWouldRunIsQuoted(_ cell: String, _ expected: String) {
        #expect(CSV.text(["h"], [[cell]]) == "h\r\n\(expected)\r\n")
    }

    @Test func nagiosReadsTheLineOfAVisit() {
        var slow = touchpoint("First page", took: .milliseconds(1200))
        slow.promise = "800ms"
        var reply = touchpoint("Ann's reply|=", index: 1, took: .seconds(7200))
        reply.promise = "4h of care"
        let line = Nagios.line(
            VisitView(
                visit(.mediocre, [slow, reply], findings: [finding("late", at: "First page", says: "took 1.2 s")])))
        #expect(
            line
                == "UNDERCOVER WARNING - kettle at oslo: mediocre in 2 h, First page: took 1.2 s | 'First page'=1.2s;0.8;;0 'Ann''s reply¦-'=7200s;;;0"
        )
    }

    @Test func nagiosReadsTheLineOfAStanding() {
        let document = StatusDocument(facts())
        let line = Nagios.line(document, probe: "page", now: noon)
        #expect(line.hasPrefix("UNDERCOVER WARNING - page +4 ("))
        #expect(line.contains("'standing'=4.761905;50:;0:;-100;100"))
        #expect(Nagios.line(document, probe: "nobody", now: noon) == "UNDERCOVER UNKNOWN - there is no probe nobody")
        #expect(Nagios.line(document, now: noon + .hours(1)).hasPrefix("UNDERCOVER UNKNOWN - stale"))
    }

    @Test func aVisitAsJSONKeepsThePersonaToItselfAndOnePhaseIsAbsentNotZero() throws {
        var result = touchpoint("Home")
        var hop = Hop(method: "GET", url: "http://127.0.0.1/")
        hop.phases.wait = .milliseconds(5)
        hop.headers = [HeaderField("Set-Cookie", "token=1")]
        result.hops = [hop]
        let text = try JSONForm.text(VisitView(visit(.satisfactory, [result])))
        #expect(!text.contains("Zoë"))
        #expect(!text.contains("token"))
        #expect(text.contains("\"wait\":0.005"))
        #expect(!text.contains("lookup"))
        #expect(text.contains("\"unknown\":null"))
    }

    @Test(arguments: [(0.0, "0"), (87.9, "+87"), (-0.2, "−1"), (49.99, "+49"), (-100.0, "−100"), (100.0, "+100")])
    func aFigureNeverLooksBetterThanItIs(_ score: Double, _ text: String) {
        #expect(Phrases.score(score) == text)
    }

    @Test(arguments: [(-3.0, "3 s ago"), (0.4, "now"), (14_400, "in 4 h"), (-93_600, "26 h ago")])
    func distancesAreSaidAsPeopleDo(_ seconds: Double, _ text: String) {
        #expect(Phrases.distance(noon + .seconds(seconds), from: noon) == text)
    }
}
