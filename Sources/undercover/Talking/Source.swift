import Daemon
import Foundation
import Journey
import Ledger
import Reporting
import Transfer

/// Who answers: the daemon on its socket, or the ledger when none listens.
enum Source {
    case daemon(Caller)
    case ledger(Answers)

    /// Runs the body with whoever can answer.
    static func with<T>(_ place: Place, _ body: (Source) async throws -> T) async throws -> T {
        let paths = place.paths()
        if let caller = try await Caller.connect(paths.socket) {
            let result: Result<T, any Error>
            do { result = .success(try await body(.daemon(caller))) } catch { result = .failure(error) }
            await caller.close()
            return try result.get()
        }
        let ledger: Ledger
        do {
            ledger = try Ledger.open(at: paths.ledger, as: .reader)
        } catch {
            throw Failure("no daemon listens at \(paths.socket), and without one: \(error)")
        }
        defer { try? ledger.close() }
        return try await body(.ledger(Answers(ledger: ledger)))
    }
}

/// Speaks to the daemon: HTTP over its Unix socket.
struct Caller: Sendable {
    private let transfer: Transfer
    private let session: TransferSession
    private let socket: String

    /// Nothing when no daemon listens there.
    static func connect(_ socket: String) async throws -> Caller? {
        guard FileManager.default.fileExists(atPath: socket) else { return nil }
        let transfer = try Transfer()
        let caller = Caller(transfer: transfer, session: transfer.session(), socket: socket)
        var request = ExchangeRequest(url: "http://undercover/healthz")
        request.unixSocket = socket
        request.patience = .seconds(5)
        let result = await caller.session.perform(request)
        if result.status == 200 { return caller }
        await caller.close()
        if result.failure?.kind == .connect { return nil }
        throw Failure(
            "the daemon at \(socket) does not answer: \(result.failure?.message ?? "status \(result.status ?? 0)")")
    }

    func close() async {
        session.close()
        await transfer.shutdown()
    }

    func get<T: Decodable>(_ path: String, _ query: [(String, String?)] = []) async throws -> T {
        try decoded(await session.perform(request("GET", path, query)))
    }

    func post<T: Decodable>(_ path: String, _ query: [(String, String?)] = []) async throws -> T {
        try decoded(await session.perform(request("POST", path, query)), alsoFrom: 409)
    }

    /// A question that may take the daemon an hour, on a large ledger.
    func postPatiently<T: Decodable>(_ path: String, _ query: [(String, String?)] = []) async throws -> T {
        var request = request("POST", path, query)
        request.patience = .seconds(3600)
        return try decoded(await session.perform(request))
    }

    /// JSON Lines as they are.
    func lines(_ path: String, _ query: [(String, String?)]) async throws -> [UInt8] {
        let result = await session.perform(request("GET", path, query))
        guard let status = result.status, status < 400 else { throw refusal(result) }
        return result.body
    }

    /// Asks for a visit; each step is passed on as it comes.
    func visit(_ wish: VisitWish, progress: @escaping @Sendable (VisitProgress) async -> Void) async throws {
        var request = request("POST", "/api/v1/visit", [])
        request.patience = .seconds(86_400)
        request.body = .bytes(try JSONForm.bytes(wish), contentType: "application/json")
        let lines = LineReader()
        let result = await session.stream(request) { bytes in
            for line in await lines.add(bytes) {
                if let step = try? JSONForm.value(VisitProgress.self, from: line) { await progress(step) }
            }
        }
        guard let status = result.last?.status, status < 400 else { throw refusal(result) }
        if let failure = result.failure, failure.kind != .cancelled { throw Failure("the daemon: \(failure.message)") }
    }

    private func request(_ method: String, _ path: String, _ query: [(String, String?)]) -> ExchangeRequest {
        let pairs = query.compactMap { name, value in value.map { "\(name)=\($0.percentEncoded)" } }
        let question = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
        var request = ExchangeRequest(method: method, url: "http://undercover\(path)\(question)")
        request.unixSocket = socket
        request.patience = .seconds(30)
        request.sizeLimit = 200_000_000
        return request
    }

    private func decoded<T: Decodable>(_ result: ExchangeResult, alsoFrom other: Int? = nil) throws -> T {
        guard let status = result.status, status < 400 || status == other else { throw refusal(result) }
        return try JSONForm.value(T.self, from: result.body)
    }

    private func refusal(_ result: ExchangeResult) -> Failure {
        struct Told: Decodable { var error: String }
        if let told = try? JSONForm.value(Told.self, from: result.body) { return Failure("the daemon: \(told.error)") }
        return Failure("the daemon at \(socket): \(result.failure?.message ?? "status \(result.last?.status ?? 0)")")
    }
}

/// Cuts a stream of bytes into lines.
private actor LineReader {
    private var rest: [UInt8] = []

    func add(_ bytes: [UInt8]) -> [[UInt8]] {
        rest += bytes
        var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        rest = lines.popLast() ?? []
        return lines.filter { !$0.isEmpty }
    }
}
