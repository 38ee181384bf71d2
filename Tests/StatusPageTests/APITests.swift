import Foundation
import Journey
import NIOCore
import Reporting
import Testing

@testable import StatusPage

@Suite(.timeLimit(.minutes(10)))
struct APITests {
    private let house: House

    init() throws { house = try House() }

    @Test func theSocketTellsOwnersEverythingInTheFormsOfReporting() async throws {
        defer { house.tearDown() }
        try await house.fill()
        try await house.open { (socket, _) async throws in
            let status = try JSONForm.value(
                StatusDocument.self, from: Array(try await socket.get("/api/v1/status").body.utf8))
            #expect(status.probes.map(\.probe) == ["rooms"])
            #expect(status.probes[0].last?.id.rawValue == "01JDBBBB")
            #expect(status.findings == ["late": 1])
            let findings = try JSONForm.value(
                [FindingView].self, from: Array(try await socket.get("/api/v1/findings?since=24h").body.utf8))
            #expect(findings.map(\.says) == [hostile])
            let visits = try JSONForm.value(
                [VisitSummaryView].self, from: Array(try await socket.get("/api/v1/visits?grade=bad").body.utf8))
            #expect(visits.map(\.id.rawValue) == ["01JDBBBB"])
            let visit = try await socket.get("/api/v1/visits/01JDBBBB")
            #expect(try JSONForm.value(VisitView.self, from: Array(visit.body.utf8)).touchpoints.count == 1)
            for path in ["standing", "incidents", "waits", "difference", "visits?open=true"] {
                let reply = try await socket.get("/api/v1/\(path)")
                #expect(reply.status == 200 && reply.headers["content-type"] == "application/json", "\(path)")
            }
            #expect(try await socket.get("/metrics").body.contains("undercover_state{state=\"ready\"} 1"))
            #expect(try await socket.get("/healthz").body == "ok\n")
            #expect(try await socket.get("/readyz").body == "ready\n")
        }
    }

    @Test func anExportComesAFewVisitsAtATime() async throws {
        defer { house.tearDown() }
        try await house.fill()
        try await house.open { (socket, _) async throws in
            var (place, ids): (Int64, [String]) = (0, [])
            while true {
                let reply = try await socket.get("/api/v1/export?limit=1&after=\(place)")
                #expect(reply.status == 200 && reply.headers["content-type"] == "application/x-ndjson")
                let lines = reply.body.split(separator: "\n")
                guard let last = lines.last else { break }
                #expect(lines.count == 1)
                let line = try JSONForm.value(ExportLine.self, from: Array(last.utf8))
                (place, ids) = (line.place, ids + [line.visit.id.rawValue])
            }
            #expect(ids == ["01JDAAAA", "01JDBBBB"])
            for query in ["after=-1", "after=x", "limit=1001", "limit=0", "before=3"] {
                #expect(try await socket.get("/api/v1/export?\(query)").status == 400, "\(query)")
            }
        }
    }

    @Test func nothingSecretAndNoPersonaIsInAnyAnswer() async throws {
        defer { house.tearDown() }
        try await house.fill()
        try await house.open { (socket, page) async throws in
            let paths = [
                "/api/v1/status", "/api/v1/findings", "/api/v1/visits", "/api/v1/visits/01JDBBBB", "/metrics", "/",
                "/findings",
                "/probes/rooms", "/visits/01JDBBBB",
            ]
            for path in paths {
                for client in [socket, page] {
                    let reply = try await client.get(path)
                    #expect(reply.status == 200, "\(path)")
                    #expect(!reply.body.contains("Nongrata") && !reply.body.contains("cookie-value"), "\(path)")
                }
            }
        }
    }

    @Test(arguments: [
        ("/api/v1/findings?probee=x", 400, "there is no `probee`"),
        ("/api/v1/findings?since=yesterday", 400, "a span such as 24h"),
        ("/api/v1/visits?grade=awful", 400, "not awful"), ("/api/v1/visits?limit=0", 400, "a number from 1"),
        ("/api/v1/visits?late=maybe", 400, "true or false"), ("/api/v1/visits/nobody", 404, "no such visit"),
        ("/api/v1/status?probe=nobody", 404, "no probe"),
        ("/api/v1/findings?probe=nobody", 404, "there is no probe `nobody`"),
        ("/api/v1/visits?probe=rooms&location=mars", 404, "there is no probe `rooms` at location `mars`"),
        ("/api/v1/visits?open=true&location=mars", 404, "there is no location `mars`"),
        ("/api/v1/nothing", 404, "nothing at this address"),
        ("/api/v1/findings?probe=a&probe=b", 400, "given twice"),
        ("/api/v1/incidents?state=new", 400, "open or recovered"),
    ])
    func aWrongQuestionIsRefusedInWords(_ path: String, _ status: Int, _ words: String) async throws {
        defer { house.tearDown() }
        try await house.open { (socket, _) async throws in
            let reply = try await socket.get(path)
            #expect(reply.status == status)
            #expect(reply.body.contains("\"error\":") && reply.body.contains(words))
            #expect(reply.headers["content-security-policy"] != nil)
        }
    }

    @Test func ofWhatIsVisitedAnEmptyAnswerIsOne() async throws {
        defer { house.tearDown() }
        try await house.open { (socket, _) async throws in
            for path in ["findings?probe=rooms", "visits?probe=rooms", "visits?open=true&probe=rooms", "findings"] {
                let reply = try await socket.get("/api/v1/\(path)")
                #expect(reply.status == 200 && reply.body == "[]\n", "\(path): \(reply.body)")
            }
        }
    }

    @Test func aVisitIsToldLineByLine() async throws {
        defer { house.tearDown() }
        try await house.open { (socket, _) async throws in
            var wish = VisitWish(probe: "rooms")
            wish.settings = ["night": "{{day}}"]
            let reply = try await socket.ask("POST", "/api/v1/visit", body: JSONForm.text(wish))
            #expect(reply.headers["content-type"] == "application/x-ndjson")
            let steps = try reply.body.split(separator: "\n").map {
                try JSONForm.value(VisitProgress.self, from: Array($0.utf8))
            }
            #expect(steps == [.began(VisitID(rawValue: "01JDLIVE"), touchpoints: ["Home"]), .refused("no such probe")])
            #expect(house.acts.wishes == [wish] && house.acts.wishedByOwner == [true])
            #expect(try await socket.ask("POST", "/api/v1/visit", body: "{").status == 400)
            let big = String(repeating: "x", count: 600_000)
            #expect(try await socket.ask("POST", "/api/v1/visit", body: big).status == 413)
        }
    }

    @Test func aStopEndsAVisitThatIsStillWatchedAndSaysSo() async throws {
        defer { house.tearDown() }
        let told = Told()
        // On a busy machine the answer takes its time.
        try await house.open(keeping: .init(stopping: .seconds(60))) { (socket, _) async throws in
            told.watch {
                try await socket.ask(
                    "POST", "/api/v1/visit", body: "{\"probe\":\"waits\",\"settings\":{},\"contactPeople\":false}")
            }
            while house.acts.wishes.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        }
        let reply = try await told.reply()
        #expect(reply.body.contains("the daemon is stopping"), "\(reply)")
    }

    @Test func aReloadSaysWhatCameOfIt() async throws {
        defer { house.tearDown() }
        try await house.open { (socket, _) async throws in
            let refused = try await socket.ask("POST", "/api/v1/reload")
            #expect(refused.status == 409)
            #expect(try JSONForm.value(ReloadOutcome.self, from: Array(refused.body.utf8)).problems.count == 1)
            #expect(try await socket.ask("POST", "/api/v1/reload?accept=true").status == 200)
            #expect(house.acts.accepted == [false, true])
        }
    }
}

/// A reply that comes later, to a question asked inside another scope.
private final class Told: Sendable {
    private let stream = AsyncStream.makeStream(of: Result<Client.Reply, any Error>.self)

    func watch(_ ask: @escaping @Sendable () async throws -> Client.Reply) {
        Task {
            do { stream.continuation.yield(.success(try await ask())) } catch {
                stream.continuation.yield(.failure(error))
            }
        }
    }

    func reply() async throws -> Client.Reply {
        for await result in stream.stream { return try result.get() }
        throw CancellationError()
    }
}
