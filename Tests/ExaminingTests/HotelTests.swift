import DemoBusiness
import FoundationEssentials
import Journey
import Testing

@testable import Examining

/// The loopback hotel, whose faults are found when they are there and not when they are not.
@Suite struct HotelTests {
    /// A Tuesday in May, long after New Year.
    private static let noon = Date(timeIntervalSince1970: 1_778_587_200)
    private static let today = Day(year: 2026, month: 5, day: 12) ?? Day(number: 0)

    private func open(_ faults: Set<Fault>) async throws -> DemoBusiness {
        var options = DemoBusiness.Options()
        options.faults = faults
        options.now = { Self.noon }
        return try await DemoBusiness.start(options: options)
    }

    /// Codes found on a page, its questions asked and judged.
    private func codes(_ path: String, _ hotel: DemoBusiness) throws -> [String] {
        let memory = ExaminationMemory()
        let evidence = PageEvidence(
            ResponseReader(try Fetch.get(path, port: hotel.port)), today: Self.today, now: Responses.now)
        let examination = memory.examine(evidence)
        for question in memory.due(examination, touchpoint: "Page", at: Responses.now) {
            let path = String(question.address.dropFirst(hotel.url.count))
            try #require(question.address.hasPrefix(hotel.url))
            var result = try Fetch.get(path, port: hotel.port, method: question.firstMethod)
            if let next = question.nextMethod(after: result) {
                result = try Fetch.get(path, port: hotel.port, method: next)
            }
            memory.note(Answer(question, result), at: Responses.now)
        }
        return memory.findings(examination, on: Self.today, touchpoint: "Page").filter { $0.severity == .defect }.map(
            \.code)
    }

    static let pages = ["/", "/rooms", "/offers", "/breakfast", "/about", "/contact", "/booking", "/login"]

    @Test func theFlawlessHotelHasNoDefect() async throws {
        let hotel = try await open([])
        for page in Self.pages { #expect(try codes(page, hotel) == [], "\(page)") }
        await hotel.stop()
    }

    @Test(arguments: [
        (Fault.deadLink, "/about", "dead-link"), (.staleYear, "/rooms", "stale-year"),
        (.expiredOffer, "/offers", "expired-offer"), (.missingTitle, "/rooms", "missing-title"),
        (.placeholderLatin, "/rooms", "placeholder"), (.placeholderToDo, "/about", "placeholder"),
        (.softNotFound, "/", "soft-404"), (.contradictingPhone, "/contact", "before-the-beginning"),
        (.contradictingPreview, "/", "before-the-beginning"),
    ])
    func aFaultIsFoundOnceWhereItIs(fault: Fault, page: String, code: String) async throws {
        let hotel = try await open([fault])
        #expect(try codes(page, hotel) == [code])
        hotel.set([])
        #expect(try codes(page, hotel) == [])
        await hotel.stop()
    }

    @Test func otherHoursAreFoundInTheDataAndTheDescription() async throws {
        let hotel = try await open([.contradictingHours])
        #expect(try codes("/contact", hotel) == ["before-the-beginning", "before-the-beginning"])
        await hotel.stop()
    }

    @Test(arguments: [([], []), ([Fault.placeholderTemplate], ["placeholder"])] as [(Set<Fault>, [String])])
    func anUnfilledTemplateIsFoundInAConfirmation(faults: Set<Fault>, codes: [String]) async throws {
        let hotel = try await open(faults)
        let result = try Fetch.get(
            "/booking", port: hotel.port, method: "POST", form: "name=Zoe&email=zoe%40example.org&room=garden&nights=2")
        let evidence = PageEvidence(ResponseReader(result), today: Self.today, now: Responses.now)
        #expect(Examiners.examine(evidence).findings.filter { $0.holds(on: Self.today) }.map(\.code) == codes)
        await hotel.stop()
    }

    @Test(arguments: [([], true), ([Fault.brokenExpectation], false)] as [(Set<Fault>, Bool)])
    func aBrokenExpectationIsSeen(faults: Set<Fault>, holds: Bool) async throws {
        let hotel = try await open(faults)
        let result = try Fetch.get(
            "/booking", port: hotel.port, method: "POST", form: "name=Zoe&email=zoe%40example.org&room=garden&nights=2")
        let expecting = expecting(result)
        let judgement = expecting.judge([Expected(.contains(.text("Your room is reserved.")), place: place())])
        let captured = expecting.capture([Capture(name: "no", from: .xpath("//*[@id='reference']"), place: place())])
        #expect(judgement.allHeld == holds)
        #expect((captured.values["no"]?.hasPrefix("LH-") == true) == holds)
        await hotel.stop()
    }

    @Test(arguments: [
        (Fault.botChallenge, UnknownReason.blocked), (.tooManyRequests, .blocked), (.captcha, .blocked),
        (.forbidden, .blocked), (.needsBrowser, .needsBrowser),
    ])
    func whoIsTurnedAwayKnowsIt(fault: Fault, reason: UnknownReason) async throws {
        let hotel = try await open([fault])
        for page in Self.pages {
            let reader = ResponseReader(try Fetch.get(page, port: hotel.port))
            #expect(TurnedAway.recognise(reader, expecting: [])?.reason == reason)
        }
        await hotel.stop()
    }

    @Test(arguments: [[], [Fault.outOfService], Fault.everyday.sorted { $0.rawValue < $1.rawValue }])
    func whoIsServedBadlyIsNotTurnedAway(faults: [Fault]) async throws {
        let hotel = try await open(Set(faults))
        for page in Self.pages where page != "/offers" {
            let reader = ResponseReader(try Fetch.get(page, port: hotel.port))
            #expect(TurnedAway.recognise(reader, expecting: []) == nil)
        }
        await hotel.stop()
    }
}
