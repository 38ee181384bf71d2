import FoundationEssentials
import Testing

import DemoBusiness

private struct Ticket: Decodable {
    struct Message: Decodable {
        let id: Int
        let role: String
        let text: String
        let time: Date
    }
    let id: Int
    let status: String
    let messages: [Message]
}

@Suite struct TicketTests {
    private func decode<Value: Decodable>(_ type: Value.Type, _ reply: Reply) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: Data(reply.body))
    }

    private func withDesk(_ faults: Set<Fault> = [], _ body: (DemoBusiness, TestClock) async throws -> Void)
        async throws
    {
        let clock = TestClock()
        var options = DemoBusiness.Options()
        options.answerAfter = .seconds(3600)
        options.now = { clock.now }
        try await withBusiness(faults, options: options) { try await body($0, clock) }
    }

    @Test func isAcknowledgedAtOnceAndAnsweredWhenTheClockSaysSo() async throws {
        try await withDesk { business, clock in
            let opened = try await business.fetch(
                "/api/tickets", method: "POST",
                body: #"{"subject": "Kettle", "text": "The lid is cracked", "name": "Zoë"}"#)
            #expect(opened.status == 201)
            let place = try #require(opened.header("location"))
            #expect(try decode(Ticket.self, opened).messages.map(\.role) == ["customer", "robot"])

            clock.advance(seconds: 3599)
            let early = try decode(Ticket.self, await business.fetch(place))
            #expect(early.status == "open")

            clock.advance(seconds: 1)
            let answered = try decode(Ticket.self, await business.fetch(place))
            #expect(answered.status == "answered")
            #expect(answered.messages.map(\.role) == ["customer", "robot", "agent"])
            #expect(answered.messages.map(\.id) == [1, 2, 3])
            #expect(answered.messages[2].time == clock.now)
            #expect(answered.messages[2].text.contains("Dear Zoë"))
        }
    }

    @Test func aFurtherQuestionIsAnsweredAgain() async throws {
        try await withDesk { business, clock in
            _ = try await business.fetch("/api/tickets", method: "POST", body: #"{"text": "First"}"#)
            clock.advance(seconds: 4000)
            let said = try await business.fetch("/api/tickets/1/messages", method: "POST", body: #"{"text": "Second"}"#)
            #expect(said.status == 201)
            #expect(try decode(Ticket.self, said).status == "open")
            clock.advance(seconds: 3600)
            let ticket = try decode(Ticket.self, await business.fetch("/api/tickets/1"))
            #expect(ticket.messages.map(\.role) == ["customer", "robot", "agent", "customer", "agent"])
        }
    }

    @Test(arguments: ["PATCH", "DELETE"]) func aClosedTicketIsNotAnsweredAnyMore(method: String) async throws {
        try await withDesk { business, clock in
            _ = try await business.fetch("/api/tickets", method: "POST", body: #"{"text": "Help"}"#)
            let closed = try await business.fetch("/api/tickets/1", method: method, body: #"{"status": "closed"}"#)
            #expect(closed.status == (method == "PATCH" ? 200 : 204))
            clock.advance(seconds: 9999)
            let ticket = try decode(Ticket.self, await business.fetch("/api/tickets/1"))
            #expect(ticket.status == "closed")
            #expect(ticket.messages.count == 2)
            let late = try await business.fetch("/api/tickets/1/messages", method: "POST", body: #"{"text": "Hello?"}"#)
            #expect(late.status == 409)
        }
    }

    @Test func isNotAnsweredWhileNobodyIsThere() async throws {
        try await withDesk([.ticketsUnanswered]) { business, clock in
            _ = try await business.fetch("/api/tickets", method: "POST", body: #"{"text": "Help"}"#)
            clock.advance(seconds: 99_999)
            let waiting = try decode(Ticket.self, await business.fetch("/api/tickets/1"))
            #expect(waiting.status == "open")
            business.set([])
            let answered = try decode(Ticket.self, await business.fetch("/api/tickets/1"))
            #expect(answered.status == "answered")
        }
    }

    @Test func isFoundByTheTextItContains() async throws {
        try await withDesk { business, _ in
            for mark in ["UC-1", "UC-2", "UC-1 again"] {
                _ = try await business.fetch("/api/tickets", method: "POST", body: #"{"text": "see \#(mark)"}"#)
            }
            let reply = try await business.fetch("/api/tickets?contains=UC-1")
            #expect(try decode([String: [Ticket]].self, reply)["tickets"]?.map(\.id) == [1, 3])
        }
    }

    @Test(arguments: [
        ("POST", "/api/tickets", "not json", 400), ("POST", "/api/tickets", #"{"subject": "x"}"#, 422),
        ("PUT", "/api/tickets", "", 405), ("GET", "/api/tickets/99", "", 404), ("GET", "/api/tickets/x", "", 404),
        ("DELETE", "/api/tickets/99", "", 404), ("GET", "/api/tickets/1/2/3", "", 404),
        ("POST", "/api/tickets/99/messages", #"{"text": "x"}"#, 404), ("GET", "/api/tickets/1/messages", "", 405),
    ]) func refusesWhatMakesNoSense(method: String, path: String, body: String, status: Int) async throws {
        try await withDesk { business, _ in
            let reply = try await business.fetch(path, method: method, body: body)
            #expect(reply.status == status)
            #expect(reply.text.contains("\"error\""))
        }
    }
}
