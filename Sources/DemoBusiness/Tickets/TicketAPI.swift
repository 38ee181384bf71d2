import FoundationEssentials
import Synchronization

/// The ticket desk's JSON API.
///
/// | request | answer |
/// |---|---|
/// | `POST /api/tickets` `{"subject", "text", "name"}` (`text` required) | 201, `Location`, the ticket |
/// | `GET /api/tickets?contains=TEXT` | 200 `{"tickets": […]}`, those whose subject or text contains it |
/// | `GET /api/tickets/ID` | 200, the ticket |
/// | `POST /api/tickets/ID/messages` `{"text"}` | 201, the ticket; 409 when it is closed |
/// | `PATCH /api/tickets/ID` `{"status": "closed"}` | 200, the ticket |
/// | `DELETE /api/tickets/ID` | 204; the ticket is closed |
///
/// A ticket is `{"id", "status": "open" | "answered" | "closed", "subject", "opened", "messages": [{"id", "time",
/// "author", "role": "customer" | "agent" | "robot", "text"}]}`. Its answer comes ``DemoBusiness/Options/answerAfter``
/// after the message. What is wrong is told as `{"error"}` with 400, 404, 405, 409 or 422.
enum TicketAPI {
    private struct Body: Decodable {
        var subject: String?
        var text: String?
        var name: String?
        var status: String?
    }

    static func handle(_ request: Request) throws -> Answer {
        let parts = request.parts(after: "/api/tickets")
        switch (parts.count, request.method) {
        case (0, "POST"): return .response(try open(request))
        case (0, "GET"): return .response(try list(request))
        case (0, _): return .response(try Response.json(["error": "Use GET or POST here."], status: 405))
        default: break
        }
        guard let id = Int(parts[0]), parts.count == 1 || parts[1...] == ["messages"], parts.count <= 2 else {
            return .response(try missing())
        }
        switch (parts.count, request.method) {
        case (1, "GET"): return .response(try show(id, request))
        case (1, "PATCH"): return .response(try change(id, request))
        case (1, "DELETE"):
            let closed = request.reception.tickets.withLock { $0.close(id, at: request.now) }
            return .response(closed ? Response(status: 204) : try missing())
        case (2, "POST"): return .response(try say(id, request))
        default: return .response(try Response.json(["error": "This method is not possible here."], status: 405))
        }
    }

    private static func open(_ request: Request) throws -> Response {
        guard let body = decoded(request) else { return try malformed() }
        guard let text = body.text, fits(text) else { return try unfit() }
        let id = request.reception.tickets.withLock {
            $0.open(
                subject: String((body.subject ?? "").prefix(200)), name: String((body.name ?? "guest").prefix(200)),
                text: text, at: request.now)
        }
        return try show(id, request, status: 201, headers: [("Location", "/api/tickets/\(id)")])
    }

    private static func list(_ request: Request) throws -> Response {
        let found = request.reception.tickets.withLock {
            $0.search(request.query["contains"] ?? "", at: request.now, staffed: staffed(request))
        }
        return try Response.json(["tickets": found])
    }

    private static func show(
        _ id: Int, _ request: Request, status: Int = 200, headers: [(String, String)] = []
    ) throws -> Response {
        let ticket = request.reception.tickets.withLock { $0.view(id, at: request.now, staffed: staffed(request)) }
        return try ticket.map { try Response.json($0, status: status, headers: headers) } ?? missing()
    }

    private static func change(_ id: Int, _ request: Request) throws -> Response {
        guard let body = decoded(request) else { return try malformed() }
        guard body.status == "closed" else {
            return try Response.json(["error": "A ticket's status can only become `closed`."], status: 422)
        }
        _ = request.reception.tickets.withLock { $0.close(id, at: request.now) }
        return try show(id, request)
    }

    private static func say(_ id: Int, _ request: Request) throws -> Response {
        guard let body = decoded(request) else { return try malformed() }
        guard let text = body.text, fits(text) else { return try unfit() }
        let known = request.reception.tickets.withLock { $0.view(id, at: request.now, staffed: true) != nil }
        guard known else { return try missing() }
        guard request.reception.tickets.withLock({ $0.say(text, on: id, at: request.now) }) else {
            return try Response.json(["error": "Ticket \(id) is closed or full."], status: 409)
        }
        return try show(id, request, status: 201)
    }

    private static func decoded(_ request: Request) -> Body? {
        try? JSONDecoder().decode(Body.self, from: Data(request.received.body))
    }

    private static func fits(_ text: String) -> Bool { !text.isEmpty && text.utf8.count <= 8_000 }

    private static func unfit() throws -> Response {
        try Response.json(["error": "Please write a `text` of at most 8,000 bytes."], status: 422)
    }

    private static func malformed() throws -> Response {
        try Response.json(["error": "The body is not the JSON that is expected here."], status: 400)
    }

    private static func missing() throws -> Response {
        try Response.json(["error": "There is no such ticket."], status: 404)
    }

    private static func staffed(_ request: Request) -> Bool { !request.faults.contains(.ticketsUnanswered) }
}
