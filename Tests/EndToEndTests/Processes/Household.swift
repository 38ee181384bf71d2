import Foundation
import Glibc
import Journey
import Reporting
import Synchronization
import Testing
import Transfer

/// A configuration, a ledger and a runtime directory of their own, and the real program that works with them.
final class Household: Sendable {
    /// What a command said, and with which code it ended.
    struct Answer: Sendable {
        var code: Int32
        var output: String
        var errors: String

        var lines: [Substring] { output.split(separator: "\n") }
    }

    let directory: String
    private let transfer: Transfer
    private let session: TransferSession
    private let commands = Atomic<Int>(0)

    var ledger: String { directory + "/ledger.sqlite" }
    var runtime: String { directory + "/run" }
    var log: String { directory + "/log" }

    /// Runs the body; whatever it left behind is gone afterwards.
    /// - Parameter probes: by name, as YAML below `probe:`.
    static func with<T>(
        _ probes: [String: String], settings: String = "", _ body: (Household) async throws -> T
    ) async throws -> T {
        let household = try Household()
        defer { try? FileManager.default.removeItem(atPath: household.directory) }
        let result: Result<T, any Error>
        do {
            try household.configure(probes, settings: settings)
            result = .success(try await body(household))
        } catch {
            result = .failure(error)
        }
        household.session.close()
        await household.transfer.shutdown()
        return try result.get()
    }

    private init() throws {
        // Short: the path of a Unix socket has 108 bytes.
        directory = "/tmp/uc-e2e-" + UUID().uuidString.prefix(13)
        transfer = try Transfer()
        session = transfer.session()
        try FileManager.default.createDirectory(atPath: directory + "/probes", withIntermediateDirectories: true)
    }

    func configure(_ probes: [String: String], settings: String = "") throws {
        try write(
            "undercover.yaml",
            """
            business: {name: End to end, hosts: [127.0.0.1]}
            ledger: \(ledger)
            runtime: \(runtime)
            addresses: {page: none}
            politeness: {at-once: 1000, per-second: 10000}
            \(settings)
            """)
        for (name, text) in probes { try write("probes/\(name).yaml", "probe: \(name)\n" + text) }
    }

    func write(_ file: String, _ text: String) throws {
        try text.write(toFile: directory + "/" + file, atomically: true, encoding: .utf8)
    }

    // MARK: - The daemon

    /// Starts a daemon, and does not wait for it.
    /// - Parameter descriptors: so many may be open at once.
    func launch(descriptors: Int? = nil) async throws -> Child {
        let command = [Self.program, "run", "--config", directory]
        let limited = (descriptors.map { ["prlimit", "--nofile=\($0):\($0)", "--"] } ?? []) + command
        return try await Child.start(
            limited[0], Array(limited.dropFirst()), environment: environment, output: directory + "/out", errors: log)
    }

    /// Starts a daemon, and comes back once it answers.
    func start() async throws -> Child {
        let daemon = try await launch()
        var answers: [String] = []
        do {
            try await wait("the daemon answers") {
                if daemon.ended != nil { throw Child.Failed(description: "the daemon ended") }
                let answer = await ask("GET", "/healthz")
                answers.append(answer.failure?.message ?? "\(answer.status ?? 0)")
                return answer.status == 200 && answer.failure == nil
            }
        } catch {
            throw Child.Failed(description: "\(error): \(said) \(answers.suffix(5))")
        }
        return daemon
    }

    /// Comes back at a moment by chance: mostly some time after the daemon is at work, now and then while it still starts.
    func someMoment(of daemon: Child, _ chances: inout Chances) async throws {
        if Int.random(in: 0..<4, using: &chances) > 0 {
            try await wait("the daemon is at work") { daemon.ended != nil || isAtWork(daemon) }
        }
        try await Task.sleep(for: .milliseconds(.random(in: 20...700, using: &chances)))
        try #require(daemon.ended == nil, "\(said)")
    }

    func isAtWork(_ daemon: Child) -> Bool {
        guard let pulse = statusFile?.daemon else { return false }
        return pulse.pid == Int(daemon.process) && pulse.state == .ready
    }

    /// All that daemons have logged.
    var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// SIGTERM; comes back when it has ended in good order.
    func stop(_ daemon: Child) async throws {
        daemon.signal(SIGTERM)
        let ending = try await daemon.ending()
        #expect(ending == .exited(0), "\(said)")
    }

    // MARK: - Its faces

    func get<T: Decodable>(_ path: String) async throws -> T {
        let answer = await ask("GET", path)
        if let failure = answer.failure { throw Child.Failed(description: failure.message) }
        return try JSONForm.value(T.self, from: answer.body)
    }

    func ask(_ method: String, _ path: String) async -> ExchangeResult {
        var request = ExchangeRequest(method: method, url: "http://undercover" + path)
        request.unixSocket = runtime + "/socket"
        request.patience = .seconds(20)
        return await session.perform(request)
    }

    var statusFile: StatusDocument? { try? StatusFile.read(in: runtime) }

    /// Runs a command to its end.
    /// - Parameter more: beside what the household's own environment has.
    func undercover(_ arguments: String..., environment more: [String: String] = [:]) async throws -> Answer {
        let number = commands.wrappingAdd(1, ordering: .relaxed).newValue
        let (output, errors) = ("\(directory)/out-\(number)", "\(directory)/err-\(number)")
        let child = try await Child.start(
            Self.program, arguments + (arguments.contains("--config") ? [] : ["--config", directory]),
            environment: environment.merging(more) { $1 },
            output: output, errors: errors)
        guard case .exited(let code) = try await child.ending() else {
            throw Child.Failed(description: "undercover \(arguments.joined(separator: " ")) was ended by a signal")
        }
        return Answer(
            code: code, output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8))
    }

    /// Whether so many visits are kept, by the daemon.
    func recorded(_ count: Int) async throws -> Bool {
        let visits: [VisitSummaryView] = try await get("/api/v1/visits")
        return visits.count >= count
    }

    /// Whole visits, oldest first, out of `undercover export`.
    func exported() async throws -> [VisitView] {
        struct Line: Decodable { var visit: VisitView }
        let answer = try await undercover("export")
        #expect(answer.code == 0, "\(answer.errors)")
        return try answer.lines.map { try JSONForm.value(Line.self, from: Array($0.utf8)).visit }
    }

    private var environment: [String: String] {
        // What the sanitizers have been told (script/sanitize) holds for the program as well.
        ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
            .merging(["PATH": "/usr/bin:/bin", "HOME": directory, "LANG": "C.UTF-8"]) { $1 }
    }

    /// The program that was built together with these tests, and stands beside them.
    private static let program =
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path + "/undercover"
}

/// For what processes, sockets and disks take.
func wait(
    _ what: String, patience: Duration = .seconds(60), every: Duration = .milliseconds(10),
    _ holds: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + patience
    while try await !holds() {
        guard ContinuousClock.now < end else { throw Child.Failed(description: "waited in vain until \(what)") }
        try await Task.sleep(for: every)
    }
}

/// Twenty, or on a machine that is very busy as many as there is time for, five at least.
struct Kills: Sequence, IteratorProtocol {
    private let end = ContinuousClock.now + .seconds(20)
    private var made = 0

    mutating func next() -> Int? {
        guard made < 5 || (made < 20 && ContinuousClock.now < end) else { return nil }
        made += 1
        return made
    }
}

/// Chances that can be had again by their seed (SplitMix64).
struct Chances: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// What `UNDERCOVER_SEED` says, to have a run again; otherwise another one each time.
    static var seed: UInt64 {
        ProcessInfo.processInfo.environment["UNDERCOVER_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...9_999_999)
    }
}
