import Dispatch
import FoundationEssentials
import Testing

@testable import DemoBusiness

@Suite struct CornerTests {
    /// Whatever the corner does, it stops when the visitor has gone.
    @Test(arguments: DemoBusiness.badPaths) func endsWhenThePeerGoes(path: String) async throws {
        try await withBusiness { business in
            let socket = try Socket(host: business.host, port: business.port)
            socket.send(Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            while business.hits(path) == 0 { try await Task.sleep(for: .milliseconds(2)) }
            socket.close()
            let deadline = ContinuousClock.now + .seconds(10)
            while business.connectionsOpen > 0, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(2))
            }
            #expect(business.connectionsOpen == 0)
        }
    }

    @Test(arguments: ["/bad/silence", "/bad/silence/after-head", "/bad/drip", "/bad/drip/head"])
    func keepsThePeerWaiting(path: String) async throws {
        try await withBusiness { business in
            let reply = try await business.fetch(path, limit: 1000, patience: 0.05)
            #expect(!reply.ended)
            #expect(reply.body.count <= 1)
            #expect(path != "/bad/silence" || reply.raw.isEmpty)
        }
    }

    @Test func dripsAtThePaceAskedFor() async throws {
        try await withBusiness { business in
            let clock = ContinuousClock()
            let time = try await clock.measure {
                let reply = try await business.fetch("/bad/drip?every=5", limit: 200)
                #expect(reply.raw.count == 200)
            }
            #expect(time >= .milliseconds(5 * 50))
        }
    }

    @Test(arguments: ["/bad/endless", "/bad/endless/line", "/bad/endless/close", "/bad/huge"])
    func sendsMoreThanAnybodyWants(path: String) async throws {
        try await withBusiness { business in
            let reply = try await business.fetch(path, limit: 12 << 20)
            #expect(reply.raw.count == 12 << 20)
        }
    }

    @Test func aVisitorWhoDoesNotReadCostsNoMemory() async throws {
        try await withBusiness { business in
            let before = try residentBytes()
            let paths = ["/bad/huge", "/bad/endless", "/bad/endless/line", "/bad/endless/close", "/bytes/9999999999"]
            let sockets = try (0..<20).map { index in
                let socket = try Socket(host: business.host, port: business.port)
                socket.send(Array("GET \(paths[index % paths.count]) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
                return socket
            }
            while business.hits < 20 { try await Task.sleep(for: .milliseconds(2)) }
            // A page served meanwhile shows that the others do not hold up the house.
            for _ in 0..<200 {
                let status = try await business.fetch("/").status
                #expect(status == 200)
            }
            #expect(business.connectionsOpen >= 20)
            let growth = try residentBytes() - before
            // Other tests of this process grow too; without back-pressure this would be many times as much.
            #expect(growth < 1 << 30)
            for socket in sockets { socket.close() }
        }
    }

    private func residentBytes() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(fields[1]) ?? 0) * 4096
    }

    @Test func sendsAHundredThousandHeaders() async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/headers/many")
            #expect(reply.head.split(separator: "\r\n").count == 100_003)
            #expect(reply.ended)
        }
    }

    @Test func announcesTwoGigabytes() async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/huge", limit: 4096)
            #expect(reply.header("content-length") == "2147483648")
        }
    }

    /// RFC 1952's trailer says what the whole expands to.
    @Test func theBombIsSmallAndItsTrailerSaysAGibibyte() async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/bomb")
            #expect(reply.header("content-encoding") == "gzip")
            #expect(reply.header("content-length") == "\(reply.body.count)")
            #expect(reply.body.count < 1_100_000)
            #expect(reply.body.starts(with: [0x1F, 0x8B, 8]))
            let size = reply.body.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            #expect(size == Bomb.expanded)
            #expect(size >= 1 << 30)
        }
    }

    /// zlib, inside curl, checks the CRC and the size too.
    @Test(.enabled(if: Tool.curl.isThere, "curl is not installed")) func theBombIsGoodGzip() async throws {
        try await withBusiness { business in
            let outcome = try await Tool.curl.run(
                ["-sS", "--noproxy", "*", "--compressed", "--output", "/dev/null", business.url + "/bad/bomb"])
            #expect(outcome.status == 0, "\(outcome.output)")
        }
    }

    @Test(arguments: [("length/long", 100, 10), ("length/short", 4, 10), ("length/twice", 10, 10)])
    func liesAboutTheLength(path: String, announced: Int, sent: Int) async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/\(path)")
            #expect(reply.head.contains("Content-Length: \(announced)\r\n"))
            #expect(reply.body.count == sent)
        }
    }

    @Test(arguments: ["reset", "reset/in-body"]) func resets(path: String) async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/\(path)")
            #expect(reply.reset)
        }
    }

    @Test func leavesInTheMiddle() async throws {
        try await withBusiness { business in
            let body = try await business.fetch("/bad/close")
            #expect(body.ended && !body.reset && body.body.count == 24)
            let head = try await business.fetch("/bad/close/in-head")
            #expect(head.ended && !head.head.hasSuffix("\r\n"))
            let nothing = try await business.fetch("/bad/close/at-once")
            #expect(nothing.ended && nothing.raw.isEmpty)
        }
    }

    @Test(arguments: [
        ("file", "file:///etc/passwd"), ("gopher", "gopher://127.0.0.1:1/_hello"),
        ("metadata", "http://169.254.169.254/latest/meta-data/"), ("forever", "/bad/redirect/forever/1"),
        ("forever/41", "/bad/redirect/forever/42"),
        ("forever/9223372036854775807", "/bad/redirect/forever/-9223372036854775808"),
        ("self", "/bad/redirect/self"), ("elsewhere?to=http://127.0.0.1:1/x", "http://127.0.0.1:1/x"),
    ]) func redirects(path: String, to place: String) async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/redirect/\(path)")
            #expect(reply.status == 302)
            #expect(reply.header("location") == place)
        }
    }

    @Test func redirectsWithTheStatusAskedForAndToItsOtherHost() async throws {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/redirect/other-host?status=308")
            #expect(reply.status == 308)
            #expect(reply.header("location") == "http://127.0.0.2:\(business.port)/echo")
        }
    }

    @Test(
        arguments: [
            ("text/invalid-utf8", [0xED, 0xA0, 0x80]), ("text/nul", [0x65, 0, 0x61]),
            ("text/escapes", [0x1B, 0x5B, 0x32, 0x4A]),
            ("text/escapes", [0x1B, 0x5D, 0x30, 0x3B]), ("text/bidi", [0xE2, 0x80, 0xAE]),
            ("headers/escapes", [0x1B, 0x5D]),
            ("headers/bare-cr", [0x65, 0x0D, 0x58]), ("headers/nul", [0x61, 0, 0x62]),
            ("headers/bytes", [0xFF, 0xC3, 0x28]),
            ("headers/bare-lf", [0x4B, 0x0A, 0x58]),
        ] as [(String, [UInt8])]) func sendsTheBytesThatMustNotPass(path: String, bytes: [UInt8]) async throws
    {
        try await withBusiness { business in
            let reply = try await business.fetch("/bad/\(path)")
            #expect(reply.raw.firstIndex(of: bytes) != nil)
        }
    }
}
