import Dispatch
import FoundationEssentials
import Testing

import DemoBusiness

@Suite struct ToolShedTests {
    @Test func echoSaysWhatArrived() async throws {
        struct Echo: Decodable {
            let method: String
            let target: String
            let headers: [String: String]
            let body: String
        }
        try await withBusiness { business in
            let reply = try await business.fetch(
                "/echo?a=%20b", method: "PUT", headers: ["X-Two: 1", "x-two: 2"], body: "héllo")
            let echo = try JSONDecoder().decode(Echo.self, from: Data(reply.body))
            #expect(echo.method == "PUT")
            #expect(echo.target == "/echo?a=%20b")
            #expect(echo.headers["x-two"] == "1, 2")
            #expect(echo.body == "héllo")
        }
    }

    @Test func aReusedConnectionKeepsItsNumber() async throws {
        try await withBusiness { business in
            let socket = try Socket(host: business.host, port: business.port)
            defer { socket.close() }
            socket.send(
                Array("GET /connection HTTP/1.1\r\nHost: a\r\n\r\nGET /connection HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            let both = "{\"connection\":1}"
            var came = ""
            while came.matches(of: /\{"connection":1\}/).count < 2 {
                let reply = await socket.read(limit: 1)
                try #require(!reply.raw.isEmpty)
                came += String(decoding: reply.raw, as: UTF8.self)
            }
            let other = try await business.fetch("/connection").text
            #expect(other.hasPrefix("{\"connection\":2}"))
            #expect(both != other)
            #expect(business.connectionsAccepted == 2)
            #expect(business.hits("/connection") == 3)
            #expect(business.received("/connection").map(\.connection) == [1, 1, 2])
        }
    }

    @Test func theBookKeepsCountsAndHeadersOfWhatCame() async throws {
        try await withBusiness { business in
            _ = try await business.fetch("/echo?x=1", headers: ["Authorization: secret"])
            _ = try await business.fetch("/echo")
            _ = try await business.fetch("/bad/close/at-once")
            #expect(business.hits("/echo") == 2)
            #expect(business.hits("/bad/close/at-once") == 1)
            #expect(business.hits("/never") == 0)
            #expect(business.hits == 3)
            #expect(business.received("/echo").map { $0.header("authorization") } == ["secret", nil])
            #expect(business.received().count == 3)
        }
    }

    @Test func delayHoldsTheFirstByteAndSaysHowLong() async throws {
        try await withBusiness { business in
            let clock = ContinuousClock()
            var reply = Reply()
            let seen = try await clock.measure { reply = try await business.fetch("/delay/60") }
            let held = try JSONDecoder().decode([String: Int].self, from: Data(reply.body))["heldMicroseconds"] ?? 0
            #expect(held >= 60_000)
            #expect(seen >= .microseconds(held))
        }
    }

    @Test(arguments: [200, 201, 404, 418, 503]) func statusIsWhatWasAskedFor(code: Int) async throws {
        try await withBusiness { business in
            let status = try await business.fetch("/status/\(code)").status
            #expect(status == code)
        }
    }

    @Test(arguments: ["/status/abc", "/status/99", "/delay/-1", "/bytes/", "/redirect/x"])
    func nonsenseIsNotATool(path: String) async throws {
        try await withBusiness { business in
            let status = try await business.fetch(path).status
            #expect(status == 404)
        }
    }

    @Test(arguments: [0, 1, 65_536, 65_537, 1_000_000]) func bytesAreAsManyAsAskedFor(count: Int) async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bytes/\(count)")
            #expect(reply.body.count == count)
            #expect(reply.header("content-length") == "\(count)")
        }
    }

    @Test func slowBodiesComeInTwoParts() async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/slow/30")
            #expect(reply.text == "half more\n")
        }
    }

    @Test(.enabled(if: Tool.curl.isThere, "curl is not installed")) func encodesHonestlyToo() async throws {
        try await withBusiness { business in
            let packed = try await Tool.curl.run(["-sS", "--noproxy", "*", "--compressed", business.url + "/gzip"])
            #expect(packed.status == 0)
            #expect(packed.output == String(repeating: "Grüße aus dem Lindenhof\n", count: 20))
            let chunked = try await Tool.curl.run(["-sS", "--noproxy", "*", business.url + "/chunked"])
            #expect(chunked.output == "one two three")
        }
    }

    @Test func redirectsCountDown() async throws {
        try await withBusiness { business in
            let three = try await business.fetch("/redirect/3")
            #expect(three.header("location") == "/redirect/2")
            let last = try await business.fetch("/redirect/1")
            #expect(last.header("location") == "/echo")
            let there = try await business.fetch("/redirect-to?url=http%3A%2F%2Fexample.org%2F%0D%0AX:1&status=307")
            #expect(there.status == 307)
            #expect(there.header("location") == "http://example.org/X:1")
        }
    }

    @Test func cookiesAreSetAndShown() async throws {
        try await withBusiness { business in
            let set = try await business.fetch("/cookies/set?b=2&a=1")
            #expect(set.head.contains("Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; Path=/"))
            let shown = try await business.fetch("/cookies/show", headers: ["Cookie: a=1; b=2"])
            #expect(shown.text == #"{"a":"1","b":"2"}"#)
        }
    }

    @Test func basicAuthenticationIsAskedForAndAccepted() async throws {
        try await withBusiness { business in
            let asked = try await business.fetch("/auth/basic")
            #expect(asked.status == 401)
            #expect(asked.header("www-authenticate")?.hasPrefix("Basic") == true)
            let entered = try await business.fetch(
                "/auth/basic", headers: ["Authorization: Basic Z3Vlc3Q6bGluZGVuaG9m"])
            #expect(entered.status == 200)
        }
    }

    @Test func anOversizedBodyIsRefused() async throws {
        try await withBusiness { business in
            let reply = try await business.fetch(
                "/echo", method: "POST", body: String(repeating: "a", count: 1_200_000))
            #expect(reply.status == 413 || reply.reset)
        }
    }
}
