import FoundationEssentials
import NIOCore

/// What a page gives back: a well-formed response, or a script that writes bytes as it pleases.
enum Answer: Sendable {
    case response(Response)
    /// The connection is closed when the script ends.
    case script(@Sendable (Wire) async throws -> Void)
}

typealias Handler = @Sendable (Request) async throws -> Answer

struct Response: Sendable {
    var status = 200
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    static func html(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Response {
        Response(
            status: status, headers: [("Content-Type", "text/html; charset=utf-8")] + headers, body: Array(text.utf8))
    }

    static func text(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Response {
        Response(
            status: status, headers: [("Content-Type", "text/plain; charset=utf-8")] + headers, body: Array(text.utf8))
    }

    static func json(_ value: some Encodable, status: Int = 200, headers: [(String, String)] = []) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let body = try encoder.encode(value)
        return Response(status: status, headers: [("Content-Type", "application/json")] + headers, body: Array(body))
    }

    static func redirect(to address: String, status: Int = 302) -> Response {
        Response(status: status, headers: [("Location", address)])
    }

    /// The head as it goes over the wire. A body is announced whenever the status may have one.
    func head(keepAlive: Bool) -> String {
        var head = "HTTP/1.1 \(status) \(reason(status))\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if status >= 200 && status != 204 && status != 304 { head += "Content-Length: \(body.count)\r\n" }
        return head + (keepAlive ? "\r\n" : "Connection: close\r\n\r\n")
    }
}

private func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 413: "Content Too Large"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    default: "Status \(status)"
    }
}
