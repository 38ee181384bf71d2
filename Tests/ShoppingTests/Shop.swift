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

/// Where a shop is opened, closed and opened again: the business and the ledger's directory stay.
struct Premises {
    let business: DemoBusiness
    let directory: String
    let timepiece: any Timepiece

    var ledgerPath: String { directory + "/ledger.sqlite" }

    static func with<T: Sendable>(
        options: DemoBusiness.Options = .init(), timepiece: any Timepiece, _ body: (Premises) async throws -> T
    ) async throws -> T {
        let business = try await DemoBusiness.start(options: options)
        let directory = NSTemporaryDirectory() + "undercover-shop-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let result: Result<T, any Error>
        do {
            result = .success(
                try await body(Premises(business: business, directory: directory, timepiece: timepiece)))
        } catch { result = .failure(error) }
        await business.stop()
        return try result.get()
    }

    func open(
        _ plan: Plan, secrets: [String: String] = [:], transferOptions: Transfer.Options? = nil
    ) async throws -> Shop {
        try await Shop(self, plan, secrets: secrets, transferOptions: transferOptions)
    }
}

/// A shopper at the demo business with a ledger of its own, all real; gone when the test is.
struct Shop {
    let business: DemoBusiness
    let ledger: Ledger
    let transfer: Transfer
    let shopper: Shopper
    let timepiece: any Timepiece
    let directory: String

    private let running: Task<Void, any Error>

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
        return try await Premises.with(options: options, timepiece: timepiece) { premises in
            let shop = try await premises.open(
                plan(probes, settings: settings, business: premises.business), secrets: secrets,
                transferOptions: transferOptions)
            let result: Result<T, any Error>
            do { result = .success(try await body(shop)) } catch { result = .failure(error) }
            try await shop.close()
            return try result.get()
        }
    }

    /// Opens for business: a ledger, the loop, and a shopper who goes round.
    init(_ premises: Premises, _ plan: Plan, secrets: [String: String], transferOptions: Transfer.Options?) async throws
    {
        business = premises.business
        directory = premises.directory
        timepiece = premises.timepiece
        ledger = try Ledger.open(at: premises.ledgerPath, as: .daemon, timepiece: timepiece)
        var transport = transferOptions ?? Transfer.Options()
        transport.timepiece = timepiece
        if let caFile = business.caFile { transport.caFile = caFile }
        transfer = try Transfer(options: transport)
        shopper = Shopper(
            plan,
            means: Shopper.Means(
                transfer: transfer, ledger: ledger, timepiece: timepiece, secrets: secrets, vantage: "test",
                seed: try await ledger.seed(), grace: .seconds(1)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        running = Task { [shopper] in try await shopper.run() }
    }

    /// The shopper goes home; the ledger can still be read.
    func stop() async throws {
        running.cancel()
        try await running.value
    }

    func close() async throws {
        try await stop()
        await transfer.shutdown()
        try ledger.close()
    }

    static func plan(_ probes: [String], settings: String = "", business: DemoBusiness) throws -> Plan {
        // A key that the test sets takes the place of ours.
        let base = [
            "business: {hosts: [127.0.0.1, localhost]}",
            "personas: {zoe: {name: Zoë O'Neil, email: zoe@customer.example}}",
            "defaults: {promise: 60s, patience: 90s}",
            "politeness: {at-once: 100, per-second: 10000}",
        ].filter { !"\n\(settings)".contains("\n" + $0.prefix { $0 != ":" } + ":") }.joined(separator: "\n")
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
    func visit(
        _ probe: String, settings: [String: String] = [:], withSecrets: Bool = true
    ) async throws -> Visit {
        let series = try #require(await shopper.currentPlan.series.first { $0.subject.probe == probe })
        for await progress in await shopper.visit(series, settings: settings, withSecrets: withSecrets) {
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
