import Testing

import DemoBusiness

@Suite struct OpeningTests {
    @Test func opensOnAFreePortAndClosesAll() async throws {
        let business = try await DemoBusiness.start()
        #expect(business.url == "http://127.0.0.1:\(business.port)")
        #expect(business.httpsURL == nil)
        let silent = try Socket(host: business.host, port: business.port)
        silent.send(Array("GET /bad/silence HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        while business.hits == 0 { try await Task.sleep(for: .milliseconds(2)) }
        await business.stop()
        #expect(await silent.read().ended)
        silent.close()
        #expect(throws: SocketError.self) { try Socket(host: "127.0.0.1", port: business.port) }
        await business.stop()
    }

    @Test func opensAtAnotherLoopbackAddress() async throws {
        var options = DemoBusiness.Options()
        options.host = "127.0.0.2"
        try await withBusiness(options: options) { business in
            #expect(business.url.hasPrefix("http://127.0.0.2:"))
            let status = try await business.fetch("/").status
            #expect(status == 200)
        }
    }

    @Test func saysWhyItCannotOpen() async throws {
        var options = DemoBusiness.Options()
        options.host = "192.0.2.1"  // of the block for documentation: nobody's
        await #expect(throws: (any Error).self) { try await DemoBusiness.start(options: options) }
    }

    @Test func manyBusinessesAreOpenAtOnce() async throws {
        try await withThrowingTaskGroup { group in
            for index in 0..<30 {
                group.addTask {
                    try await withBusiness(index % 2 == 0 ? [] : [.forbidden]) { business in
                        let status = try await business.fetch("/").status
                        #expect(status == (index % 2 == 0 ? 200 : 403))
                        #expect(business.hits("/") == 1)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
