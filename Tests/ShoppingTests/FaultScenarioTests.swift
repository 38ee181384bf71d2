import DemoBusiness
import Foundation
import Journey
import Testing

@testable import Shopping

/// Each fault of the demo business is found where it is, and not found where it is not.
@Suite("Faults of the demo business")
struct FaultScenarioTests {
    struct Scenario: Sendable, CustomTestStringConvertible {
        var fault: Fault
        var code: String
        var journey: String
        var tls = false
        var testDescription: String { "\(fault.rawValue) → \(code)" }
    }

    static let scenarios: [Scenario] = [
        page(.slowPage, "late", "/offers", more: "promise: 700ms, patience: 9s"),
        page(.deadLink, "dead-link", "/about"),
        page(.staleYear, "stale-year", "/"),
        page(.expiredOffer, "expired-offer", "/offers"),
        page(.missingTitle, "missing-title", "/rooms"),
        page(.placeholderLatin, "placeholder", "/rooms"),
        page(.placeholderToDo, "placeholder", "/about"),
        page(.softNotFound, "soft-404", "/"),
        page(.contradictingPhone, "before-the-beginning", "/contact"),
        page(.contradictingHours, "before-the-beginning", "/contact"),
        page(.contradictingPreview, "before-the-beginning", "/"),
        page(.mixedContent, "mixed-content", "/rooms", tls: true),
        page(.certificateNearExpiry, "certificate-near-expiry", "/", tls: true),
        page(.redirectLoop, "outcome-not-delivered", "/go/loop"),
        page(.certificateExpired, "outcome-not-delivered", "/", tls: true),
        page(.certificateSelfSigned, "outcome-not-delivered", "/", tls: true),
        page(.certificateWrongHost, "outcome-not-delivered", "/", tls: true),
        page(.outOfService, "outcome-not-delivered", "/"),
        Scenario(
            fault: .brokenExpectation, code: "outcome-not-delivered",
            journey: """
                  - touchpoint: Book
                    post: SITE/booking
                    form: {name: Zoë, email: zoe@customer.example}
                    expect: {status: 200, contains: ["Your room is reserved."]}
                """),
        Scenario(
            fault: .placeholderTemplate, code: "placeholder",
            journey: """
                  - {touchpoint: Book, post: SITE/booking, form: {name: Zoë, email: zoe@customer.example}, examine: page}
                """),
    ]

    static func page(_ fault: Fault, _ code: String, _ path: String, more: String = "", tls: Bool = false) -> Scenario {
        let extra = more.isEmpty ? "" : ", \(more)"
        return Scenario(
            fault: fault, code: code,
            journey:
                "  - {touchpoint: Page, get: \(tls ? "HTTPS" : "SITE")\(path), expect: {status: 200}, examine: page\(extra)}",
            tls: tls)
    }

    @Test("is found with the fault, and not without it", arguments: scenarios)
    func found(scenario: Scenario) async throws {
        var options = DemoBusiness.Options()
        options.tls = scenario.tls
        options.slowPage = .milliseconds(1100)
        let probe = "probe: scenario\njourney:\n\(scenario.journey)\n"
        // Certificates go by the machine's clock; everything else by a day on which last year's copyright has had its grace.
        let timepiece: any Timepiece =
            scenario.tls ? SystemTimepiece() : FastTimepiece(speed: 1, start: Timestamp(seconds: 1_795_000_000))
        options.now = { Date(timeIntervalSince1970: Double(timepiece.now().microseconds) / 1_000_000) }
        let before = try await Shop.with([probe], options: options, timepiece: timepiece) {
            try await $0.visit("scenario")
        }
        #expect(before.findings.map { "\($0.code): \($0.says)" } == [], "without the fault")
        #expect(before.grade.isGood)
        let with = try await Shop.with([probe], faults: [scenario.fault], options: options, timepiece: timepiece) {
            shop in
            // On a machine that is busy with other tests our own loop may be held up, and then a time judges nobody.
            var visit = try await shop.visit("scenario")
            for _ in 0..<20 where visit.touchpoints.contains(where: \.excused) {
                visit = try await shop.visit("scenario")
            }
            return visit
        }
        #expect(
            with.findings.contains { $0.code == scenario.code }, "\(with.findings.map(\.says)) \(with.remark ?? "")")
        #expect(!with.grade.isGood)
    }

    @Test(
        "how many days a certificate must have left is the configuration's to say", arguments: [(5, false), (14, true)])
    func certificateDays(days: Int, isFound: Bool) async throws {
        var options = DemoBusiness.Options()
        options.tls = true
        let probe =
            "probe: scenario\njourney:\n  - {touchpoint: Page, get: HTTPS/, expect: {status: 200}, examine: page}\n"
        let visit = try await Shop.with(
            [probe], faults: [.certificateNearExpiry], settings: "defaults: {promise: 5s, certificate-days: \(days)}",
            options: options
        ) { try await $0.visit("scenario") }
        #expect(visit.findings.contains { $0.code == "certificate-near-expiry" } == isFound)
    }

    @Test(
        "a shopper who is turned away judges nobody",
        arguments: [
            (Fault.botChallenge, UnknownReason.blocked), (.captcha, .blocked), (.tooManyRequests, .blocked),
            (.forbidden, .blocked),
            (.needsBrowser, .needsBrowser),
        ])
    func turnedAway(fault: Fault, reason: UnknownReason) async throws {
        let probe =
            "probe: scenario\njourney:\n  - {touchpoint: Page, get: SITE/, expect: {status: 200}, examine: page}\n"
        try await Shop.with([probe], faults: [fault]) { shop in
            let visit = try await shop.visit("scenario")
            #expect(visit.grade == .unknown)
            #expect(visit.unknown == reason)
            #expect(visit.findings.isEmpty)
            #expect(visit.remark?.isEmpty == false)
        }
    }
}
