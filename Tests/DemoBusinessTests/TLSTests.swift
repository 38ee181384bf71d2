import FoundationEssentials
import Testing

import DemoBusiness

@Suite(.enabled(if: Tool.curl.isThere, "curl is not installed")) struct TLSTests {
    private func withTLS(_ faults: Set<Fault> = [], _ body: (DemoBusiness, String, String) async throws -> Void)
        async throws
    {
        var options = DemoBusiness.Options()
        options.tls = true
        options.certificateDaysLeft = 5
        try await withBusiness(faults, options: options) { business in
            try await body(business, #require(business.httpsURL), #require(business.caFile))
        }
    }

    private func curl(_ authority: String, _ arguments: String...) async throws -> (status: Int32, output: String) {
        try await Tool.curl.run(["-sS", "--max-time", "20", "--noproxy", "*", "--cacert", authority] + arguments)
    }

    @Test func theGoodCertificateIsTrustedByAllItsNames() async throws {
        try await withTLS { business, url, authority in
            let address = try await curl(authority, url + "/breakfast")
            #expect(address.status == 0)
            #expect(address.output.contains("<h1>Breakfast"))
            let port = try #require(business.httpsPort)
            let name = try await curl(
                authority, "--resolve", "lindenhof.example:\(port):127.0.0.1",
                "https://lindenhof.example:\(port)/contact")
            #expect(name.status == 0)
            #expect(name.output.contains("https://lindenhof.example:\(port)/contact"))
        }
    }

    @Test func nobodyTrustsItWithoutItsAuthority() async throws {
        try await withTLS { _, url, _ in
            let outcome = try await Tool.curl.run(["-sS", "--noproxy", "*", url])
            #expect(outcome.status == 60)
        }
    }

    @Test(arguments: [
        (Fault.certificateExpired, 60, "expired"), (.certificateSelfSigned, 60, "self"),
        (.certificateWrongHost, 60, "subject name"),
    ]) func aBadCertificateIsRefusedForItsOwnReason(fault: Fault, code: Int32, reason: String) async throws {
        try await withTLS([fault]) { business, url, authority in
            let refused = try await curl(authority, url)
            #expect(refused.status == code)
            #expect(refused.output.contains(reason), "\(refused.output)")
            business.set([])
            let taken = try await curl(authority, url)
            #expect(taken.status == 0)
        }
    }

    @Test func theCertificateNearExpiryIsGoodForFiveDaysMore() async throws {
        try await withTLS([.certificateNearExpiry]) { _, url, authority in
            let outcome = try await curl(authority, "-v", "-o", "/dev/null", url)
            #expect(outcome.status == 0)
            let written = try #require(outcome.output.firstMatch(of: /expire date: (\w+) +(\d+) [\d:]+ (\d+) GMT/))
            let inFiveDays = Date().addingTimeInterval(5.5 * 86_400)
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            let expected = [-60.0, 0].map {
                calendar.dateComponents([.day, .year], from: inFiveDays.addingTimeInterval($0))
            }
            #expect(expected.contains { $0.day == Int(written.2) && $0.year == Int(written.3) })
        }
    }

    @Test func speaksHTTP11WhenMoreIsOffered() async throws {
        try await withTLS { _, url, authority in
            let outcome = try await curl(authority, "-v", "-o", "/dev/null", url)
            #expect(outcome.output.contains("server accepted http/1.1"))
        }
    }

    @Test func carriesLargeBodiesBothWaysAndKeepsTheConnection() async throws {
        try await withTLS { business, url, authority in
            let large = try await curl(
                authority, "-o", "/dev/null", "-o", "/dev/null", "-w", "%{size_download} %{num_connects};",
                url + "/bytes/65000", url + "/bytes/3000000")
            #expect(large.output == "65000 1;3000000 0;")
            let body = String(repeating: "b", count: 100_000)
            let echo = try await curl(authority, "-d", body, url + "/echo")
            #expect(echo.output.contains(body))
            #expect(business.hits("/echo") == 1)
        }
    }

    @Test func mixedContentShowsOverHTTPSOnly() async throws {
        try await withTLS([.mixedContent]) { business, url, authority in
            let mixed = try await curl(authority, url + "/rooms").output
            #expect(mixed.contains("src=\"\(business.url)/images/lindenhof.svg\""))
            let plain = try await business.fetch("/rooms").text
            #expect(!plain.contains("src=\"http:"))
            business.set([])
            let clean = try await curl(authority, url + "/rooms").output
            #expect(!clean.contains("http:"))
        }
    }

    @Test func whoDoesNotSpeakTLSIsSentAway() async throws {
        try await withTLS { business, _, _ in
            let socket = try Socket(host: business.host, port: #require(business.httpsPort))
            defer { socket.close() }
            socket.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            let reply = await socket.read()
            #expect(reply.ended)
            #expect(reply.status == 0)
        }
    }

    @Test func aSilentHandshakeIsAcceptedAndNeverAnswered() async throws {
        try await withTLS([.silentHandshake]) { business, url, authority in
            let outcome = try await curl(authority, "--max-time", "0.2", "-w", "%{time_connect}", url)
            #expect(outcome.status == 28)
            #expect(business.connectionsAccepted == 1)
            #expect(business.hits == 0)
        }
    }

    @Test func stopRemovesTheAuthoritysFile() async throws {
        var file = ""
        try await withTLS { _, _, authority in
            file = authority
            #expect(FileManager.default.fileExists(atPath: file))
        }
        #expect(!FileManager.default.fileExists(atPath: file))
    }
}
