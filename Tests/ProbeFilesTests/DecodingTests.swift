import Journey
import ProbeFiles
import Testing

/// What the good files mean.
@Suite struct DecodingTests {
    private let configuration: Configuration
    private let probe: Probe

    init() throws {
        let outcome = ConfigurationLoader.test.decode(sources: GoodFiles.everyWebKey, isWhole: true)
        configuration = try #require(outcome.configuration)
        probe = try #require(configuration.probes.first)
    }

    private func form(_ name: String) throws -> ExchangeForm {
        let touchpoint = try #require(probe.touchpoints.first { $0.name == name })
        guard case .exchange(let form) = touchpoint.act else {
            throw Problem(.error, "no exchange", at: touchpoint.place)
        }
        return form
    }

    @Test func aProbe() throws {
        #expect(probe.name == "everything" && probe.owner == "web" && probe.tags == ["booking", "24"])
        #expect(probe.weight == 2.5 && !probe.paused && probe.forEach == .tagged("house") && probe.personas == ["zoe"])
        #expect(try probe.schedule == Schedule(.every(Span("1d")), hours: "office", spread: Span("4h")))
        #expect(probe.origins.map(\.source) == ["https://pay.example"])
        #expect(
            probe.standards == [
                Standard(never: "late", at: "Front page"), Standard(never: "outcome-not-delivered"),
            ])
        #expect(probe.place == SourcePlace(file: "probes/everything.yaml", line: 1, column: 8))
        #expect(probe.touchpoints.map(\.place.line) == [12, 57, 70, 77, 80, 84, 89])
    }

    @Test func anExchange() throws {
        let form = try form("Front page")
        #expect(form.method == "GET" && form.url.source == "{{location.site}}/")
        #expect(
            form.headers.map { "\($0.name): \($0.value.source)" } == [
                "Accept: text/html", "Accept: application/xhtml+xml", "X-Mark: {{visit.mark}}",
            ])
        #expect(form.query.map { "\($0.name)=\($0.value.source)" } == ["from={{day+1d}}", "to={{day+3d}}", "guests=2"])
        #expect(try form.auth == .basic(user: Template(literal: "guest"), password: Template("{{secret.password}}")))
        #expect(form.tls.verify && form.tls.caFile == "ca.pem" && form.tls.clientCertificateFile == "me.pem")
        #expect(form.tls.clientKeyFile == "me.key" && form.tls.minimumVersion == "1.2")
        #expect(form.follow == 5 && form.http == .http2 && form.resolve == ["hotel.example:443": "192.0.2.1"])
        #expect(form.proxy?.source == "http://proxy.example:3128" && form.limit == 2_000_000)
        #expect(form.addressFamily == .ipv4 && form.interface == "eth0")
        #expect(try self.form("Booking").follow == 0)
        #expect(try self.form("Header").follow == 10)
    }

    @Test func bodies() throws {
        guard case .json(.object(let members)) = try form("Booking").body else {
            Issue.record("no JSON object")
            return
        }
        #expect(members.map(\.name) == ["guest", "nights", "deposit", "vip", "note", "ids", "born"])
        #expect(try members[0].value == .string(Template("{{persona.name}}")))
        #expect(members[1].value == .number("2") && members[2].value == .number("1e2"))
        #expect(members[3].value == .bool(false) && members[4].value == .null)
        #expect(members[5].value == .array([.number("7"), .string(Template(literal: "7"))]))
        guard case .multipart(let parts) = try form("Picture").body else {
            Issue.record("no parts")
            return
        }
        #expect(parts.map(\.name) == ["title", "file"])
        #expect(parts[1].fileName == "a.svg" && parts[1].contentType == "image/svg+xml")
        guard case .form(let fields) = try form("Wish").body else {
            Issue.record("no form")
            return
        }
        #expect(fields.map(\.value.source) == ["sea", "quiet"])
        #expect(try form("Log out").body == .text(try Template("bye {{persona.email}}")))
    }

    @Test func expectations() throws {
        let checks = probe.touchpoints[0].expect.map(\.check)
        #expect(checks.first == .status([200...200, 201...204, 300...399]))
        let expected: [Journey.Expectation.Check] = [
            .contains(Template(literal: "Welcome")), .contains(try Template("{{location.name}}")),
            .lacks(Template(literal: "Error")), .header("content-type", .contains(Template(literal: "html"))),
            .header("server", .absent), .header("cache-control", .matches(#"max-age=\d+"#)),
            .xpath("//form", .exists), .xpath("//h1", .equals(Template(literal: "Welcome"))),
            .xpath("//h2", .equals(Template(literal: "Rooms"))), .xpath("//li", .count(2...5)),
            .xpath("//title", .exists),
            .jsonpath("$.rooms", .count(3...3)), .jsonpath("$.price", .atLeast(10)),
            .jsonpath("$.price", .atMost(99.5)),
            .regex(#"room \d+"#), .regex("(?i)vacancies"), .url(.contains(Template(literal: "hotel"))),
            .url(.oneOf([try Template("{{location.site}}/"), Template(literal: "https://www.hotel.example/")])),
            .certificate(days: 14), .size(atLeast: 1000, atMost: 2_000_000),
            .sha256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        ]
        #expect(Array(checks.dropFirst()) == expected)
        #expect(probe.touchpoints[0].expect[0].place.line == 30)
    }

    @Test func withoutAStatusOneOf2xxIsExpected() throws {
        let wish = try #require(probe.touchpoints.first { $0.name == "Wish" })
        #expect(wish.expect.map(\.check) == [.status([200...299])])
        let wait = try #require(probe.touchpoints.first { $0.name == "Confirmation" })
        #expect(wait.expect.isEmpty)
    }

    @Test func captures() throws {
        let captures = probe.touchpoints[0].capture
        #expect(captures.map(\.name) == ["form", "stated", "price", "made", "session", "code", "here"])
        #expect(
            captures.map(\.from) == [
                .xpath("//form/@action"), .regex(#"within (\d+ hours)"#), .jsonpath("$.price"), .header("Date"),
                .cookie("sid"),
                .status, .url,
            ])
        #expect(captures[2].conversion == .number && captures[3].conversion == .time(format: "%a, %d %b %Y"))
        #expect(probe.touchpoints[1].capture.map(\.conversion) == [.htmlText, .base64])
    }

    @Test func waitsAndHousekeeping() throws {
        let wait = probe.touchpoints[2]
        #expect(try wait.isWait && wait.checkEvery == (Span("10s")) && wait.examine == .nothing)
        #expect(wait.until.map(\.check) == [.jsonpath("$.state", .equals(Template(literal: "confirmed")))])
        #expect(
            try wait.promise == BusinessSpan(Span("4h"), of: "office") && wait.patience == BusinessSpan(Span("2d")))
        let booking = probe.touchpoints[1]
        #expect(booking.repeatable && !booking.isUnsafe && booking.sandbox && booking.situation == .request)
        #expect(try booking.find?.method == "GET" && booking.findWithin == (Span("10m")))
        #expect(try booking.undo?.method == "DELETE" && booking.holdAtMost == (Span("2h")))
        #expect(probe.touchpoints.map(\.always) == [false, false, false, false, false, false, true])
    }

    @Test func theBusiness() throws {
        #expect(configuration.business.name == "Hotel Seeblick")
        #expect(configuration.business.hosts == ["hotel.example", "*.hotel.example"])
        #expect(configuration.values == ["site": "https://hotel.example", "floors": "7", "motto": "no"])
        #expect(try configuration.defaults.promise == BusinessSpan(Span("1500ms")))
        #expect(configuration.defaults.cooldown == Span(days: 21) && configuration.defaults.language == "no")
        #expect(configuration.personas["nobody"]?.name == "Null")
        #expect(configuration.personas["zoe"]?.phone == "0301234567")
        #expect(configuration.secrets["token"] == .file("/etc/undercover/token"))
        #expect(configuration.secrets["page-token"] == .environment("PAGE_TOKEN"))
        #expect(configuration.storage.pagesAtMost == 1_500_000_000 && configuration.addresses.page == "none")
        #expect(configuration.politeness.perSecond == 0.5 && configuration.moments == ["Front page", "Booking"])
        #expect(
            configuration.locations.map(\.id) == ["seeblick"] && configuration.rules.map(\.mistake) == ["pushy-sales"])
    }

    @Test func calendars() throws {
        let office = try #require(configuration.calendars["office"])
        func at(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }
        #expect(try office.isOpen(at: at("2026-11-24T12:00+01:00")))
        #expect(try !office.isOpen(at: at("2026-11-27T12:30+01:00")))
        #expect(try office.isOpen(at: at("2026-11-27T14:30+01:00")))
        #expect(try !office.isOpen(at: at("2026-12-25T12:00+01:00")))
        #expect(try !office.isOpen(at: at("2026-12-24T12:30+01:00")))
        #expect(try office.isOpen(at: at("2026-12-24T11:30+01:00")))
        #expect(configuration.calendars["round-the-clock"]?.isAlways == true)
    }

    @Test func alertsAndChannels() throws {
        #expect(
            configuration.alerts.map(\.condition) == [
                .late(count: 2, of: 3), .overdue(byShare: 0), .overdue(byShare: 0.5), .bad(count: 1, of: 1),
                .bad(count: 2, of: 2),
            ])
        #expect(configuration.alerts[0].notify == ["boss"] && configuration.alerts[0].recoverAfter == 2)
        let boss = try #require(configuration.channels["boss"])
        #expect(boss.kind == "webhook" && boss.settings["method"] == .text(Template(literal: "PUT")))
        #expect(try boss.settings["headers"] == .map(["Authorization": Template("Bearer {{secret.token}}")]))
        #expect(
            try configuration.channels["pager"]?.settings["command"]
                == .list([
                    Template(literal: "/usr/local/bin/page"), Template("{{incident.says}}"),
                ]))
    }

    @Test func desksAndKits() throws {
        let people = try #require(
            ConfigurationLoader.test.decode(sources: GoodFiles.people, isWhole: true).configuration)
        let desk = try #require(people.desks["care"])
        #expect(desk.kit == "tracker" && desk.calendar == "office" && desk.handling == Span(.minutes(15)))
        #expect(desk.atMostPerDay == 1 && desk.atMostPerWeek == 3 && desk.cooldown == Span(days: 21))
        #expect(desk.agreed == Desk.Agreement(by: "Head of care", since: "2026-01-01", until: "2027-01-01"))
        #expect(people.kits["tracker"]?.exchanges.map(\.name) == ["open", "read", "close"])
        let kettle = try #require(people.probes.first { $0.name == "broken-kettle" })
        #expect(kettle.touchpoints.map(\.name) == ["Contact page", "Complaint", "First reply", "Withdraw"])
        #expect(kettle.touchpoints[2].milestones.map(\.until) == [.acknowledgement, .answer])
        #expect(kettle.touchpoints[2].answers.map(\.fact) == ["returns", nil])
        #expect(people.locations.first { $0.id == "paris" }?.desks["care"]?.secrets == ["token": "tracker-token"])
    }

    @Test func aTableOfLocations() throws {
        let table = try #require(ConfigurationLoader.test.decode(sources: GoodFiles.table, isWhole: true).configuration)
        #expect(table.locations.map(\.name) == ["Berlin; Mitte", "Paris \"Rive\""])
        #expect(table.locations.map(\.tags) == [["shop", "north"], ["shop"]])
        #expect(table.locations.map(\.timeZone) == ["Europe/Berlin", "Europe/Paris"])
        #expect(table.locations.map(\.values) == [["site": "b.example"], ["site": "p.example"]])
    }
}
