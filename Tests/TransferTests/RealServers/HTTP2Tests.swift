import Foundation
import Journey
import Testing
import Transfer

@Suite("HTTP/2, spoken by nginx", .enabled(if: Nginx.isWanted))
struct HTTP2Tests {
    private func visiting(
        _ server: String, _ body: (Nginx, Transfer) async throws -> Void
    ) async throws {
        try await Nginx.serving(server) { nginx in
            let transfer = try Transfer()
            let result: Result<Void, any Error>
            do { result = .success(try await body(nginx, transfer)) } catch { result = .failure(error) }
            await transfer.shutdown()
            try result.get()
        }
    }

    @Test(
        "It is spoken where offered, and not where the file says 1.1",
        arguments: [
            (ExchangeRequest.HTTPVersion.any, "2"), (.http2, "2"), (.http1, "1.1"),
        ])
    func version(asked: ExchangeRequest.HTTPVersion, spoken: String) async throws {
        try await visiting("location / { return 200 'good morning'; }") { nginx, transfer in
            let result = await transfer.session().perform(
                get(nginx.url + "/") {
                    $0.tls.caFile = nginx.caFile
                    $0.version = asked
                })
            #expect(result.failure == nil)
            #expect(result.last?.version == spoken)
            #expect(result.text == "good morning")
            #expect(result.last?.phases.handshake != nil)
            #expect(nginx.log("access").contains("HTTP/\(spoken == "2" ? "2.0" : "1.1")"))
        }
    }

    @Test("A session's exchanges share a connection, and a large body comes whole")
    func sharing() async throws {
        try await visiting("location / { }") { nginx, transfer in
            let page = String(repeating: "Lindenhof ", count: 300_000)
            try page.write(toFile: nginx.directory + "/large.txt", atomically: true, encoding: .utf8)
            let session = transfer.session()
            let request = get(nginx.url + "/large.txt") { $0.tls.caFile = nginx.caFile }
            let first = await session.perform(request)
            let second = await session.perform(request)
            #expect(first.text == page && second.text == page)
            #expect(second.last?.connectionReused == true)
            #expect(second.last?.phases.handshake == nil)
            #expect(await transfer.session().perform(request).last?.connectionReused == false)
        }
    }

    @Test("A server that says goodbye after each answer (GOAWAY) is asked again on another connection")
    func goodbye() async throws {
        try await visiting("keepalive_requests 1; location / { return 200 ok; }") { nginx, transfer in
            let session = transfer.session()
            for _ in 0..<5 {
                let result = await session.perform(get(nginx.url + "/") { $0.tls.caFile = nginx.caFile })
                #expect(result.failure == nil && result.text == "ok")
            }
            #expect(nginx.log("access").split(separator: "\n").count == 5)
        }
    }

    @Test(
        "An unsafe exchange goes out once, on a connection of its own, whatever becomes of it",
        arguments: [
            "return 200 ok;", "return 307 /elsewhere;", "return 308 /elsewhere;", "return 444;", "return 421;",
        ])
    func once(answer: String) async throws {
        let server = "keepalive_requests 2; location / { return 200 ok; } location /order { \(answer) }"
        try await visiting(server) { nginx, transfer in
            let session = transfer.session()
            _ = await session.perform(get(nginx.url + "/") { $0.tls.caFile = nginx.caFile })
            let result = await session.perform(
                get(nginx.url + "/order") {
                    $0.method = "POST"
                    $0.unsafe = true
                    $0.body = .bytes(Array("one=1".utf8), contentType: "application/x-www-form-urlencoded")
                    $0.tls.caFile = nginx.caFile
                })
            #expect(result.hops.count == 1)
            #expect(result.hops.first?.connectionReused != true)
            #expect(!nginx.log("access").contains("/elsewhere"))
            #expect(nginx.log("access").split(separator: "\n").count { $0.contains("POST /order") } == 1)
        }
    }

    @Test("A server that holds its answer is given up at the end of patience, and others do not wait for it")
    func holding() async throws {
        let silent = try RawServer { _ in
            usleepForTest(900_000)
            return ""
        }
        try await visiting(
            "location /held { proxy_pass http://127.0.0.1:\(silent.port); } location / { return 200 ok; }"
        ) {
            nginx, transfer in
            let session = transfer.session()
            let patient = get(nginx.url + "/held") {
                $0.tls.caFile = nginx.caFile
                $0.patience = .milliseconds(300)
            }
            async let held = session.perform(patient)
            let other = await session.perform(get(nginx.url + "/") { $0.tls.caFile = nginx.caFile })
            #expect(other.text == "ok")
            #expect(await held.failure?.kind == .timeout)
        }
        silent.stop()
    }
}
