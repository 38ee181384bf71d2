import Foundation
import Glibc
import Testing

/// nginx in the foreground on free ports of loopback, with a certificate of its own and HTTP/2; ended by its process id.
final class Nginx {
    /// The tests against real servers are asked for by `script/test --real`, which installs them.
    static let isWanted = ProcessInfo.processInfo.environment["UNDERCOVER_REAL"] == "1"

    let directory: String
    let port: Int
    private let process = Process()

    var url: String { "https://127.0.0.1:\(port)" }
    var caFile: String { directory + "/cert.pem" }

    /// - Parameter server: directives of the server block.
    init(_ server: String) async throws {
        directory = NSTemporaryDirectory() + "undercover-nginx-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory + "/logs", withIntermediateDirectories: true)
        try Self.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=nginx of a test", "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", directory + "/key.pem", "-out", directory + "/cert.pem",
            ])
        // nginx takes no port 0; one that was free a moment ago nearly always still is.
        port = try Self.freePort()
        let configuration = """
            daemon off; pid \(directory)/pid; error_log \(directory)/logs/error.log; worker_processes 1;
            events { worker_connections 64; }
            http {
              access_log \(directory)/logs/access.log;
              client_body_temp_path \(directory)/body; proxy_temp_path \(directory)/proxy;
              fastcgi_temp_path \(directory)/fastcgi; uwsgi_temp_path \(directory)/uwsgi; scgi_temp_path \(directory)/scgi;
              server {
                listen 127.0.0.1:\(port) ssl http2;
                ssl_certificate \(directory)/cert.pem; ssl_certificate_key \(directory)/key.pem;
                root \(directory);
                \(server)
              }
            }
            """
        try configuration.write(toFile: directory + "/nginx.conf", atomically: true, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["nginx", "-p", directory, "-c", directory + "/nginx.conf"]
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<200 where !Self.listens(port) {
            try #require(process.isRunning, "nginx ended: \(log("error"))")
            try await Task.sleep(for: .milliseconds(25))
        }
    }

    func log(_ name: String) -> String {
        (try? String(contentsOfFile: directory + "/logs/\(name).log", encoding: .utf8)) ?? ""
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: directory)
    }

    static func serving(_ server: String, _ body: (Nginx) async throws -> Void) async throws {
        let nginx = try await Nginx(server)
        defer { nginx.stop() }
        try await body(nginx)
    }

    private static func run(_ name: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(name) \(arguments.first ?? "") failed")
    }

    /// The number of a socket that is bound to any port, and closed.
    private static func freePort() throws -> Int {
        let server = try RawServer(listens: false) { _ in "" }
        server.stop()
        return server.port
    }

    private static func listens(_ port: Int) -> Bool {
        let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(door) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(door, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
