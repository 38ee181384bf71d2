import Foundation
import Journey
import Ledger
import Logging
import Reporting
import ServiceLifecycle
import Synchronization

@testable import StatusPage

/// 2026-11-24T20:00:00Z.
let noon = Timestamp(seconds: 1_795_550_400)

/// Markup, a quote that carries a combining mark, an escape and a right-to-left override: none may reach a page as it is.
let hostile = "<script>alert(1)</script>\"\u{301} onload=x '\u{1B}[31m\u{202E}&"

/// A status page with a real ledger, on a socket and a port of its own.
struct House {
    let directory: String
    let ledger: Ledger
    let acts = SampleActs()
    let timepiece = ManualTimepiece(wall: noon)

    init() throws {
        directory = "/tmp/undercover-\(UInt32.random(in: .min ... .max))"
        ledger = try Ledger.open(at: "\(directory)/ledger.sqlite", as: .daemon, timepiece: timepiece)
    }

    var socket: String { "\(directory)/socket" }
    var socketClient: Client { Client(place: .unix(socket)) }

    func fill() async throws {
        try await ledger.record(visit("01JDAAAA", .satisfactory, at: noon - .minutes(10)))
        try await ledger.record(visit("01JDBBBB", .bad, at: noon - .minutes(5), says: hostile))
    }

    func visit(_ id: String, _ grade: Grade, at started: Timestamp, says: String? = nil) -> Visit {
        var home = TouchpointResult(name: says ?? "Home", index: 0, housekeeping: false, grade: grade, started: started)
        home.took = .milliseconds(1200)
        home.late = grade == .bad
        home.promise = "800ms"
        home.verdicts = [
            Verdict(expected: "status 200", held: true, saw: "", line: 3),
            Verdict(expected: "contains \"Rooms\"", held: says == nil, saw: says ?? "", line: 4),
        ]
        var hop = Hop(method: "GET", url: "https://hotel.example/\(says ?? "")")
        hop.status = 200
        hop.version = "1.1"
        hop.address = "127.0.0.1"
        hop.port = 443
        hop.bytesReceived = 20_480
        hop.headers = [HeaderField("Set-Cookie", "session=cookie-value")]
        hop.phases.lookup = .milliseconds(4)
        hop.phases.connect = .milliseconds(20)
        hop.phases.handshake = .milliseconds(60)
        hop.phases.wait = .milliseconds(900)
        hop.phases.receive = .milliseconds(200)
        hop.phases.total = .milliseconds(1184)
        home.hops = [hop]
        var findings: [Finding] = []
        if let says {
            findings = [
                Finding(
                    code: "late", severity: .defect, touchpoint: says, owner: says, says: says,
                    evidence: Evidence(url: says, excerpt: says, path: says, line: 3), rule: "late", ruleVersion: 1,
                    identity: "")
            ]
        }
        return Visit(
            id: VisitID(rawValue: id), probe: "rooms", location: "oslo", persona: "Persona Nongrata", vantage: "here",
            definition: "d",
            ruleSet: 1, slot: nil, due: started, started: started, ended: started + .milliseconds(1200), grade: grade,
            touchpoints: [home],
            findings: findings)
    }

    func page(running: @escaping @Sendable (StatusPage.Running) async -> Void = { _ in }) throws -> StatusPage {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let answers = Answers(ledger: ledger, timepiece: timepiece)
        let pulse = StatusDocument.Pulse(
            version: "0.1.0", pid: 4711, state: .ready, started: noon - .hours(5), beat: noon, beatEvery: .seconds(10))
        let roster = Roster([
            .init(subject: Subject(probe: "rooms", location: "oslo"), owner: "web", touchpoints: ["Home"])
        ])
        return try StatusPage(
            answers: answers, acts: acts, places: .init(socket: socket, page: .init(host: "127.0.0.1", port: 0)),
            business: hostile,
            timepiece: timepiece, logger: logger, status: { try await answers.status(pulse: pulse, roster: roster) },
            running: running)
    }

    /// Runs the page while `body` asks it, then shuts it down gracefully.
    func open(
        keeping limits: ConnectionKeeper.Limits = .init(),
        _ body: @Sendable (_ socket: Client, _ page: Client) async throws -> Void
    ) async throws {
        let (places, continuation) = AsyncStream.makeStream(of: StatusPage.Running.self)
        var opened = try self.page { continuation.yield($0) }
        opened.keeping = limits
        let page = opened
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let group = ServiceGroup(services: [page], logger: logger)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            var port: Int?
            var doors = 0
            for await place in places {
                if case .page(let address) = place { port = address.port }
                doors += 1
                if doors == 2 { break }
            }
            do {
                if let port { try await body(socketClient, Client(place: .tcp(port: port))) }
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            struct NeverOpened: Error {}
            if port == nil { throw NeverOpened() }
        }
    }

    func tearDown() {
        try? ledger.close()
        try? FileManager.default.removeItem(atPath: directory)
    }
}

/// Acts that tell what was asked of them.
final class SampleActs: Acts {
    private let wished = Mutex<[VisitWish]>([])
    private let owners = Mutex<[Bool]>([])
    private let reloads = Mutex<[Bool]>([])
    var wishes: [VisitWish] { wished.withLock { $0 } }
    var wishedByOwner: [Bool] { owners.withLock { $0 } }
    var accepted: [Bool] { reloads.withLock { $0 } }

    func visit(_ wish: VisitWish, asOwner: Bool) async -> AsyncStream<VisitProgress> {
        wished.withLock { $0.append(wish) }
        owners.withLock { $0.append(asOwner) }
        return AsyncStream { continuation in
            continuation.yield(.began(VisitID(rawValue: "01JDLIVE"), touchpoints: ["Home"]))
            // A probe of this name waits for ever.
            guard wish.probe != "waits" else { return }
            continuation.yield(.refused("no such probe"))
            continuation.finish()
        }
    }

    func reload(accept: Bool) async -> ReloadOutcome {
        reloads.withLock { $0.append(accept) }
        var outcome = ReloadOutcome(taken: accept)
        outcome.problems = accept ? [] : ["it would remove more than half"]
        return outcome
    }

    func backUp(to path: String) async -> String? { "there is no room" }

    func difference() async -> ReloadOutcome {
        var outcome = ReloadOutcome(taken: false)
        outcome.added = ["new"]
        return outcome
    }
}
