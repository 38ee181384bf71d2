import HTTPTypes
import Hummingbird
import Journey
import Ledger
import NIOCore

@testable import StatusPage

/// The query of an address that somebody asks of the socket.
func fuzzQuestion(_ bytes: [UInt8]) {
    let query = String(decoding: bytes, as: UTF8.self)
    let request = Request(
        head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/findings?" + query),
        body: RequestBody(buffer: ByteBuffer()))
    if let question = try? Question(request, keys: FindingFilter.keys, now: .distantPast) {
        _ = try? FindingFilter(question)
    }
    if let question = try? Question(request, keys: VisitFilter.keys, now: .distantPast) {
        _ = try? VisitFilter(question)
    }
}
