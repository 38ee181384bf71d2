import DemoBusiness
import Journey
import Testing
import Transfer

@Suite("Redirects, and what goes along")
struct RedirectTests {
    @Test("Each hop has its own phases, and the last is the one judged")
    func hops() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/redirect/3"))
            #expect(result.hops.map(\.status) == [302, 302, 302, 200])
            #expect(result.hops.last?.url == hotel.url + "/echo")
            #expect(result.hops.map(\.connectionReused) == [false, true, true, true])
            #expect(result.total == result.hops.map(\.phases.total).reduce(.zero, +))
        }
    }

    @Test("Not followed when the file says so, or too often")
    func limits() async throws {
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let none = await session.perform(get(hotel.url + "/redirect/3") { $0.follow = .none })
            #expect(none.status == 302)
            #expect(none.hops.count == 1)
            let enough = await session.perform(get(hotel.url + "/redirect/3") { $0.follow = .upTo(3) })
            #expect(enough.status == 200)
            let few = await session.perform(get(hotel.url + "/redirect/3") { $0.follow = .upTo(2) })
            #expect(few.failure?.kind == .tooManyRedirects)
            #expect(few.hops.count == 3)
        }
    }

    @Test("Patience is for all hops together")
    func patience() async throws {
        try await visiting { hotel, transfer in
            // A hop that takes half of it, over and over.
            let server = try RawServer { _ in
                usleepForTest(60_000)
                return "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"
            }
            defer { server.stop() }
            let result = await transfer.session().perform(
                get("http://127.0.0.1:\(server.port)/") {
                    $0.patience = .milliseconds(150)
                    $0.follow = .upTo(50)
                })
            #expect(result.failure?.kind == .timeout)
            #expect((1...4).contains(result.hops.count))
            _ = hotel
        }
    }

    @Test(
        "The method after a redirect",
        arguments: [
            (301, "POST", "GET"), (302, "POST", "GET"), (303, "PUT", "GET"), (307, "POST", "POST"), (308, "PUT", "PUT"),
        ])
    func methods(status: Int, method: String, expected: String) async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(
                get(hotel.url + "/redirect-to?url=/echo&status=\(status)") {
                    $0.method = method
                    $0.body = .bytes(Array("order".utf8), contentType: "text/plain")
                    $0.headers = [HeaderField("Content-Language", "en"), HeaderField("X-Mine", "1")]
                })
            #expect(result.status == 200)
            let last = try #require(hotel.received("/echo").last)
            #expect(last.method == expected)
            #expect(String(decoding: last.body, as: UTF8.self) == (expected == "GET" ? "" : "order"))
            #expect(last.header("content-type") == (expected == "GET" ? nil : "text/plain"))
            #expect(last.header("content-language") == (expected == "GET" ? nil : "en"))
            #expect(last.header("x-mine") == "1")
        }
    }

    @Test("An unsafe request is not sent again for a 307 or 308", arguments: [307, 308])
    func unsafeRequests(status: Int) async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(
                get(hotel.url + "/redirect-to?url=/echo&status=\(status)") {
                    $0.method = "POST"
                    $0.unsafe = true
                    $0.body = .bytes(Array("order".utf8), contentType: nil)
                })
            #expect(result.status == status)
            #expect(hotel.hits("/echo") == 0)
            #expect(hotel.hits("/redirect-to") == 1)
        }
    }

    @Test("An unsafe request is not sent again for a challenge")
    func unsafeChallenge() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(
                get(hotel.url + "/auth/basic") {
                    $0.method = "POST"
                    $0.unsafe = true
                    $0.credentials = .basic(user: "wrong", password: "wrong")
                })
            #expect(result.status == 401)
            #expect(hotel.hits("/auth/basic") == 1)
        }
    }

    @Test("Only http and https are followed", arguments: ["file", "gopher", "javascript", "data"])
    func schemes(scheme: String) async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/bad/redirect/\(scheme)"))
            #expect(result.failure?.kind == .refused)
            #expect(result.failure?.message.contains("\(scheme):") == true)
            #expect(result.hops.map(\.status) == [302])
        }
    }

    @Test("An address that was not written and is not public is refused")
    func notPublic() async throws {
        var options = DemoBusiness.Options()
        options.host = "127.0.0.2"
        let other = try await DemoBusiness.start(options: options)
        try await visiting { hotel, transfer in
            let to = "/redirect-to?url=\(other.url)/echo"
            let result = await transfer.session().perform(get(hotel.url + to))
            #expect(result.failure?.kind == .refused)
            #expect(result.failure?.mayHaveBeenSent == false)
            #expect(result.failure?.message.contains("127.0.0.2, a loopback address") == true)
            let allowed = await transfer.session().perform(
                get(hotel.url + to) { $0.reach.allowPrivate = ["127.0.0.2/32"] })
            #expect(allowed.status == 200)
            let written = await transfer.session().perform(
                get(hotel.url + to) {
                    $0.reach.origins = [
                        Origin(scheme: "http", host: "127.0.0.1", port: hotel.port),
                        Origin(scheme: "http", host: "127.0.0.2", port: other.port),
                    ]
                })
            #expect(written.status == 200)
            #expect(other.hits("/echo") == 2)
        }
        await other.stop()
    }

    @Test("A name is judged on the socket, by the address it leads to")
    func namesOnTheSocket() async throws {
        var hotelOptions = DemoBusiness.Options()
        hotelOptions.host = "127.0.0.2"
        var options = Transfer.Options()
        options.lookup = { _, _ throws(LookupFailure) in [try loopback("127.0.0.2")] }
        try await visiting(hotelOptions, options) { hotel, transfer in
            let elsewhere = Origin(scheme: "https", host: "written.example", port: 443)
            let session = transfer.session()
            let page = "http://innocent.example:\(hotel.port)/echo"
            let refused = await session.perform(get(page) { $0.reach.origins = [elsewhere] })
            #expect(refused.failure?.kind == .refused)
            #expect(refused.failure?.message.contains("127.0.0.2") == true)
            #expect(hotel.connectionsAccepted == 0)
            // A connection that is allowed does not open the way for one that is not.
            #expect(await session.perform(get(page)).status == 200)
            let again = await session.perform(get(page) { $0.reach.origins = [elsewhere] })
            #expect(again.failure?.kind == .refused)
            #expect(hotel.connectionsAccepted == 1)
        }
    }

    @Test("The metadata address is refused before a byte is sent")
    func metadata() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/bad/redirect/metadata"))
            #expect(result.failure?.kind == .refused)
            #expect(result.hops.count == 1)
        }
    }

    @Test("Credentials, cookies and configured headers go to written origins alone")
    func leaks() async throws {
        var options = DemoBusiness.Options()
        options.host = "127.0.0.2"
        let stranger = try await DemoBusiness.start(options: options)
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let request = { (path: String) in
                get(hotel.url + path) {
                    $0.headers = [HeaderField("X-Key", "secret"), HeaderField("Cookie", "own=secret")]
                    $0.credentials = .basic(user: "guest", password: "secret")
                    $0.userAgent = "Mozilla/5.0"
                    $0.reach.allowPrivate = ["127.0.0.2"]
                }
            }
            // Cookies do not know ports or schemes, so a stranger at the same name could get them.
            _ = await session.perform(request("/cookies/set?taste=secret"))
            let away = await session.perform(request("/redirect-to?url=\(stranger.url)/cookies/set?planted=1"))
            #expect(away.status == 200)
            _ = await session.perform(request("/redirect-to?url=\(stranger.url)/echo"))
            #expect(stranger.hits == 2)
            for received in stranger.received() {
                #expect(
                    !received.headers.contains {
                        $0.value.contains("secret") || $0.name.lowercased() == "authorization"
                    })
                #expect(received.header("cookie") == nil)
                #expect(received.header("x-key") == nil)
                #expect(received.header("user-agent") == "Mozilla/5.0")
            }
            #expect(await session.cookies().allSatisfy { !$0.contains("planted") })
            // At home they do go along.
            #expect(await session.perform(request("/echo")).text.contains("secret"))
        }
        await stranger.stop()
    }

    @Test("Another port of the same host is another origin, for cookies too")
    func ports() async throws {
        let stranger = try await DemoBusiness.start()
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let request = { (path: String) in get(hotel.url + path) { $0.reach.allowPrivate = ["127.0.0.1"] } }
            _ = await session.perform(request("/cookies/set?taste=secret"))
            let away = await session.perform(request("/redirect-to?url=\(stranger.url)/cookies/show"))
            #expect(away.status == 200)
            #expect(!away.text.contains("secret"))
        }
        await stranger.stop()
    }

    @Test("A body is not handed to a stranger")
    func bodies() async throws {
        let stranger = try await DemoBusiness.start()
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(
                get(hotel.url + "/redirect-to?url=\(stranger.url)/echo&status=307") {
                    $0.method = "POST"
                    $0.body = .bytes(Array("password=secret".utf8), contentType: nil)
                    $0.reach.allowPrivate = ["127.0.0.1"]
                })
            #expect(result.failure?.kind == .refused)
            #expect(stranger.hits == 0)
        }
        await stranger.stop()
    }

    @Test("A name and a password in a Location are not used")
    func credentialsInLocation() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/bad/redirect/credentials"))
            #expect(result.status == 200)
            #expect(hotel.received("/echo").last?.header("authorization") == nil)
            #expect(result.last?.url == hotel.url + "/echo")
        }
    }

    @Test("A redirect's endless body is not read to its end")
    func endlessBody() async throws {
        let body = String(repeating: "x", count: 200_000)
        let server = try RawServer { request in
            request.hasPrefix("GET /next")
                ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                : "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 900000000\r\n\r\n\(body)"
        }
        defer { server.stop() }
        let transfer = try Transfer()
        let result = await transfer.session().perform(get("http://127.0.0.1:\(server.port)/"))
        #expect(result.failure == nil)
        #expect(result.text == "ok")
        await transfer.shutdown()
    }
}

func loopback(_ text: String) throws(LookupFailure) -> IPAddress {
    guard let address = IPAddress(text) else { throw LookupFailure("no address") }
    return address
}
