import DemoBusiness
import Foundation
import Journey
import Ledger
import Logging
import ProbeFiles
import ServiceLifecycle
import Synchronization
import Testing
import Transfer

@testable import Shopping

/// A shopper at the demo business with a ledger of its own, all real; gone when the test is.
struct Shop {
    let business: DemoBusiness
    let ledger: Ledger
    let transfer: Transfer
    let shopper: Shopper
    let timepiece: any Timepiece
    let directory: String

    /// Runs the body while the shopper is at work.
    /// - Parameter probes: texts; `SITE` and `HTTPS` stand for the business's addresses.
    static func with<T: Sendable>(
        _ probes: [String], faults: Set<Fault> = [], settings: String = "", secrets: [String: String] = [:],
        options: DemoBusiness.Options = .init(), timepiece: any Timepiece = SystemTimepiece(),
        transferOptions: Transfer.Options? = nil,
        _ body: (Shop) async throws -> T
    ) async throws -> T {
        var options = options
        options.faults = faults
        let business = try await DemoBusiness.start(options: options)
        let directory = NSTemporaryDirectory() + "undercover-shop-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let plan = try plan(probes, settings: settings, business: business)
        let ledger = try Ledger.open(at: directory + "/ledger.sqlite", as: .daemon, timepiece: timepiece)
        var transport = transferOptions ?? Transfer.Options()
        transport.timepiece = timepiece
        if let caFile = business.caFile { transport.caFile = caFile }
        let transfer = try Transfer(options: transport)
        let shopper = Shopper(
            plan,
            means: Shopper.Means(
                transfer: transfer, ledger: ledger, timepiece: timepiece, secrets: secrets, vantage: "test",
                seed: try await ledger.seed(), grace: .seconds(1)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let shop = Shop(
            business: business, ledger: ledger, transfer: transfer, shopper: shopper, timepiece: timepiece,
            directory: directory)
        let running = Task { try await shopper.run() }
        let result: Result<T, any Error>
        do { result = .success(try await body(shop)) } catch { result = .failure(error) }
        running.cancel()
        try await running.value
        await transfer.shutdown()
        try ledger.close()
        await business.stop()
        return try result.get()
    }

    static func plan(_ probes: [String], settings: String = "", business: DemoBusiness) throws -> Plan {
        let base = """
            business: {hosts: [127.0.0.1, localhost]}
            personas: {zoe: {name: Zoë O'Neil, email: zoe@customer.example}}
            defaults: {promise: 5s, patience: 8s}
            politeness: {at-once: 100, per-second: 10000}
            """
        var sources = [SourceFile(path: "undercover.yaml", text: base + "\n" + settings)]
        for (index, text) in probes.enumerated() {
            sources.append(SourceFile(path: "probes/\(index).yaml", text: text))
        }
        for index in sources.indices {
            sources[index].text = sources[index].text.replacingOccurrences(
                of: "HTTPS", with: business.httpsURL ?? "https://none"
            )
            .replacingOccurrences(of: "SITE", with: business.url)
        }
        let outcome = ConfigurationLoader().decode(sources: sources)
        let configuration = try #require(
            outcome.configuration, "\(outcome.problems.map(\.description).joined(separator: "\n"))")
        return try Plan(configuration)
    }

    /// Makes one visit and waits for its end.
    func visit(_ probe: String, settings: [String: String] = [:]) async throws -> Visit {
        let series = try #require(await shopper.currentPlan.series.first { $0.subject.probe == probe })
        for await progress in await shopper.visit(series, settings: settings) {
            switch progress {
            case .finished(let visit): return visit
            case .refused(let reason): throw Refused(reason: reason)
            default: continue
            }
        }
        throw Refused(reason: "the stream ended")
    }

    struct Refused: Error {
        var reason: String
    }
}
