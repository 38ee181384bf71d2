import DemoBusiness
import Foundation
import Journey
import Testing
import Transfer

@testable import Delivery

@Suite struct WebhookTests {
    private func deliver(
        to path: String, _ settings: [String: Channel.Setting] = [:], secrets: [String: String] = [:],
        notification: Journey.Notification = makeNotification()
    ) async throws -> (error: DeliveryError?, received: [DemoBusiness.Received]) {
        let business = try await DemoBusiness.start()
        let transfer = try Transfer()
        var settings = settings
        settings["webhook"] = try settings["webhook"] ?? template(business.url + path)
        let courier = try makeCourier(makeChannel("webhook", settings), secrets: secrets, transfer: transfer)
        let error = try await failure(of: courier, notification)
        let received = business.received()
        await transfer.shutdown()
        await business.stop()
        return (error, received)
    }

    @Test func sendsTheJSONWithItsKey() async throws {
        let (error, received) = try await deliver(to: "/echo")
        #expect(error == nil)
        let request = try #require(received.first)
        #expect(received.count == 1)
        #expect(request.method == "POST")
        #expect(request.header("Idempotency-Key") == "fedcba9876543210")
        #expect(request.header("Content-Type") == "application/json")
        let text = String(decoding: request.body, as: UTF8.self)
        #expect(
            text == """
                {"version":1,"business":"Lindenhof","text":"contact at hamburg was late",\
                "notification":{"id":"fedcba9876543210","channel":"boss","sequence":1,"created":"2027-01-15T08:00:00.000Z"},\
                "incident":{"id":"0123456789abcdef","rule":"slow-contact","state":"open","probe":"contact",\
                "location":"hamburg","opened":"2027-01-15T08:00:00.000Z","closed":null,"cause":"01ABC",\
                "says":"contact at hamburg was late"}}
                """)
    }

    @Test(arguments: ["\"}, \"version\": 2", "\\\n\u{0}\u{1B}", "Zoë 👍", "</script>"])
    func theJSONHoldsWhateverIsSaid(text: String) async throws {
        let (_, received) = try await deliver(to: "/echo", notification: makeNotification(says: text))
        let body = Data(try #require(received.first).body)
        let json = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
        #expect(json["version"] as? Int == 1)
        #expect((json["incident"] as? [String: Any])?["says"] as? String == text)
    }

    /// A server may compare what comes with a key it knows.
    @Test func everyAttemptSendsTheSameBytes() {
        var again = makeNotification()
        again.attempts = 7
        again.lastError = "no"
        again.nextAttempt = opened + .hours(3)
        let first = Envelope(notification: makeNotification(), business: nil).json
        #expect(Envelope(notification: again, business: nil).json == first)
    }

    @Test func methodAndHeadersAreTheChannels() async throws {
        let headers = Channel.Setting.map([
            "Authorization": try Template("Bearer {{secret.hook}}"), "X-Rule": try Template("{{incident.rule}}"),
            "idempotency-key": try Template("mine"),
        ])
        let (error, received) = try await deliver(
            to: "/echo?where={{incident.location}}", ["method": try template("put"), "headers": headers],
            secrets: ["hook": "s3cret-value"])
        #expect(error == nil)
        let request = try #require(received.first)
        #expect(request.method == "PUT")
        #expect(request.target == "/echo?where=hamburg")
        #expect(request.header("Authorization") == "Bearer s3cret-value")
        #expect(request.header("X-Rule") == "slow-contact")
        #expect(
            request.headers.filter { $0.name.lowercased() == "idempotency-key" }.map(\.value) == ["fedcba9876543210"])
    }

    @Test(arguments: [
        (200, true, false), (201, true, false), (204, true, false), (302, false, false), (400, false, true),
        (401, false, false), (404, false, false), (408, false, false), (409, false, false), (410, false, true),
        (413, false, true), (422, false, true), (425, false, false), (429, false, false), (500, false, false),
        (503, false, false),
    ])
    func theStatusDecides(status: Int, taken: Bool, permanent: Bool) async throws {
        let (error, _) = try await deliver(to: "/status/\(status)")
        #expect((error == nil) == taken)
        #expect((error?.permanent ?? false) == permanent)
        if let error { #expect(error.description.contains("answered \(status)")) }
    }

    /// The status says what the server has done with it. Were it told again because of a body that nobody reads, it would be for ever.
    @Test(arguments: [
        "silence/after-head", "drip", "endless", "endless/close", "huge", "close", "close/in-head", "close/in-chunk",
        "reset/in-body", "length/long", "chunk/broken", "encoding/broken",
    ])
    func whatIsAnswered2xxIsTakenWhateverBodyFollows(path: String) async throws {
        let (error, received) = try await deliver(to: "/bad/" + path, ["time-limit": try template("1s")])
        #expect(error == nil)
        #expect(received.count == 1)
    }

    @Test(arguments: [(302, false), (410, true), (503, false)])
    func anyOtherStatusDecidesTooWhateverBodyFollows(status: Int, permanent: Bool) async throws {
        let (error, _) = try await deliver(to: "/bad/close?status=\(status)")
        #expect(error?.permanent == permanent)
        #expect(error?.description.contains("answered \(status)") == true)
    }

    @Test(arguments: ["silence", "close/at-once", "reset", "banner"])
    func withoutAStatusItIsTriedAgain(path: String) async throws {
        let (error, _) = try await deliver(to: "/bad/" + path, ["time-limit": try template("1s")])
        #expect(error?.permanent == false)
    }

    @Test func redirectsAreNotFollowed() async throws {
        let (error, received) = try await deliver(to: "/redirect/1")
        #expect(error?.permanent == false)
        #expect(received.count == 1)
    }

    @Test func aServerThatHoldsTheAnswerIsGivenUpAfterTheTimeLimit() async throws {
        let (error, _) = try await deliver(to: "/delay/60000", ["time-limit": try template("1s")])
        #expect(error?.permanent == false)
    }

    @Test func noServerIsAFailureThatPasses() async throws {
        let business = try await DemoBusiness.start()
        let url = business.url
        await business.stop()
        let (error, _) = try await deliver(
            to: "", ["webhook": try template(url + "/{{secret.token}}")], secrets: ["token": "s3cret-value"])
        #expect(error?.permanent == false)
        #expect(error?.description.contains("s3cret-value") == false)
    }

    @Test(arguments: [
        ("ftp://shop.example/", "not an http"), ("{{secret.none}}", "secret.none"),
        ("shop.example/hook", "not an http"),
    ])
    func addressesThatMakeNoSenseAreSaidAndGivenUp(address: String, words: String) async throws {
        let (error, received) = try await deliver(to: "", ["webhook": try template(address)])
        #expect(error?.permanent == true)
        #expect(error?.description.contains(words) == true)
        #expect(received.isEmpty)
    }

    @Test func aHeaderCannotBeBroken() async throws {
        let headers = Channel.Setting.map(["X-Says": try Template("{{incident.says}}")])
        let (error, received) = try await deliver(
            to: "/echo", ["headers": headers], notification: makeNotification(says: "a\r\nHost: evil.example"))
        #expect(error?.permanent == true)
        #expect(received.isEmpty)
    }

    @Test func everyKindOffersItsKeys() {
        #expect(Channels.keys.map(\.kind) == ["webhook", "command"])
        for keys in Channels.keys {
            let all = Set(keys.required + keys.optional)
            #expect(keys.required.contains(keys.kind))
            #expect(all.isSuperset(of: keys.lists + keys.maps))
        }
    }
}
