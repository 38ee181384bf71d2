import Foundation
import Glibc
import Journey
import Reporting
import Testing

@testable import StatusPage

@Suite(.timeLimit(.minutes(10)))
struct GateTests {
    private let house: House

    init() throws { house = try House() }

    private static let peers: [(uid_t, Set<gid_t>, gid_t?, Caller.Rights)] = [
        (0, [], 5, .acts), (998, [], 5, .acts), (1000, [5], 5, .acts), (1000, [6, 7], 5, .status),
        (1000, [6], nil, .status),
    ]

    @Test(arguments: peers)
    func rootTheOwnUserAndTheGroupMayAct(_ uid: uid_t, _ groups: Set<gid_t>, _ groupID: gid_t?, _ rights: Caller.Rights)
    {
        let peer = Peer(pid: 1, uid: uid, groups: groups)
        #expect(peer.rights(ownUser: 998, groupID: groupID) == rights)
    }

    /// As somebody else over a real socket; only root can become somebody else.
    @Test(
        .enabled(
            if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
                && FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs root, setpriv and curl"))
    func otherUsersReadTheStatusOnly() async throws {
        defer { house.tearDown() }
        try await house.fill()
        #expect(chmod(house.directory, 0o755) == 0)
        try await house.open { (_, _) async throws in
            let socket = house.socket
            func asNobody(_ path: String, _ more: [String] = [], groups: String = "--clear-groups") async throws
                -> String
            {
                try await run(
                    [
                        "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", groups, "/usr/bin/curl", "-s",
                        "--unix-socket", socket,
                    ]
                        + more + ["http://localhost\(path)"])
            }
            #expect(try await asNobody("/api/v1/status").contains("\"schema\":1"))
            #expect(try await asNobody("/metrics").contains("undercover_info"))
            for path in [
                "/api/v1/findings", "/api/v1/visits", "/api/v1/visits/01JDBBBB", "/api/v1/difference", "/findings",
            ] {
                #expect(try await asNobody(path).contains("join the group `undercover`"), "\(path)")
            }
            #expect(try await asNobody("/api/v1/findings", groups: "--groups=4242").contains("join the group"))
            #expect(try await asNobody("/api/v1/reload", ["-X", "POST"]).contains("join the group"))
            let refused = try await asNobody("/api/v1/visit", ["-d", #"{"probe":"rooms"}"#])
            #expect(refused.contains("error"))
            #expect(house.acts.wishes.isEmpty && house.acts.accepted.isEmpty)
        }
    }

    @Test(arguments: ["evil.example", "127.0.0.1.evil.example", "localhost.", "127.0.0.1@evil", "[::1", "a:b:c", ""])
    func aForeignNameIsTurnedAway(_ host: String) async throws {
        defer { house.tearDown() }
        try await house.open { (_, page) async throws in
            #expect([400, 421].contains(try await page.get("/api/v1/findings", headers: ["Host: \(host)"]).status))
        }
    }

    @Test(arguments: ["localhost", "LOCALHOST:8046", "127.0.0.1", "127.0.0.1:1", "[::1]:8046"])
    func ownNamesAreLetIn(_ host: String) async throws {
        defer { house.tearDown() }
        try await house.open { (_, page) async throws in
            #expect(try await page.get("/", headers: ["Host: \(host)"]).status == 200)
        }
    }

    @Test func overTCPNothingIsTaken() async throws {
        defer { house.tearDown() }
        try await house.open { (_, page) async throws in
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                #expect(try await page.ask(method, "/api/v1/reload").status == 405)
            }
            #expect(try await page.ask("POST", "/api/v1/visit", body: "{\"probe\":\"rooms\"}").status == 405)
            #expect(try await page.get("/api/v1/difference").status == 403)
            #expect(try await page.ask("GET", "/", body: "x").status == 413)
            #expect(house.acts.wishes.isEmpty && house.acts.accepted.isEmpty)
        }
    }

    @Test func whoIsRefusedAndNeverStopsSendingIsCutOff() async throws {
        defer { house.tearDown() }
        try await house.open { (_, page) async throws in
            // The client reads until the server closes: without a cut this would never end.
            let reply = try await page.raw(
                "POST /api/v1/visit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx")
            #expect(reply.status == 405)
        }
    }

    @Test func everyAnswerCarriesItsSafetyHeaders() async throws {
        defer { house.tearDown() }
        try await house.open { (socket, page) async throws in
            for client in [socket, page] {
                for path in ["/", "/findings", "/style.css", "/nowhere", "/api/v1/status", "/metrics"] {
                    let headers = try await client.get(path).headers
                    #expect(headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true, "\(path)")
                    #expect(headers["x-content-type-options"] == "nosniff")
                    #expect(headers["referrer-policy"] == "no-referrer")
                    #expect(headers["cache-control"] == "no-store")
                    #expect(headers["server"] == nil)
                }
            }
        }
    }

    @Test func hugeHeadsAreRefused() async throws {
        defer { house.tearDown() }
        try await house.open { (socket, _) async throws in
            let many = (0..<100).map { "X-\($0): y" }
            #expect(try await socket.get("/healthz", headers: many).status != 200)
            #expect(
                try await socket.get("/healthz", headers: ["X-Big: " + String(repeating: "y", count: 20_000)]).status
                    != 200)
            #expect(try await socket.get("/healthz").status == 200)
        }
    }

    private func run(_ command: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        let pipe = Pipe()
                        process.executableURL = URL(fileURLWithPath: command[0])
                        process.arguments = Array(command.dropFirst())
                        process.standardOutput = pipe
                        try process.run()
                        let output = pipe.fileHandleForReading.readDataToEndOfFile()
                        process.waitUntilExit()
                        return String(decoding: output, as: UTF8.self)
                    })
            }
        }
    }
}
