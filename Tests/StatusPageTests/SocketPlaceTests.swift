import Foundation
import Glibc
import Journey
import Testing

@testable import StatusPage

@Suite(.timeLimit(.minutes(10)))
struct SocketPlaceTests {
    private let house: House

    init() throws { house = try House() }

    @Test func everyUserMayConnectAndAfterTheStopItIsGone() async throws {
        defer { house.tearDown() }
        try await house.open { (_, _) async throws in
            let attributes = try FileManager.default.attributesOfItem(atPath: house.socket)
            #expect(attributes[.posixPermissions] as? Int == 0o666)
        }
        #expect(!FileManager.default.fileExists(atPath: house.socket))
    }

    @Test func theSocketOfADeadDaemonIsReplaced() async throws {
        defer { house.tearDown() }
        // Bound and closed, as a killed process leaves it.
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: house.socket.utf8) }
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        close(descriptor)
        try await house.open { (socket, _) async throws in
            #expect(try await socket.get("/healthz").status == 200)
        }
    }

    @Test func theSocketOfALiveDaemonIsLeftAlone() async throws {
        defer { house.tearDown() }
        try await house.open { (socket, _) async throws in
            let second = try house.page()
            let error = await #expect(throws: StatusPageError.self) { try await second.run() }
            #expect(error?.description.contains("another daemon, process \(getpid()), listens") == true)
            #expect(try await socket.get("/healthz").status == 200)
        }
    }

    @Test func whatIsNoSocketIsNotRemoved() async throws {
        defer { house.tearDown() }
        try "precious".write(toFile: house.socket, atomically: true, encoding: .utf8)
        let page = try house.page()
        let error = await #expect(throws: StatusPageError.self) { try await page.run() }
        #expect(error?.description.contains("is no socket") == true)
        #expect(try String(contentsOfFile: house.socket, encoding: .utf8) == "precious")
    }

    @Test func aPathThatNoSocketCanHaveIsSaid() {
        defer { house.tearDown() }
        let path = "/tmp/" + String(repeating: "x", count: 120)
        let error = #expect(throws: StatusPageError.self) { try SocketPlace(path: path).clear() }
        #expect(error?.description.contains("too long") == true)
    }
}
