import DemoBusiness
import Foundation
import Journey
import Testing
import Transfer

@Suite("Nothing that a server does harms more than its own exchange")
struct MisbehaviourTests {
    @Test(
        "One clear error each",
        arguments: [
            ("silence", .timeout), ("silence/after-head", .timeout), ("drip?every=20", .timeout),
            ("drip/head?every=20", .timeout), ("endless", .tooLarge), ("endless/close", .tooLarge),
            ("endless/line", .tooLarge), ("headers/many", .tooLarge), ("headers/long", .tooLarge), ("huge", .tooLarge),
            ("bomb", .tooLarge), ("close", .closed), ("close/at-once", .closed), ("close/in-head", .closed),
            ("close/in-chunk", .closed), ("reset", .closed), ("reset/in-body", .closed), ("length/long", .closed),
            ("length/negative", .malformed), ("length/text", .malformed), ("chunk/broken", .malformed),
            ("encoding/broken", .malformed), ("encoding/unknown", .malformed),
            ("redirect/forever", .tooManyRedirects), ("redirect/self", .tooManyRedirects),
            ("redirect/other-host", .refused), ("redirect/broken", .malformed), ("redirect/long", .malformed),
            ("headers/no-colon", .malformed), ("headers/nul", .malformed), ("status/text", .malformed),
            ("status/long", .malformed), ("status/none", .malformed), ("status/version", .malformed),
            ("banner", .malformed),
        ] as [(String, ExchangeFailure.Kind)])
    func failures(path: String, kind: ExchangeFailure.Kind) async throws {
        try await visiting { hotel, transfer in
            let session = transfer.session()
            let result = await session.perform(
                get(hotel.url + "/bad/" + path) {
                    // Those that never end are cut by it; the others must not need it.
                    if kind == .timeout { $0.patience = .milliseconds(400) } else { $0.sizeLimit = 500_000 }
                })
            let failure = try #require(result.failure)
            #expect(failure.kind == kind)
            #expect(failure.mayHaveBeenSent == (kind != .refused))
            #expect(failure.message.contains("127.0.0."))
            #expect(failure.message.contains("Content-Encoding") == path.hasPrefix("encoding/"))
            #expect(failure.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
            #expect(result.body.count <= 500_000)
            #expect(result.status == nil)
            // And the session goes on.
            #expect(await session.perform(get(hotel.url + "/echo")).status == 200)
        }
    }

    @Test(
        "What is odd but readable is read",
        arguments: [
            "length/short", "length/twice", "headers/bare-lf", "headers/bare-cr", "headers/folded",
            "headers/space-before-colon", "headers/no-name", "headers/escapes", "headers/bytes", "headers/none",
            "status/informational", "cookies/many", "cookies/foreign", "redirect/nowhere", "redirect/empty",
            "text/invalid-utf8", "text/nul", "text/escapes", "text/bidi", "text/deep", "text/empty",
        ])
    func tolerated(path: String) async throws {
        try await visiting { hotel, transfer in
            let result = await transfer.session().perform(get(hotel.url + "/bad/" + path))
            #expect(result.failure == nil)
            #expect(result.status != nil)
            let hop = try #require(result.last)
            #expect(hop.headers.count <= 256)
        }
    }

    @Test("A timed-out exchange tells how far it came, and when")
    func timeout() async throws {
        try await visiting { hotel, transfer in
            let request = { (path: String) in get(hotel.url + path) { $0.patience = .milliseconds(500) } }
            let silent = await transfer.session().perform(request("/bad/silence"))
            #expect(silent.failure?.message.contains("sent no answer within 500 ms") == true)
            #expect(silent.last?.phases.send != nil)
            #expect(silent.last?.phases.wait == nil)
            #expect(silent.total >= .milliseconds(495))
            let dripping = get(hotel.url + "/bad/drip?every=10") { $0.patience = .milliseconds(500) }
            var half = await transfer.session().perform(dripping)
            // On a busy machine even the first drop may come too late.
            for _ in 0..<20 where half.body.isEmpty { half = await transfer.session().perform(dripping) }
            #expect(half.failure?.message.contains("had not finished it within 500 ms") == true)
            #expect(half.body.count > 0)
        }
    }

    @Test("A refused connection never reached the server")
    func refusedConnection() async throws {
        let server = try RawServer(listens: false) { _ in "" }
        defer { server.stop() }
        let transfer = try Transfer()
        let result = await transfer.session().perform(get("http://127.0.0.1:\(server.port)/"))
        #expect(result.failure?.kind == .connect)
        #expect(result.failure?.curlCode == 7)
        #expect(result.failure?.mayHaveBeenSent == false)
        #expect(result.last?.phases.connect == nil)
        await transfer.shutdown()
    }

    @Test("A gibibyte in a megabyte of gzip costs no more memory than the limit")
    func bomb() async throws {
        try await visiting { hotel, transfer in
            let before = residentBytes()
            let result = await transfer.session().perform(get(hotel.url + "/bad/bomb") { $0.sizeLimit = 2_000_000 })
            #expect(result.failure?.kind == .tooLarge)
            #expect(result.body.count <= 2_000_000)
            // Other tests run at the same time; but a gibibyte would show.
            #expect(residentBytes() - before < 500_000_000)
        }
    }

    @Test("A body of exactly the limit is whole, and one byte more is too large")
    func limit() async throws {
        try await visiting { hotel, transfer in
            let request = { (count: Int) in get(hotel.url + "/bytes/\(count)") { $0.sizeLimit = 70_000 } }
            let session = transfer.session()
            #expect(await session.perform(request(70_000)).body.count == 70_000)
            #expect(await session.perform(request(70_001)).failure?.kind == .tooLarge)
        }
    }

    @Test("Escapes from outside reach no message")
    func escapes() async throws {
        let server = try RawServer { _ in "\u{1b}[31mHTTP\u{202e}/9.9 evil\r\n\r\n" }
        defer { server.stop() }
        let transfer = try Transfer()
        let result = await transfer.session().perform(get("http://127.0.0.1:\(server.port)/"))
        let message = try #require(result.failure?.message)
        #expect(!message.contains("\u{1b}"))
        #expect(!message.contains("\u{202e}"))
        await transfer.shutdown()
    }

    @Test("All of them at once, and every healthy exchange is as it should be")
    func together() async throws {
        try await visiting { hotel, transfer in
            let bad = [
                "silence", "drip?every=10", "endless", "headers/many", "huge", "bomb", "close", "reset",
                "redirect/forever",
                "endless/line", "chunk/broken", "close/in-head",
            ]
            let url = hotel.url
            let statuses = await withTaskGroup(of: Int?.self) { group in
                for _ in 0..<3 {
                    for path in bad {
                        group.addTask {
                            let result = await transfer.session().perform(
                                get(url + "/bad/" + path) { $0.patience = .milliseconds(300) })
                            return result.failure == nil ? 0 : nil
                        }
                    }
                }
                for _ in 0..<100 {
                    group.addTask { await transfer.session().perform(get(url + "/echo")).status }
                }
                var all: [Int?] = []
                for await status in group { all.append(status) }
                return all
            }
            #expect(statuses.filter { $0 == 200 }.count == 100)
            #expect(statuses.filter { $0 == nil }.count == bad.count * 3)
        }
    }

    private func residentBytes() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * 4096
    }
}
