import FaultDisk
import Foundation
import GRDB
import Journey

@testable import Ledger

/// A directory of its own for each test, gone afterwards.
final class Desk: Sendable {
    let directory: String
    let timepiece = ManualTimepiece(wall: Timestamp(seconds: 1_800_000_000))

    init() throws {
        directory = NSTemporaryDirectory() + "undercover-ledger-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    var path: String { directory + "/ledger.sqlite" }

    /// Groups close after a millisecond, so that a test that stores one thing at a time is quick.
    func open(
        as role: Ledger.Role = .daemon, window: Duration = .milliseconds(1), limit: Int = 256, on disk: FaultDisk? = nil
    ) throws -> Ledger {
        var options = LedgerOptions()
        options.fileSystem = disk?.name
        options.groupWindow = window
        options.groupLimit = limit
        return try Ledger.open(at: path, as: role, timepiece: timepiece, options: options)
    }
}

extension Ledger {
    /// Does something to the connection that writes.
    func set(_ pragma: String) throws {
        try (reading as? DatabasePool)?.writeWithoutTransaction { try $0.execute(sql: "PRAGMA \(pragma)") }
    }
}

let start = Timestamp(seconds: 1_800_000_000)

func makeVisit(
    _ id: String = UUID().uuidString, probe: String = "p", location: String? = nil, grade: Grade = .satisfactory,
    slot: Int64? = nil, started: Timestamp = start, touchpoints: [TouchpointResult] = [], findings: [Finding] = []
) -> Visit {
    Visit(
        id: VisitID(rawValue: id), probe: probe, location: location, persona: nil, vantage: "here", definition: "d1",
        ruleSet: 1,
        slot: slot, due: started - .milliseconds(3), started: started, ended: started + .seconds(1), grade: grade,
        unknown: grade == .unknown ? .blocked : nil, touchpoints: touchpoints, findings: findings)
}

func makeTouchpoint(
    _ name: String = "Home", index: Int = 0, grade: Grade = .satisfactory, took: Duration = .milliseconds(120),
    started: Timestamp = start
) -> TouchpointResult {
    var touchpoint = TouchpointResult(name: name, index: index, housekeeping: false, grade: grade, started: started)
    touchpoint.took = took
    touchpoint.promise = "800ms"
    var hop = Hop(method: "GET", url: "https://shop.example/\(name)")
    hop.status = 200
    hop.version = "2"
    hop.address = "192.0.2.1"
    hop.port = 443
    hop.bytesReceived = 20_480
    hop.phases.lookup = .microseconds(812)
    hop.phases.connect = .microseconds(5120)
    hop.phases.handshake = .microseconds(12_001)
    hop.phases.send = .microseconds(33)
    hop.phases.wait = .microseconds(81_000)
    hop.phases.receive = .microseconds(4711)
    hop.phases.total = took
    hop.certificate = Certificate(
        subject: "CN=shop.example", issuer: "CN=R3", names: ["shop.example"], notBefore: start - .days(10),
        notAfter: start + .days(80), chainNotAfter: start + .days(80))
    touchpoint.hops = [hop]
    touchpoint.verdicts = [
        Verdict(expected: "status 200", held: true, saw: "", line: 7),
        Verdict(expected: "contains \"Returns\"", held: true, saw: "", line: 8),
    ]
    touchpoint.bodyHash = String(repeating: "ab", count: 32)
    touchpoint.bodySize = 20_480
    return touchpoint
}

func makeFinding(
    _ code: String = "dead-link", at touchpoint: String = "Home", identity: String = "/gone",
    severity: Severity = .defect
) -> Finding {
    Finding(
        code: code, severity: severity, touchpoint: touchpoint, says: "A link leads nowhere.",
        evidence: Evidence(url: "https://shop.example/gone", excerpt: "<a href=…>", line: 12), rule: code,
        ruleVersion: 1,
        identity: identity)
}
