import ArgumentParser
import Daemon
import DemoBusiness
import Foundation
import Journey
import Logging
import Reporting

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "A small flawed hotel on this machine, audited by the real daemon.",
        discussion: "Runs until Ctrl-C. Nothing leaves this machine.")

    @Option(help: "How many times faster time runs.") var speed: Double = 10
    @Option(help: "Where the demo's configuration, ledger and status file go; a new directory without it.")
    var directory: String?
    @Option(help: "Where the status page listens, or none.") var page: String = "127.0.0.1:8046"
    @Option(help: "Stop after this much real time.") var `for`: String?

    func validate() throws {
        guard speed >= 1, speed <= 1000 else { throw ValidationError("--speed is from 1 to 1000") }
        if let length = self.for, (try? Span(length)) == nil {
            throw ValidationError("--for takes a duration such as 30s")
        }
    }

    func run() async throws {
        let page = isTaken(page) ? "none" : page
        let directory = directory ?? NSTemporaryDirectory() + "undercover-demo-\(UUID().uuidString.prefix(8))"
        let timepiece = FastTimepiece(speed: speed)
        var options = DemoBusiness.Options()
        options.faults = Fault.everyday
        options.now = { Date(timeIntervalSince1970: Double(timepiece.now().microseconds) / 1_000_000) }
        let business = try await DemoBusiness.start(options: options)
        for (path, text) in DemoConfiguration.files(site: business.url, directory: directory, page: page) {
            let file = URL(fileURLWithPath: directory + "/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        Output.lines([
            "Hotel Lindenhof is open at \(business.url), with some everyday faults.",
            "The daemon visits it; time runs \(speed.formatted()) times faster. Stop with Ctrl-C.", "",
            "Configuration, ledger and status file: \(directory)",
            page != "none"
                ? "Status page: http://\(page)/"
                : self.page == page ? "Status page: none" : "Status page: none, \(self.page) is taken; see --page", "",
            "In another terminal (also findings, visits, show):",
            "  \(CommandLine.arguments.first ?? "undercover") status --config \(directory)",
        ])
        var daemon = Daemon.Options(configuration: directory, environment: [:])
        daemon.timepiece = timepiece
        daemon.grace = .seconds(2)
        daemon.stopsOnHangup = true
        let log = DemoLog()
        // A terminal that is held (Ctrl-S) must not hold the ledger.
        let printing = DispatchQueue(label: "demo")
        daemon.recorded = { visit in printing.async { log.show(VisitView(visit)) } }
        var logger = Logger(label: "undercover") { JournalLog(label: $0, environment: [:]) }
        logger.logLevel = .warning
        if let length = self.for {
            let span = try Span(length).continuous
            Task {
                try await Task.sleep(for: span)
                kill(getpid(), SIGINT)
            }
        }
        do {
            try await Daemon(daemon).run(logger: logger)
        } catch let error as StartError {
            for problem in error.problems { Output.error("\(problem)") }
            throw Failure(error.description)
        }
        await business.stop()
        Output.lines(["", "How the business stands:", ""])
        if let document = try? StatusFile.read(in: directory + "/run") {
            Output.lines(StatusText.lines(document, now: timepiece.now(), ink: Output.ink))
        }
    }

    /// Somebody else's page under the address that is told would be worse than none.
    private func isTaken(_ page: String) -> Bool {
        guard let colon = page.lastIndex(of: ":"), let port = UInt16(page[page.index(after: colon)...]), port > 0 else {
            return false
        }
        let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(door) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        // The address lives until connect has returned, and is given with its own size.
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(door, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
