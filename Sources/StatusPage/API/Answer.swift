internal import HTTPTypes
internal import Hummingbird
internal import Ledger
internal import Logging
internal import NIOCore
internal import Reporting

/// How answers are put.
enum Answer {
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        text(try JSONForm.bytes(value) + [UInt8(ascii: "\n")], "application/json", status: status)
    }

    static func text(_ bytes: some Collection<UInt8>, _ type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Why there is no answer, for whoever asked; what only the operator may know goes to the log.
struct Problem {
    var status: HTTPResponse.Status
    var says: String

    init(_ error: any Error, logger: Logger) {
        switch error {
        case let refusal as Refusal:
            (status, says) = (refusal.status, refusal.says)
        case let error as LedgerError:
            logger.warning("a question could not be answered", metadata: ["error": "\(error.message)"])
            (status, says) = (.serviceUnavailable, error.message)
        case let error as any HTTPResponseError:
            status = error.status
            says = status == .notFound ? "there is nothing at this address" : "\(status.code) \(status.reasonPhrase)"
        default:
            logger.error("a question could not be answered", metadata: ["error": "\(error)"])
            (status, says) = (.internalServerError, "this could not be answered; the daemon's log says why")
        }
    }

    /// `{"error": "what is wrong and what to do"}`.
    var json: Response {
        (try? Answer.json(["error": says], status: status)) ?? Response(status: status)
    }
}
