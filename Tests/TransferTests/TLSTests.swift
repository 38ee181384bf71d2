import DemoBusiness
import Journey
import Testing
import Transfer

@Suite("TLS")
struct TLSTests {
    private func secure(
        _ faults: Set<Fault> = [], _ body: (DemoBusiness, Transfer, String) async throws -> Void
    ) async throws {
        var options = DemoBusiness.Options()
        options.tls = true
        options.faults = faults
        try await visiting(options) { hotel, transfer in
            try await body(hotel, transfer, try #require(hotel.httpsURL))
        }
    }

    @Test("A good certificate is told, with its handshake; a connection used again has neither")
    func good() async throws {
        try await secure { hotel, transfer, url in
            let session = transfer.session()
            let request = get(url + "/echo") { $0.tls.caFile = hotel.caFile }
            let first = try #require(await session.perform(request).last)
            #expect(first.status == 200)
            #expect(first.phases.handshake != nil)
            let certificate = try #require(first.certificate)
            #expect(certificate.names.contains("127.0.0.1"))
            #expect(certificate.names.contains("lindenhof.example"))
            #expect(certificate.notBefore < SystemTimepiece().now())
            #expect(certificate.notAfter > SystemTimepiece().now())
            #expect(certificate.chainNotAfter <= certificate.notAfter)
            let second = try #require(await session.perform(request).last)
            #expect(second.connectionReused)
            #expect(second.certificate == nil)
            #expect(second.phases.handshake == nil)
            let other = try #require(await transfer.session().perform(request).last)
            #expect(!other.connectionReused)
            #expect(other.certificate == certificate)
        }
    }

    @Test("The authorities can be given once for all")
    func authorities() async throws {
        var options = DemoBusiness.Options()
        options.tls = true
        let hotel = try await DemoBusiness.start(options: options)
        var transferOptions = Transfer.Options()
        transferOptions.caFile = hotel.caFile
        let transfer = try Transfer(options: transferOptions)
        let url = try #require(hotel.httpsURL)
        #expect(await transfer.session().perform(get(url + "/echo")).status == 200)
        await transfer.shutdown()
        await hotel.stop()
    }

    @Test(
        "A bad certificate says what is wrong with it and until when it was good",
        arguments: [
            (.certificateExpired, "expired on 2"), (.certificateSelfSigned, "is signed by itself, valid 2"),
            (.certificateWrongHost, "is for elsewhere.example, valid 2"),
        ] as [(Fault, String)])
    func bad(fault: Fault, words: String) async throws {
        try await secure([fault]) { hotel, transfer, url in
            let session = transfer.session()
            let result = await session.perform(get(url + "/echo") { $0.tls.caFile = hotel.caFile })
            let failure = try #require(result.failure)
            #expect(failure.kind == .certificate)
            #expect(failure.curlCode == 60)
            #expect(failure.message.contains(words), "\(failure.message)")
            #expect(failure.message.contains("127.0.0.1:"))
            #expect(!failure.mayHaveBeenSent)
            #expect(hotel.hits == 0)
            let any = await session.perform(get(url + "/echo") { $0.tls.verify = false })
            #expect(any.status == 200)
            // What was taken unverified makes nothing verified.
            let again = await session.perform(get(url + "/echo") { $0.tls.caFile = hotel.caFile })
            #expect(again.failure?.kind == .certificate)
        }
    }

    @Test("An authority that is not trusted is named")
    func untrusted() async throws {
        try await secure { _, transfer, url in
            let failure = try #require(await transfer.session().perform(get(url + "/echo")).failure)
            #expect(failure.kind == .certificate)
            #expect(failure.message.contains("was not accepted"))
            #expect(failure.message.contains("issued by"))
        }
    }

    @Test("A handshake that is never answered ends with the customer's patience")
    func silentHandshake() async throws {
        try await secure([.silentHandshake]) { hotel, transfer, url in
            let result = await transfer.session().perform(
                get(url + "/") {
                    $0.patience = .milliseconds(500)
                    $0.tls.caFile = hotel.caFile
                })
            #expect(result.failure?.kind == .timeout)
            #expect(result.failure?.message.contains("TLS handshake") == true)
            #expect(result.failure?.mayHaveBeenSent == false)
            #expect(result.last?.phases.connect != nil)
            #expect(result.last?.phases.handshake == nil)
        }
    }

    @Test("TLS where there is none, and none where there is")
    func wrongPort() async throws {
        try await secure { hotel, transfer, _ in
            let result = await transfer.session().perform(get("https://127.0.0.1:\(hotel.port)/"))
            #expect(result.failure?.kind == .handshake)
            #expect(result.failure?.mayHaveBeenSent == false)
        }
    }

    @Test("A file of authorities that is not there is the configuration's fault")
    func missingAuthorities() async throws {
        try await secure { _, transfer, url in
            let result = await transfer.session().perform(get(url) { $0.tls.caFile = "/nowhere/ca.pem" })
            #expect(result.failure?.kind == .unusable)
            #expect(result.failure?.mayHaveBeenSent == false)
        }
    }
}
