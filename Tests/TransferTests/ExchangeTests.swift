import DemoBusiness
import Foundation
import Journey
import Testing
import Transfer

@Suite("An exchange, when all is well")
struct ExchangeTests {
    private struct Echo: Decodable {
        let method: String
        let headers: [String: String]
        let body: String
        let connection: Int
    }

    private func echo(_ result: ExchangeResult) throws -> Echo {
        #expect(result.failure == nil)
        return try JSONDecoder().decode(Echo.self, from: Data(result.body))
    }

    @Test("Status, headers, body, address and phases come back")
    func plain() async throws {
        try await visiting { hotel, transfer in
            let before = SystemTimepiece().now()
            let result = await transfer.session().perform(get(hotel.url + "/echo"))
            #expect(result.status == 200)
            let hop = try #require(result.last)
            #expect(result.hops.count == 1)
            #expect(hop.version == "1.1")
            #expect(hop.headers.first(named: "content-type")?.contains("json") == true)
            #expect(hop.address == "127.0.0.1")
            #expect(hop.port == hotel.port)
            #expect(hop.bytesReceived == result.body.count)
            #expect(hop.certificate == nil)
            #expect(!hop.connectionReused)
            #expect(hop.phases.lookup == nil, "an address needs no lookup")
            #expect(hop.phases.handshake == nil, "there was no TLS")
            #expect(hop.phases.connect != nil)
            #expect(hop.phases.send != nil)
            #expect(hop.phases.wait != nil)
            #expect(hop.phases.receive != nil)
            #expect(hop.phases.total == result.total)
            #expect(result.startedAt >= before && result.startedAt <= SystemTimepiece().now())
        }
    }

    @Test("What was measured is what the server took")
    func times() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/delay/100"))
            let phases = try #require(result.last?.phases)
            #expect(try #require(phases.wait) >= .milliseconds(99))
            #expect(try #require(phases.firstByte) >= .milliseconds(99))
            let slow = await transfer.session().perform(get(hotel.url + "/slow/100"))
            #expect(try #require(slow.last?.phases.receive) >= .milliseconds(90))
        }
    }

    @Test("Nothing is sent that gives the shopper away, and the persona's fields are")
    func headers() async throws {
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let bare = try echo(await session.perform(get(hotel.url + "/echo")))
            #expect(Set(bare.headers.keys) == ["host", "accept", "accept-encoding"])
            let full = try echo(
                await session.perform(
                    get(hotel.url + "/echo") {
                        $0.userAgent = "Mozilla/5.0"
                        $0.acceptLanguage = "de-CH"
                        $0.headers = [HeaderField("X-One", "1"), HeaderField("X-Empty", "")]
                    }))
            #expect(full.headers["user-agent"] == "Mozilla/5.0")
            #expect(full.headers["accept-language"] == "de-CH")
            #expect(full.headers["x-one"] == "1")
            #expect(full.headers["x-empty"] == "")
        }
    }

    @Test("Methods and bodies", arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "REPORT"], [true, false])
    func methods(method: String, hasBody: Bool) async throws {
        try await visiting { hotel, transfer in
            let result = try echo(
                await transfer.session().perform(
                    get(hotel.url + "/echo") {
                        $0.method = method
                        if hasBody { $0.body = .bytes(Array("{\"a\":\"ü\"}".utf8), contentType: "application/json") }
                    }))
            #expect(result.method == method)
            #expect(result.body == (hasBody ? "{\"a\":\"ü\"}" : ""))
            #expect(result.headers["content-type"] == (hasBody ? "application/json" : nil))
            #expect(result.headers["expect"] == nil)
        }
    }

    @Test("A HEAD has a head and no body")
    func head() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/bytes/20000000") { $0.method = "HEAD" })
            #expect(result.status == 200)
            #expect(result.body.isEmpty)
        }
    }

    @Test("A form with a file, whole")
    func form() async throws {
        try await visiting { hotel, transfer in
            let result = try echo(
                await transfer.session().perform(
                    get(hotel.url + "/echo") {
                        $0.method = "POST"
                        $0.body = .multipart([.init(name: "a", content: Array("b".utf8), fileName: "c.txt")])
                    }))
            #expect(result.headers["content-type"]?.hasPrefix("multipart/form-data; boundary=") == true)
            #expect(result.body.contains("name=\"a\"; filename=\"c.txt\""))
        }
    }

    @Test("Encoded bodies are decoded, and the bytes of the wire are told")
    func gzip() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/gzip"))
            #expect(result.text.contains("Grüße aus dem Lindenhof"))
            let hop = try #require(result.last)
            #expect(hop.bytesReceived < result.body.count)
        }
    }

    @Test("Chunks are put together, and a trailer is no header")
    func chunked() async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/chunked"))
            #expect(result.text == "one two three")
            #expect(result.last?.headers.first(named: "x-count") == nil)
        }
    }

    @Test("Basic credentials, also from the address; a bearer token")
    func credentials() async throws {
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let page = hotel.url + "/auth/basic"
            #expect(await session.perform(get(page)).status == 401)
            let basic = ExchangeRequest.Credentials.basic(user: "guest", password: "lindenhof")
            #expect(await session.perform(get(page) { $0.credentials = basic }).status == 200)
            let inside = await session.perform(get(page.replacing("//", with: "//guest:lindenhof@")))
            #expect(inside.status == 200)
            #expect(inside.last?.url == page)
            let echoed = try echo(await session.perform(get(hotel.url + "/echo") { $0.credentials = .bearer("t0k3n") }))
            #expect(echoed.headers["authorization"] == "Bearer t0k3n")
        }
    }

    @Test("A challenge is answered with a digest, and only the answer is told")
    func digest() async throws {
        let server = try RawServer { request in
            request.contains("Authorization: Digest ")
                ? "HTTP/1.1 200 OK\r\nX-Which: second\r\nContent-Length: 2\r\n\r\nok"
                : "HTTP/1.1 401 No\r\nX-Which: first\r\nX-Old: 1\r\nContent-Length: 2\r\n"
                    + "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n\r\nno"
        }
        defer { server.stop() }
        let transfer = try Transfer()
        let result = await transfer.session().perform(
            get("http://127.0.0.1:\(server.port)/") { $0.credentials = .digest(user: "a", password: "b") })
        #expect(result.status == 200)
        #expect(result.text == "ok")
        #expect(result.last?.headers.first(named: "x-which") == "second")
        #expect(result.last?.headers.first(named: "x-old") == nil)
        #expect(server.received.count == 2)
        await transfer.shutdown()
    }

    @Test("Connections are used again inside a session, and a phase that did not happen then is absent")
    func reuse() async throws {
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let first = try echo(await session.perform(get(hotel.url + "/echo")))
            let result = await session.perform(get(hotel.url + "/echo"))
            #expect(try echo(result).connection == first.connection)
            #expect(result.last?.connectionReused == true)
            #expect(result.last?.phases.connect == nil)
            #expect(result.last?.phases.lookup == nil)
            #expect(result.last?.phases.wait != nil)
        }
    }

    @Test("Connections are never used across sessions")
    func isolation() async throws {
        var options = Transfer.Options()
        options.threads = 1
        try await visiting(.init(), options) { hotel, transfer in
            var connections: Set<Int> = []
            let sessions = (0..<8).map { _ in transfer.session() }
            for session in sessions + sessions {
                connections.insert(try echo(await session.perform(get(hotel.url + "/echo"))).connection)
            }
            #expect(connections.count == 8)
        }
    }

    @Test("A session that ends closes its connections", arguments: [true, false])
    func closing(explicitly: Bool) async throws {
        try await visiting { hotel, transfer in
            var session: TransferSession? = transfer.session()
            _ = await session?.perform(get(hotel.url + "/echo"))
            #expect(hotel.connectionsOpen == 1)
            if explicitly { session?.close() } else { session = nil }
            for _ in 0..<2000 where hotel.connectionsOpen > 0 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(hotel.connectionsOpen == 0)
            _ = session
        }
    }

    @Test("An unsafe request has a connection of its own, which nobody uses after it")
    func unsafeConnections() async throws {
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let post = get(hotel.url + "/echo") {
                $0.method = "POST"
                $0.unsafe = true
            }
            let before = try echo(await session.perform(get(hotel.url + "/echo"))).connection
            let first = try echo(await session.perform(post)).connection
            let second = try echo(await session.perform(post)).connection
            let after = try echo(await session.perform(get(hotel.url + "/echo"))).connection
            #expect(Set([before, first, second]).count == 3)
            #expect(after == before)
        }
    }

    @Test("Cookies live in a session, and go on in a later one that is given them")
    func cookies() async throws {
        try await visiting { hotel, transfer in
            let session = transfer.session()
            _ = await session.perform(get(hotel.url + "/cookies/set?taste=oat"))
            #expect(await session.perform(get(hotel.url + "/cookies/show")).text.contains("oat"))
            #expect(!(await transfer.session().perform(get(hotel.url + "/cookies/show")).text.contains("oat")))
            let kept = await session.cookies()
            #expect(kept.count == 1)
            let later = transfer.session(cookies: kept)
            #expect(await later.cookies() == kept)
            #expect(await later.perform(get(hotel.url + "/cookies/show")).text.contains("oat"))
            #expect(await later.cookies() == kept)
        }
    }

    @Test("What is no cookie is no command to libcurl either")
    func badCookies() async throws {
        try await visiting { hotel, transfer in
            let good = "127.0.0.1\tFALSE\t/\tFALSE\t0\ttaste\toat"
            let session = transfer.session(cookies: [good, "ALL", "SESS", "FLUSH", "RELOAD", "", "Set-Cookie: a=b"])
            let shown = await session.perform(get(hotel.url + "/cookies/show")).text
            #expect(shown.contains("oat"))
            #expect(!shown.contains("\"a\""))
        }
    }

    @Test("The environment names no proxy for us")
    func environment() async throws {
        // In a process of its own: the environment is everybody's.
        await #expect(processExitsWith: .success) {
            setenv("http_proxy", "http://127.0.0.1:1", 1)
            setenv("ALL_PROXY", "http://127.0.0.1:1", 1)
            try await visiting { hotel, transfer in
                #expect(await transfer.session().perform(get(hotel.url + "/echo")).status == 200)
            }
        }
    }

    @Test("A proxy that the file names is asked")
    func proxy() async throws {
        let server = try RawServer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy" }
        defer { server.stop() }
        let transfer = try Transfer()
        let result = await transfer.session().perform(
            get("http://nowhere.invalid/x") { $0.proxy = "http://127.0.0.1:\(server.port)" })
        #expect(result.text == "proxy")
        #expect(server.received.first?.hasPrefix("GET http://nowhere.invalid/x HTTP/1.1") == true)
        await transfer.shutdown()
    }

    @Test("A Unix socket in place of a host")
    func unixSocket() async throws {
        let path = NSTemporaryDirectory() + "t\(UInt32.random(in: 0 ... .max)).sock"
        let server = try RawServer(unixSocket: path) { _ in "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" }
        defer {
            server.stop()
            try? FileManager.default.removeItem(atPath: path)
        }
        let transfer = try Transfer()
        let session = transfer.session()
        #expect(await session.perform(get("http://undercover/api") { $0.unixSocket = path }).text == "ok")
        let gone = await session.perform(get("http://undercover/") { $0.unixSocket = path + ".gone" })
        #expect(gone.failure?.kind == .connect)
        #expect(gone.failure?.message.contains(path) == true)
        await transfer.shutdown()
    }

    @Test("The file says where a name is")
    func resolve() async throws {
        var options = Transfer.Options()
        options.lookup = { name, _ throws(LookupFailure) in throw LookupFailure("not asked") }
        try await visiting(.init(), options) { hotel, transfer in
            let result = await transfer.session().perform(
                get("http://hotel.example:\(hotel.port)/echo") {
                    $0.resolve = ["hotel.example:\(hotel.port)": "127.0.0.1"]
                })
            #expect(result.status == 200)
            #expect(result.last?.phases.lookup == nil)
        }
    }
}
