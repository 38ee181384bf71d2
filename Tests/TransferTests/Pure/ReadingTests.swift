import Foundation
import Journey
import Testing

@testable import Transfer

@Suite("What comes back is read")
struct HeadTests {
    private func head(_ lines: [String]) -> RawHead {
        var head = RawHead()
        for line in lines {
            _ = (line + "\r\n").utf8.withContiguousStorageIfAvailable { head.take(UnsafeRawBufferPointer($0)) }
        }
        return head
    }

    @Test("Status, version and fields, values trimmed")
    func plain() {
        let head = head(["HTTP/1.1 204 No Content", "A:  b\t", "C-D:e:f", "Empty:", ""])
        #expect(head.status == 204)
        #expect(head.version == "1.1")
        #expect(head.isComplete)
        #expect(head.fields == [HeaderField("A", "b"), HeaderField("C-D", "e:f"), HeaderField("Empty", "")])
    }

    @Test("An interim response gives way to the final one, and trailers are let pass")
    func interim() {
        let head = head([
            "HTTP/1.1 103 Early Hints", "Link: </a>", "", "HTTP/2 301 ", "location: /x", "", "x-trailer: 1",
        ])
        #expect(head.status == 301)
        #expect(head.version == "2")
        #expect(head.fields == [HeaderField("location", "/x")])
        #expect(head.location.map(Array.init) == Array("/x".utf8))
    }

    @Test("A folded line goes on with the value before")
    func folded() {
        #expect(head(["HTTP/1.1 200 OK", "A: one", "\t two", ""]).fields == [HeaderField("A", "one two")])
    }

    @Test("Only so many fields and bytes are kept, and only so many are taken")
    func limits() {
        let many = head(["HTTP/1.1 200 OK"] + (0..<1000).map { "X-\($0): y" } + [""])
        #expect(many.fields.count == RawHead.keptFields)
        #expect(many.isComplete)
        let long = head(["HTTP/1.1 200 OK", "Long: " + String(repeating: "a", count: 70_000), "Short: b", ""])
        #expect(long.fields == [HeaderField("Short", "b")])
        var endless = RawHead()
        let line = [UInt8](repeating: 0x61, count: 1000)
        let taken = (0..<1000).prefix { _ in line.withUnsafeBytes { endless.take($0) } }.count
        #expect(taken == RawHead.acceptedBytes / 1000)
    }

    @Test("A Location too long to keep is known to have been there")
    func longLocation() {
        let head = head(["HTTP/1.1 302 Found", "Location: /" + String(repeating: "a", count: 70_000), ""])
        #expect(head.hasLocation)
        #expect(head.location == nil)
    }

    @Test(
        "Nothing in a head traps",
        arguments: ["", "\r\n", ":", "HTTP/", "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 2000"])
    func odd(line: String) {
        let head = head([line, line, ""])
        #expect(head.status == 0)
        #expect(head.version == nil)
        _ = head.fields
    }

    /// Of www.example.com, and of the authority that signed it, which ends earlier.
    private static let certificates = [
        """
        MIIBvzCCAWSgAwIBAgIBAjAKBggqhkjOPQQDAjAhMRIwEAYDVQQKDAlBdXRob3JpdHkxCzAJBgNVBAYTAkRFMB4XDTI2MDEwMjAz\
        MDQwNVoXDTI2MTIzMTIzNTk1OVowGjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\
        P3xVHOpV5MlHLzQrIbgZDbmRRMn12AzPLDg+1RWgeBMEglR1oIfeGstatWYIVSBC/NSZ5GBpl2h1GFvzvc5MSqOBkzCBkDA6BgNV\
        HREEMzAxgg93d3cuZXhhbXBsZS5jb22CDSouZXhhbXBsZS5jb22HBAoAAAGGCWh0dHA6Ly94LzAdBgNVHQ4EFgQUG1wkBKYx8pPg\
        kr0kvnJaC+xGJlQwMwYDVR0jBCwwKqElpCMwITESMBAGA1UECgwJQXV0aG9yaXR5MQswCQYDVQQGEwJERYIBATAKBggqhkjOPQQD\
        AgNJADBGAiEA3LeKp1vurVre5P2YC0qrzL9vYKl5/nJoipvptZlXSjICIQCY1YcQC0iKAvDWUyRhG5hJa5/Wvgv+arDIHcXpmVMG\
        Yw==
        """,
        """
        MIIBKTCB0AIBATAKBggqhkjOPQQDAjAhMRIwEAYDVQQKDAlBdXRob3JpdHkxCzAJBgNVBAYTAkRFMB4XDTI1MDEwMTAwMDAwMFoX\
        DTI2MDYwMTAwMDAwMFowITESMBAGA1UECgwJQXV0aG9yaXR5MQswCQYDVQQGEwJERTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA\
        BB5MF+qGeU35DApsUqoQFAWCvNfenhagObc8YcDLwdqRW9XzAN2MjcbwteQ+utkEne4L55Gvib2riwkgcTafhdUwCgYIKoZIzj0E\
        AwIDSAAwRQIgHHAI7NESZaky4cecU2S6SlLLbSsHtNb4DnTJHfXlKEsCIQCseV8vCO300LQDrsNpUtidm47+jODuPjHxvbtw7E7F\
        +w==
        """,
    ].compactMap { Data(base64Encoded: $0) }

    @Test("A chain of certificates, as a server sends it")
    func certificate() throws {
        let chain = Self.certificates.flatMap { Array($0) }
        let certificate = try #require(CertificateText.read(chain))
        #expect(CertificateMemory().read(chain) == certificate)
        #expect(certificate.subject == "CN = www.example.com")
        #expect(certificate.issuer == "O = Authority, C = DE")
        #expect(certificate.names == ["www.example.com", "*.example.com", "10.0.0.1"])
        #expect(certificate.notBefore == Timestamp(iso8601: "2026-01-02T03:04:05Z"))
        #expect(certificate.notAfter == Timestamp(iso8601: "2026-12-31T23:59:59Z"))
        #expect(certificate.chainNotAfter == Timestamp(iso8601: "2026-06-01T00:00:00Z"))
    }

    @Test("Bytes that are no certificates make none")
    func brokenChain() throws {
        let own = Array(try #require(Self.certificates.first))
        #expect(CertificateText.read([]) == nil)
        #expect(CertificateText.read([0x30, 0x82, 0xff, 0xff]) == nil)
        #expect(CertificateText.read(Array(own.dropLast())) == nil)
        let alone = CertificateText.read(own + [0x30, 0x82])
        #expect(alone?.names == ["www.example.com", "*.example.com", "10.0.0.1"])
        #expect(alone?.chainNotAfter == alone?.notAfter)
    }

    @Test(
        "A date that is none makes no certificate",
        arguments: [
            "", "Jan 2 2026", "Foo  2 03:04:05 2026 GMT", "Jan  2 03:04:05 2026 CET", "Jan 99 03:04:05 2026 GMT",
        ])
    func badDates(date: String) {
        #expect(CertificateText.date(date) == nil)
    }

    @Test("Phases follow each other from nothing to the whole")
    func phases() {
        var outcome = HopOutcome()
        outcome.head = head(["HTTP/1.1 200 OK", ""])
        (outcome.newConnections, outcome.connected, outcome.secured, outcome.sent) = (1, 100, 300, 310)
        (outcome.firstByte, outcome.total) = (1000, 1500)
        let phases = Phases(outcome, isSecure: true, lookup: .microseconds(50))
        #expect(phases.lookup == .microseconds(50))
        #expect(phases.connect == .microseconds(100))
        #expect(phases.handshake == .microseconds(200))
        #expect(phases.send == .microseconds(10))
        #expect(phases.wait == .microseconds(690))
        #expect(phases.receive == .microseconds(500))
        #expect(phases.total == .microseconds(1550))
        #expect(phases.firstByte == .microseconds(1050))
    }

    @Test("A phase that was not reached is absent")
    func absentPhases() {
        var outcome = HopOutcome()
        outcome.total = 700
        let refused = Phases(outcome, isSecure: true, lookup: nil)
        #expect(refused.lookup == nil && refused.connect == nil && refused.handshake == nil && refused.send == nil)
        #expect(refused.total == .microseconds(700))
        (outcome.newConnections, outcome.connected) = (1, 100)
        let unshaken = Phases(outcome, isSecure: true, lookup: nil)
        #expect(unshaken.connect == .microseconds(100))
        #expect(unshaken.handshake == nil && unshaken.send == nil && unshaken.wait == nil)
        outcome.sent = 120
        let unanswered = Phases(outcome, isSecure: false, lookup: nil)
        #expect(unanswered.handshake == nil && unanswered.send == .microseconds(20))
        #expect(unanswered.wait == nil && unanswered.receive == nil && unanswered.firstByte == nil)
    }

    @Test(
        "libcurl's numbers, by what they mean to a customer",
        arguments: [
            (1, .malformed), (3, .unusable), (5, .lookup), (6, .lookup), (7, .connect), (8, .malformed),
            (16, .malformed),
            (18, .closed), (27, .own), (28, .timeout), (35, .handshake), (45, .unusable), (52, .closed), (55, .closed),
            (56, .closed), (58, .unusable), (60, .certificate), (61, .malformed), (63, .tooLarge), (77, .unusable),
            (83, .certificate), (90, .certificate), (91, .certificate), (92, .closed), (97, .connect), (98, .handshake),
            (100, .tooLarge), (12345, .own),
        ] as [(UInt32, ExchangeFailure.Kind)])
    func kinds(code: UInt32, kind: ExchangeFailure.Kind) {
        #expect(ExchangeFailure.Kind(curl: code) == kind)
    }

    @Test("Text from outside cannot move a cursor, hide or reorder")
    func printable() {
        #expect(
            HopFailure.printable("a\u{1b}[31m\u{0}\u{202e}\u{200b}\nb") == "a\\u{1b}[31m\\u{0}\\u{202e}\\u{200b}\\u{a}b"
        )
        #expect(HopFailure.printable(String(repeating: "x", count: 10_000)).count == 300)
        #expect(HopFailure.printable("Zoë 漢字 ✓") == "Zoë 漢字 ✓")
    }
}
