import FoundationEssentials
import Testing

import DemoBusiness

/// How a fault shows on a page, in words that are not there without it.
private struct Symptom: Sendable, CustomTestStringConvertible {
    let fault: Fault
    let path: String
    var form: String?
    let shows: @Sendable (Reply) -> Bool

    var testDescription: String { fault.rawValue }

    init(_ fault: Fault, _ path: String, form: String? = nil, shows: @escaping @Sendable (Reply) -> Bool) {
        self.fault = fault
        self.path = path
        self.form = form
        self.shows = shows
    }
}

@Suite struct FaultTests {
    private static let booking = "name=Zoe&email=zoe%40example.org&room=garden"

    private static let symptoms: [Symptom] = [
        Symptom(.deadLink, "/about") { $0.text.contains("href=\"/history\"") },
        Symptom(.staleYear, "/") { $0.text.contains("© 2025 ") && !$0.text.contains("© 2026 ") },
        Symptom(.brokenExpectation, "/booking", form: booking) {
            $0.status == 200 && !$0.text.contains("Your room is reserved.") && !$0.text.contains(/LH-\d+/)
        },
        Symptom(.redirectLoop, "/go/loop") { $0.header("location") == "/go/loop/back" },
        Symptom(.redirectLoop, "/go/loop/back") { $0.header("location") == "/go/loop" },
        Symptom(.expiredOffer, "/offers") { $0.text.contains("24 March 2026") && $0.text.contains("\"2026-03-24\"") },
        Symptom(.missingTitle, "/rooms") { !$0.text.contains("<title>") },
        Symptom(.placeholderLatin, "/rooms") { $0.text.contains("Lorem ipsum") },
        Symptom(.placeholderTemplate, "/booking", form: booking) { $0.text.contains("{{guest.name}}") },
        Symptom(.placeholderToDo, "/about") { $0.text.contains("TODO") },
        Symptom(.softNotFound, "/no-such-page") { $0.status == 200 && $0.text.contains("Page not found") },
        Symptom(.contradictingPhone, "/contact") { $0.text.contains("\"telephone\":\"+49 30 23125 941\"") },
        Symptom(.contradictingHours, "/contact") {
            $0.text.contains("content=\"Our reception is open every day from 9:00 to 18:00.\"")
                && $0.text.contains("\"opens\":\"09:00\"")
                && $0.text.contains("<p>Our reception is open every day from 7:00")
        },
        Symptom(.contradictingPreview, "/") { $0.text.contains("og:title\" content=\"Hotel Seeblick") },
        Symptom(.botChallenge, "/") { $0.status == 403 && $0.text.contains("<title>Just a moment...</title>") },
        Symptom(.botChallenge, "/api/rooms") { $0.status == 403 && $0.header("cf-mitigated") == "challenge" },
        Symptom(.tooManyRequests, "/rooms") { $0.status == 429 && $0.header("retry-after") == "120" },
        Symptom(.captcha, "/") { $0.status == 200 && $0.text.contains("g-recaptcha") },
        Symptom(.forbidden, "/") { $0.status == 403 && !$0.text.contains("moment") },
        Symptom(.needsBrowser, "/rooms") {
            $0.status == 200 && $0.text.contains("<script defer") && $0.body.count < 400
        },
        Symptom(.outOfService, "/api/rooms") { $0.status == 503 },
        Symptom(.bookingFails, "/booking", form: booking) { $0.status == 500 },
    ]

    @Test(arguments: symptoms) private func showsWhileSetAndOnlyThen(symptom: Symptom) async throws {
        let clock = TestClock()
        var options = DemoBusiness.Options()
        options.now = { clock.now }
        try await withBusiness(options: options) { business in
            func look() async throws -> Reply {
                guard let form = symptom.form else { return try await business.fetch(symptom.path) }
                return try await business.fetch(symptom.path, method: "POST", body: form)
            }
            let before = try await look()
            #expect(!symptom.shows(before))
            business.set([symptom.fault])
            let during = try await look()
            #expect(symptom.shows(during), "\(during.head)\n\(during.text)")
            business.set([])
            let after = try await look()
            #expect(!symptom.shows(after))
        }
    }

    @Test func eachFaultHasAScenario() {
        // These need TLS, a clock or a stopwatch, and have tests of their own.
        let elsewhere: Set<Fault> = [
            .slowPage, .mixedContent, .certificateNearExpiry, .certificateExpired, .certificateSelfSigned,
            .certificateWrongHost, .silentHandshake, .ticketsUnanswered,
        ]
        #expect(Set(Self.symptoms.map(\.fault)).union(elsewhere) == Set(Fault.allCases))
    }

    @Test func theDeadLinkIsDeadAndWithoutTheFaultNobodyLinksToIt() async throws {
        try await withBusiness([.deadLink]) { business in
            let status = try await business.fetch("/history").status
            #expect(status == 404)
        }
    }

    @Test func theSlowPageIsHeldAsLongAsTheOptionsSayAndNoOtherPageIs() async throws {
        var options = DemoBusiness.Options()
        options.slowPage = .milliseconds(150)
        try await withBusiness([.slowPage], options: options) { business in
            let clock = ContinuousClock()
            let slow = try await clock.measure {
                let reply = try await business.fetch("/offers")
                #expect(reply.status == 200)
            }
            #expect(slow >= .milliseconds(150))
            // Had the page been held for ever, the client would have given up with nothing.
            let quick = try await business.fetch("/breakfast", patience: 5)
            #expect(quick.status == 200)
        }
    }

    @Test func theExcellentPartStaysExcellentOnAnEverydayDay() async throws {
        try await withBusiness(Fault.everyday) { business in
            let faulty = try await business.fetch("/breakfast").text
            business.set([])
            let flawless = try await business.fetch("/breakfast").text
            let year = try #require(flawless.firstMatch(of: /© (\d+)/)?.1)
            #expect(faulty.replacing(/© \d+/, with: "© \(year)") == flawless)
        }
    }

    @Test func toolsAreNotTouchedByFaults() async throws {
        try await withBusiness(Set(Fault.allCases)) { business in
            let status = try await business.fetch("/status/204").status
            #expect(status == 204)
        }
    }
}
