import Daemon
import DemoBusiness
import Foundation
import Journey
import Logging

/// Time that runs faster than the machine's, the same in every process that is told the same.
struct FastClock {
    let timepiece: FastTimepiece

    /// - Parameter since: the machine's monotonic clock, in seconds, at which both clocks agreed.
    init(_ speed: String, _ since: String) {
        let speed = Double(speed) ?? 1
        let system = SystemTimepiece()
        let passed = system.monotonic() - .seconds(Double(since) ?? 0)
        timepiece = FastTimepiece(speed: speed, start: system.now() - passed + passed * speed)
    }
}

extension Bench {
    /// The demo business. Prints its address; each line of input names the faults it is to have from then on.
    static func business(_ clock: FastClock) async throws {
        var options = DemoBusiness.Options()
        options.answerAfter = .hours(2)
        options.slowPage = .milliseconds(900)
        options.now = { Date(timeIntervalSince1970: Double(clock.timepiece.now().microseconds) / 1_000_000) }
        let business = try await DemoBusiness.start(options: options)
        FileHandle.standardOutput.write(Data("\(business.url)\n".utf8))
        while let line = readLine() {
            business.set(Set(line.split(separator: " ").compactMap { Fault(rawValue: String($0)) }))
        }
        await business.stop()
    }

    /// The daemon, composed as `undercover run` composes it, by a faster clock.
    static func daemon(_ configuration: String, _ clock: FastClock) async throws {
        var options = Daemon.Options(configuration: configuration, environment: ProcessInfo.processInfo.environment)
        options.timepiece = clock.timepiece
        var logger = Logger(label: "undercover") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .notice
        try await Daemon(options).run(logger: logger)
    }
}
