import DemoBusiness
import Foundation
import Journey
import ProbeFiles
import Reading
import Testing

@testable import Shopping

@Suite struct ScoutingTests {
    @Test func writesAConfigurationThatADaemonReads() async throws {
        let business = try await DemoBusiness.start()
        try await Outing.to(business.url) { outing in
            let configuration = try outing.configuration()
            #expect(configuration.business.name == "Hotel Lindenhof")
            #expect(configuration.business.hosts == ["127.0.0.1"])
            #expect(configuration.values["site"] == business.url)
            #expect(configuration.defaults.language == "en")
            #expect(configuration.calendars["open"] != nil)
            #expect(
                configuration.probes.map(\.name).sorted() == ["find-contact", "first-visit", "read-the-small-print"])
            #expect(configuration.alerts.count == 2)
            #expect(configuration.channels.isEmpty)
            #expect(configuration.probes.allSatisfy { $0.schedule != nil && $0.owner == "web-team" })
            let touchpoints = configuration.probes.flatMap(\.touchpoints)
            #expect(
                touchpoints.allSatisfy { touchpoint in
                    if case .exchange(let form) = touchpoint.act { form.method == "GET" } else { false }
                })
        }
        #expect(business.received().allSatisfy { $0.method == "GET" })
        await business.stop()
    }

    @Test func findsTheWayToAPersonAsACustomerDoes() async throws {
        let business = try await DemoBusiness.start()
        try await Outing.to(business.url) { outing in
            let text = try outing.text("probes/find-contact.yaml")
            #expect(text.contains(#"xpath: ["//a[normalize-space(.)='Contact']"]"#))
            #expect(text.contains(#"get: "{{contact}}""#))
            #expect(text.contains("//a[starts-with(@href,'tel:')] | //a[starts-with(@href,'mailto:')]"))
        }
        await business.stop()
    }

    @Test func choosesThePagesThatMatterInFourLanguages() async throws {
        let links = [
            ("/k", "Kontakt"), ("/v", "Versand & Rückgabe"), ("/agb", "AGB"), ("/p", "Produkte"), ("/preise", "Preise"),
            ("/z", "Blog"),
        ]
        let menu = links.map { "<a href='\($0.0)'>\($0.1)</a>" }.joined()
        try await PaperSite.with({ request in
            request.target == "/robots.txt"
                ? .nothing : .page(menu + (request.target == "/k" ? "<form><textarea></textarea></form>" : ""))
        }) { paper in
            let choice = Choice(try await Outing.look(at: paper.url))
            #expect(choice.contact?.address.path == "/k")
            #expect(choice.contact?.routes == [.form])
            #expect(choice.important.map(\.address.path) == ["/p", "/preise"])
            #expect(choice.smallPrint.map(\.address.path) == ["/v", "/agb"])
        }
    }

    @Test(arguments: [
        (["Rooms – Hotel Lindenhof", "Offers – Hotel Lindenhof", "Home – Hotel Lindenhof"], "Hotel Lindenhof"),
        (["127 | Best tea in town"], "127"), (["Welcome"], "127.0.0.1"), ([""], "127.0.0.1"),
    ])
    func knowsWhatTheBusinessIsCalled(titles: [String], name: String) async throws {
        let menu = titles.indices.dropFirst().map { "<a href='/\($0)x'>page</a>" }.joined()
        try await PaperSite.with({ request in
            let number = request.target == "/" ? 0 : Int(request.target.filter(\.isNumber)) ?? 0
            guard request.target != "/robots.txt", titles.indices.contains(number) else { return .nothing }
            return .page("<title>\(titles[number])</title>\(menu)")
        }) { paper in
            let site = try await Outing.look(at: paper.url)
            #expect(site.businessName == name)
        }
    }

    @Test func listsEveryPublicPromiseAndWhoTestsIt() async throws {
        let business = try await DemoBusiness.start()
        try await Outing.to(business.url) { outing in
            let list = try outing.text("promises.md")
            for words in [
                "We answer every message within 4 hours", "cancel free of charge until the day before",
                "every day from 7:00 to 22:00",
                "\\+49 30 23125 014", "reception@lindenhof.example", "/contact>, line ",
            ] { #expect(list.contains(words), "\(words)") }
            #expect(list.contains("Tested by `find-contact`."))
            #expect(list.contains("No probe tests it yet."))
            #expect(outing.outcome.promisesFound >= 5)
        }
        await business.stop()
    }

    @Test func answersGoIntoTheConfiguration() async throws {
        let business = try await DemoBusiness.start()
        let answers: [InterviewQuestion.Topic: [String]] = [
            .name: ["O'Neil: \"Tea\" & {{more}} #1"], .timeZone: ["Nowhere/At-All", "Europe/Lisbon"],
            .hours: ["sometimes", "mon-fri 9:00-12:00 13:00-17:00, sat 10:00-14:00"], .owner: ["Zoë \\ Ann"],
            .alerts: ["not an address", "https://hooks.example.com/T0/x?y=1"],
        ]
        try await Outing.to(business.url, answers: answers) { outing in
            let configuration = try outing.configuration()
            #expect(configuration.business.name == "O'Neil: \"Tea\" & {{more}} #1")
            #expect(configuration.calendars["open"]?.zone.identifier == "Europe/Lisbon")
            #expect(configuration.owners["zo-ann"]?.name == "Zoë \\ Ann")
            #expect(configuration.owners["zo-ann"]?.notify == ["alerts"])
            #expect(configuration.secrets["alerts_webhook"] == .file("secrets/alerts-webhook"))
            #expect(try outing.text("secrets/alerts-webhook") == "https://hooks.example.com/T0/x?y=1\n")
            let secret = outing.directory + "/secrets/alerts-webhook"
            let mode = try FileManager.default.attributesOfItem(atPath: secret)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try !outing.text("undercover.yaml").contains("hooks.example.com"))
        }
        await business.stop()
    }

    @Test func asksSixQuestionsAtMost() async throws {
        let business = try await DemoBusiness.start()
        let interview = ScriptedInterview([:])
        let interviewer = Interviewer(interview: interview)
        _ = await interviewer.directory(proposal: "./undercover")
        _ = await interviewer.name(proposal: "Tea")
        _ = await interviewer.timeZone(proposal: "UTC")
        _ = await interviewer.hours(proposal: .always)
        _ = await interviewer.owner(proposal: "Web team")
        _ = await interviewer.webhook()
        #expect(interview.questions.map(\.topic) == InterviewQuestion.Topic.allCases)
        #expect(interview.questions.count == 6)
        await business.stop()
    }

    @Test func givesUpAskingAfterThreeAnswersThatCannotBe() async throws {
        let interview = ScriptedInterview([.timeZone: Array(repeating: "Nowhere", count: 9)])
        #expect(await Interviewer(interview: interview).timeZone(proposal: "UTC") == "UTC")
        #expect(interview.questions.map { $0.complaint == nil } == [true, false, false])
    }

    @Test func replacesNothingUnlessTold() async throws {
        let business = try await DemoBusiness.start()
        try await Outing.to(business.url) { outing in
            try "mine".write(toFile: outing.directory + "/promises.md", atomically: true, encoding: .utf8)
            let hits = business.hits
            let error = await #expect(throws: Scouting.Failure.self) {
                try await Outing.to(business.url, into: outing.directory) { _ in }
            }
            #expect(error?.description.contains("promises.md") == true)
            #expect(business.hits == hits, "what cannot be written need not be read")
            #expect(try outing.text("promises.md") == "mine")
            try await Outing.to(business.url, into: outing.directory, overwrites: true) { again in
                let text = try again.text("promises.md")
                #expect(text != "mine")
            }
        }
        await business.stop()
    }

    @Test(arguments: [
        "", "not an address", "ftp://shop.example", "https://me:secret@shop.example/", "https://", "/tmp",
    ])
    func refusesWhatIsNoAddress(start: String) async throws {
        await #expect(throws: Scouting.Failure.self) { try await Outing.to(start) { _ in } }
    }

    @Test func hostilePagesAreQuoted() async throws {
        let evil = #"x": [{{site}}] 'y' # & \ - ! %"#
        let html = """
            <title>\(evil)\u{202E}</title><a href='/contact?a="b"&c={{d}}'>Contact's "way" {{in}}</a>
            <a href="/returns']|//*">Returns</a><a href='/shop"x'>\(evil)</a><p>We reply within 2 hours [x](javascript:1) <i>\(evil)</i></p>
            """
        try await PaperSite.with({ $0.target == "/robots.txt" ? .nothing : .page(html) }) { paper in
            try await Outing.to(paper.url) { outing in
                _ = try outing.configuration()
                let list = try outing.text("promises.md")
                #expect(list.contains("\\[x\\]\\(javascript:1\\)"))
                #expect(!list.contains("\u{202E}"))
            }
        }
    }

    @Test func aSiteOfOnePageStillGetsThreeProbes() async throws {
        try await PaperSite.with(["/": .page("<h1>Coming soon</h1>")]) { paper in
            try await Outing.to(paper.url) { outing in
                let (probes, text) = (try outing.configuration().probes, try outing.text("promises.md"))
                #expect(probes.count == 3)
                #expect(text.contains("None was found."))
            }
        }
    }

    @Test func progressIsToldPageByPage() async throws {
        let business = try await DemoBusiness.start()
        try await Outing.to(business.url) { outing in
            #expect(outing.said.count == outing.outcome.pagesRead)
            #expect(outing.said.first?.contains("Hotel Lindenhof") == true)
        }
        await business.stop()
    }

    @Test(arguments: [
        (0.01, 2, 10), (1.5, 2, 10), (1.7, 3, 10), (3.0, 4, 10), (5.0, 8, 16), (20.0, 30, 60), (90.0, 60, 120),
    ])
    func promisesAreRoundAndNoBetterThanCustomersWant(measured: Double, promise: Int, patience: Int) {
        let round = RoundPromise(measured: .seconds(measured))
        #expect(round.promise == promise)
        #expect(round.patience == patience)
    }
}
