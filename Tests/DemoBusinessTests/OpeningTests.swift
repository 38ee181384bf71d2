import Testing

import DemoBusiness

@Suite struct OpeningTests {
    @Test func opensOnAFreePortAndClosesAll() async throws {
        let business = try await DemoBusiness.start()
        #expect(business.port > 0)
        #expect(business.url == "http://127.0.0.1:\(business.port)")
        #expect(business.httpsURL == nil)
        await business.stop()
        #expect(business.connectionsOpen == 0)
    }
}
