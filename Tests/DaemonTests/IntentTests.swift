import FaultDisk
import Foundation
import Glibc
import Journey
import Ledger
import Synchronization
import Testing

@testable import Daemon

/// A server looks at the daemon's disk at the moment it is connected to, before the first byte has come.
@Suite("A daemon that is about to send something unsafe")
struct IntentTests {
    @Test("has its intent on the disk before the first byte: a power cut then leaves it there")
    func intentFirst() async throws {
        let disk = FaultDisk()
        let name = disk.name
        let till = try Till { disk.cutPower() }
        let probe = """
            probe: pay
            journey:
              - {touchpoint: Pay, post: "http://127.0.0.1:\(till.port)/", json: {mark: "{{visit.mark}}"}, expect: {status: 201}}

            """
        try await Running.with([("pay", probe)], options: { $0.fileSystem = name }) { daemon in
            for _ in 0..<10 {
                let steps = try await daemon.visit("pay")
                #expect(steps.contains("satisfactory"))
            }
        }
        let sales = till.close()
        #expect(sales.count == 10)
        for sale in sales {
            let found = "/tmp/uc-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: found, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: found) }
            try sale.power.write(into: found, losing: .all)
            let ledger = try Ledger.open(at: found + "/ledger.sqlite", as: .daemon)
            let intended = try await ledger.openVisits().filter { $0.state.intent != nil }.map(\.state.mark)
            #expect(intended.contains { sale.request.contains($0) })
            try ledger.close()
        }
    }
}

/// Takes whatever is posted, one connection after another.
private final class Till: Sendable {
    struct Sale {
        var power: PowerCut
        var request: String
    }

    let port: UInt16
    private let socket: CInt
    private let sales = Mutex<[Sale]>([])

    init(_ look: @escaping @Sendable () -> PowerCut) throws {
        let socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        // The address is lent for the calls only.
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard isOpen else { throw POSIXError(.EADDRNOTAVAIL) }
        self.socket = socket
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [weak self] in
            while case let connection = accept(socket, nil, nil), connection >= 0 {
                let power = look()
                let request = Till.read(connection)
                self?.sales.withLock { $0.append(Sale(power: power, request: request)) }
                let answer = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                _ = Array(answer.utf8).withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
                Glibc.close(connection)
            }
        }
    }

    func close() -> [Sale] {
        shutdown(socket, CInt(SHUT_RDWR))
        Glibc.close(socket)
        return sales.withLock { $0 }
    }

    /// Up to the end of its JSON.
    private static func read(_ connection: CInt) -> String {
        var (text, buffer) = ("", [UInt8](repeating: 0, count: 4096))
        while !text.contains("}") {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { break }
            text += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
        return text
    }
}
