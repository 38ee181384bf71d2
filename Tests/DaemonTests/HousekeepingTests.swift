import Foundation
import Journey
import Ledger
import Logging
import Synchronization
import Testing

@testable import Daemon

@Suite("What is no longer kept")
struct HousekeepingTests {
    private let eight = Timestamp(seconds: 1_800_000_000)

    @Test("is not what a clock that is far ahead makes old, not even after a new start, and goes when its time comes")
    func clockAhead() async throws {
        try await atWork { house in
            try await house.record("old", started: eight - .days(399))
            try await house.record("new", started: eight)
            let task = house.start()
            try await house.pass(.hours(1))
            house.timepiece.stepWall(by: .days(400))
            for _ in 0..<3 { try await house.pass(.hours(1)) }
            #expect(try await house.visits() == ["old", "new"])
            #expect(house.said.filter { $0.contains("look whether it is right") }.count == 1)
            try await house.record("by the wrong clock", started: house.timepiece.now())
            await house.stop(task)

            try await house.openAgain()
            let again = house.start()
            for _ in 0..<3 { try await house.pass(.hours(1)) }
            #expect(try await house.visits() == ["old", "new", "by the wrong clock"])
            #expect(house.said.filter { $0.contains("look whether it is right") }.count == 2)
            // Somebody has looked.
            house.timepiece.stepWall(by: .days(-400))
            try await house.pass(.hours(1))
            #expect(try await house.visits() == ["old", "new", "by the wrong clock"])
            try await house.pass(.days(1))
            #expect(try await house.visits() == ["new", "by the wrong clock"])
            #expect(house.said.filter { $0.contains("look whether it is right") }.count == 2)
            await house.stop(again)
        }
    }

    @Test("stays after a long absence, and goes once there has been work for a week")
    func absence() async throws {
        try await atWork { house in
            try await house.record("old", started: eight - .days(398))
            try await house.record("new", started: eight)
            house.timepiece.stepWall(by: .days(400))
            try await house.openAgain()
            let task = house.start()
            try await house.record("today", started: house.timepiece.now())
            try await house.pass(.hours(1))
            #expect(try await house.visits() == ["old", "new", "today"])
            // What grows old meanwhile goes.
            for _ in 0..<3 { try await house.pass(.days(1)) }
            #expect(try await house.visits() == ["new", "today"])
            for _ in 0..<4 { try await house.pass(.days(1)) }
            #expect(try await house.visits() == ["today"])
            #expect(house.said.filter { $0.contains("look whether it is right") }.count == 1)
            try await house.pass(.days(400))
            #expect(try await house.visits() == [])
            await house.stop(task)
        }
    }

    @Test("goes all the same when a machine is off for a night")
    func nights() async throws {
        try await atWork { house in
            try await house.record("old", started: eight - .days(399))
            for _ in 0..<3 {
                try await house.openAgain()
                let task = house.start()
                for _ in 0..<2 { try await house.pass(.hours(4)) }
                await house.stop(task)
                house.timepiece.stepWall(by: .hours(16))
            }
            #expect(try await house.visits() == [])
            #expect(house.said.allSatisfy { $0.contains("have gone") })
        }
    }

    private func atWork(_ body: (House) async throws -> Void) async throws {
        let house = try House(ManualTimepiece(wall: eight))
        defer { try? FileManager.default.removeItem(atPath: house.directory) }
        try await body(house)
        try house.close()
    }
}

/// A ledger, its housekeeping, and a clock of their own.
private final class House: Sendable {
    let directory = NSTemporaryDirectory() + "undercover-housekeeping-" + UUID().uuidString
    let timepiece: ManualTimepiece
    private let open: Mutex<Ledger>
    private let words = Words()

    init(_ timepiece: ManualTimepiece) throws {
        self.timepiece = timepiece
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        open = Mutex(try Self.ledger(in: directory, timepiece))
    }

    private static func ledger(in directory: String, _ timepiece: ManualTimepiece) throws -> Ledger {
        var options = LedgerOptions()
        options.groupWindow = .milliseconds(1)
        return try Ledger.open(at: directory + "/ledger.sqlite", as: .daemon, timepiece: timepiece, options: options)
    }

    var ledger: Ledger { open.withLock { $0 } }
    var said: [String] { words.all.withLock { $0 } }

    func close() throws { try ledger.close() }

    func openAgain() async throws {
        try ledger.close()
        let again = try Self.ledger(in: directory, timepiece)
        open.withLock { $0 = again }
    }

    func start() -> Task<Void, any Error> {
        let housekeeping = Housekeeping(
            ledger: ledger, storage: { Configuration.Storage() }, timepiece: timepiece,
            logger: Logger(label: "test") { [words] _ in Ear(words: words) })
        return Task { try await housekeeping.run() }
    }

    func stop(_ task: Task<Void, any Error>) async {
        task.cancel()
        _ = await task.result
    }

    /// Lets time pass, and what falls due in it be done. Beats are stored all the while.
    func pass(_ time: Duration) async throws {
        try await timepiece.waitForSleepers(1)
        timepiece.advance(by: time)
        try await timepiece.waitForSleepers(1)
        try await ledger.beat(timepiece.now())
    }

    func record(_ id: String, started: Timestamp) async throws {
        try await ledger.record(
            Visit(
                id: VisitID(rawValue: id), probe: "p", location: nil, persona: nil, vantage: "here", definition: "d",
                ruleSet: 1, slot: nil, due: started, started: started, ended: started, grade: .satisfactory,
                unknown: nil, touchpoints: [], findings: []))
    }

    func visits() async throws -> [String] {
        try await ledger.visits(after: 0).map(\.id.rawValue)
    }
}

private final class Words: Sendable {
    let all = Mutex<[String]>([])
}

private struct Ear: LogHandler {
    let words: Words
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        words.all.withLock { $0.append("\(event.message)") }
    }
}
