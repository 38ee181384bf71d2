import Journey
import Testing

@testable import Transfer

@Suite("What is sent is decided before it is sent")
struct RequestTests {
    @Test(
        "Redirects, as RFC 9110 §15.4 has them",
        arguments: [
            (301, "GET", "GET", true), (301, "POST", "GET", false), (302, "POST", "GET", false),
            (302, "PUT", "PUT", true),
            (302, "HEAD", "HEAD", true), (303, "POST", "GET", false), (303, "PUT", "GET", false),
            (303, "HEAD", "HEAD", false), (307, "POST", "POST", true), (308, "PATCH", "PATCH", true),
        ] as [(Int, String, String, Bool)])
    func redirects(status: Int, method: String, next: String, keepsBody: Bool) throws {
        let redirection = try #require(Redirection(status: status, method: method, unsafe: false))
        #expect(redirection.method == next)
        #expect(redirection.keepsBody == keepsBody)
    }

    @Test("What is no redirect to follow", arguments: [200, 300, 304, 305, 306, 309, 404])
    func noRedirects(status: Int) {
        #expect(Redirection(status: status, method: "GET", unsafe: false) == nil)
    }

    @Test("An unsafe request is never sent again, and a GET in its place may be")
    func unsafeRedirects() {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            #expect(Redirection(status: 307, method: method, unsafe: true) == nil)
            #expect(Redirection(status: 308, method: method, unsafe: true) == nil)
            #expect(Redirection(status: 303, method: method, unsafe: true)?.method == "GET")
        }
        #expect(Redirection(status: 302, method: "POST", unsafe: true)?.method == "GET")
        #expect(Redirection(status: 302, method: "DELETE", unsafe: true) == nil)
    }

    @Test(
        "A request that cannot be made says why, and nothing is sent",
        arguments: [
            { $0.url = "example.com" }, { $0.url = "ftp://example.com/" }, { $0.method = "GE T" }, { $0.method = "" },
            { $0.method = "GET\r\nX: y" }, { $0.headers = [HeaderField("A", "b\r\nC: d")] },
            { $0.headers = [HeaderField("A b", "c")] }, { $0.headers = [HeaderField("", "c")] },
            { $0.headers = [HeaderField("A:", "c")] }, { $0.headers = [HeaderField("A", "\u{0}")] },
            { $0.headers = [HeaderField("Content-Length", "3")] },
            { $0.headers = [HeaderField("transfer-encoding", "chunked")] }, { $0.userAgent = "a\nb" },
            { $0.acceptLanguage = "a\rb" }, { $0.proxy = "socks5://127.0.0.1" }, { $0.resolve = ["a:80": "b"] },
            { $0.reach.allowPrivate = ["10.0.0.0/99"] }, { $0.interface = "" },
            { $0.credentials = .bearer("a\r\nb") }, { $0.credentials = .basic(user: "a:b", password: "c") },
            {
                $0.credentials = .digest(user: "a", password: "b")
                $0.unsafe = true
            }, { $0.body = .bytes([], contentType: "a\r\nb") },
        ] as [@Sendable (inout ExchangeRequest) -> Void])
    func unusable(change: @Sendable (inout ExchangeRequest) -> Void) {
        var request = ExchangeRequest(url: "http://127.0.0.1:1/")
        change(&request)
        #expect {
            try HopPlanner(request, session: 1, caFile: nil, sink: nil)
        } throws: { error in
            guard let failure = error as? ExchangeFailure else { return false }
            return failure.kind == .unusable && !failure.mayHaveBeenSent && !failure.message.contains("\n")
        }
    }

    @Test("Parts of a form cannot break out of it")
    func multipart() {
        let body = Multipart.body(
            [
                .init(name: "a\"\r\nX: y", content: Array("1".utf8)),
                .init(name: "f", content: [0, 255], fileName: "\"x\".png", contentType: "image/png"),
                .init(name: "g", content: [], fileName: "y"),
            ], boundary: "B")
        let expected =
            "--B\r\nContent-Disposition: form-data; name=\"a%22%0D%0AX: y\"\r\n\r\n1\r\n"
            + "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"%22x%22.png\"\r\nContent-Type: image/png\r\n\r\n"
        #expect(body.starts(with: Array(expected.utf8) + [0, 255]))
        #expect(
            String(decoding: body, as: UTF8.self).hasSuffix(
                "filename=\"y\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--B--\r\n"))
    }

    @Test("No two forms have the same boundary")
    func boundaries() {
        #expect(Set((0..<100).map { _ in Multipart.boundary() }).count == 100)
    }
}

@Suite("The lag of a loop")
struct LagTests {
    @Test("is the longest hold since an exchange began")
    func longest() {
        var lag = Lag()
        for (turn, length) in [9, 3, 5, 1].enumerated() { lag.record(Int64(length) * 1_000_000, turn: UInt64(turn)) }
        #expect(lag.longest(since: 0) == 9_000_000)
        #expect(lag.longest(since: 1) == 5_000_000)
        #expect(lag.longest(since: 2) == 5_000_000)
        #expect(lag.longest(since: 3) == 1_000_000)
        #expect(lag.longest(since: 4) == 0)
    }

    @Test("is never understated, and exact while few holds count", arguments: 1...20)
    func againstReference(seed: UInt64) {
        var state = seed
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        var lag = Lag()
        var all: [Int64] = []
        for turn in 0..<600 {
            // Falling lengths are the hardest: none makes another irrelevant.
            let length = Int64(1_000_000 - turn * 1000) + Int64(next(seed % 2 == 0 ? 10 : 500_000))
            all.append(length)
            lag.record(length, turn: UInt64(turn))
        }
        for _ in 0..<100 {
            let since = Int(next(600))
            let expected = all[since...].max() ?? 0
            let actual = lag.longest(since: UInt64(since))
            #expect(actual >= expected)
            #expect(actual <= all.max() ?? 0)
            if seed % 2 == 1 { #expect(actual == expected) }
        }
    }

    @Test(
        "counts all turns that what was ready had to wait for, while more is ready than a turn takes", arguments: 1...20
    )
    func crowds(seed: UInt64) {
        var state = seed
        func next(_ bound: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % bound)
        }
        var lag = Lag()
        var queue: [Int64] = []
        var now: Int64 = 0
        for turn in 0..<2000 {
            let nothing = queue.isEmpty
            if nothing {
                now += 1_000_000 + next(5_000_000)
                queue = Array(repeating: now, count: Int(1 + next(40)))
            }
            lag.begin(nothingWasReady: nothing)
            let took = queue.prefix(8)
            queue.removeFirst(took.count)
            let began = now
            now += 100_000 + next(900_000)
            // Others come while these are handled.
            queue += (0..<next(10)).map { began + 1 + $0 * (now - began) / 10 }
            lag.end(turn: UInt64(turn), held: now - began, isFull: took.count == 8)
            for came in took { #expect(lag.longest(since: UInt64(turn)) >= now - came) }
        }
    }

    @Test("leaves out the turn before when nothing was ready after it")
    func rested() {
        var lag = Lag()
        lag.end(turn: 0, held: 80_000_000, isFull: false)
        lag.begin(nothingWasReady: true)
        lag.end(turn: 1, held: 1_000_000, isFull: false)
        #expect(lag.longest(since: 1) == 1_000_000)
    }
}
