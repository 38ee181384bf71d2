import Foundation
import Journey
import ProbeFiles
import Reading
import Synchronization
import Testing
import Transfer

@testable import Shopping

/// Runs `undercover init` on a site, into a directory of its own that is gone afterwards.
struct Outing {
    let directory: String
    let outcome: Scouting.Outcome
    let said: [String]

    static func to<T: Sendable>(
        _ start: String, answers: [InterviewQuestion.Topic: [String]] = [:], limits: Scout.Limits = .unhurried,
        into directory: String? = nil, overwrites: Bool = false, caFile: String? = nil,
        _ body: (Outing) async throws -> T
    ) async throws -> T {
        let own = NSTemporaryDirectory() + "undercover-scouting-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: own) }
        var options = Scouting.Options(start: start)
        options.directory = directory ?? own + "/undercover"
        options.overwrites = overwrites
        let said = Lines()
        let outcome = try await withTransfer(caFile: caFile) { transfer in
            try await Scouting(
                transfer: transfer, timepiece: SystemTimepiece(), loader: ConfigurationLoader(examinedCodes: []),
                limits: limits
            ).run(options, interview: ScriptedInterview(answers)) { said.add($0) }
        }
        return try await body(Outing(directory: outcome.directory, outcome: outcome, said: said.all))
    }

    static func look(
        at start: String, limits: Scout.Limits = .unhurried, timepiece: any Timepiece = SystemTimepiece(),
        told: @Sendable (Scout.Step) -> Void = { _ in }
    ) async throws -> Site {
        guard let address = WebAddress(start) else { throw ScoutError("\(start) is no address") }
        return try await withTransfer { transfer in
            try await Scout(transfer: transfer, timepiece: timepiece, limits: limits).look(at: address, told: told)
        }
    }

    private static func withTransfer<T: Sendable>(
        caFile: String? = nil, _ body: (Transfer) async throws -> T
    ) async throws -> T {
        var options = Transfer.Options()
        options.threads = 1
        if let caFile { options.caFile = caFile }
        let transfer = try Transfer(options: options)
        let result: Result<T, any Error>
        do { result = .success(try await body(transfer)) } catch { result = .failure(error) }
        await transfer.shutdown()
        return try result.get()
    }

    func text(_ path: String) throws -> String { try String(contentsOfFile: directory + "/" + path, encoding: .utf8) }

    /// What a daemon reads there.
    func configuration() throws -> Configuration {
        let (configuration, problems) = ConfigurationLoader().load(directory: directory)
        #expect(problems.isEmpty, "\(problems)")
        return try #require(configuration)
    }
}

extension Scout.Limits {
    /// For a machine that is busy with other tests.
    static let unhurried = Scout.Limits(patience: .seconds(300), inAll: .seconds(900))
}

final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

/// Answers each question with the next of its answers, and then with nothing.
final class ScriptedInterview: Interview {
    private let answers: Mutex<[InterviewQuestion.Topic: [String]]>
    private let heard = Mutex<[InterviewQuestion]>([])

    init(_ answers: [InterviewQuestion.Topic: [String]]) { self.answers = Mutex(answers) }

    var questions: [InterviewQuestion] { heard.withLock { $0 } }

    func answer(to question: InterviewQuestion) async -> String? {
        heard.withLock { $0.append(question) }
        return answers.withLock { answers in
            guard var rest = answers[question.topic], !rest.isEmpty else { return nil }
            let next = rest.removeFirst()
            answers[question.topic] = rest
            return next
        }
    }
}
