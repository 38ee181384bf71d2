import DemoBusiness
import Foundation
import Journey
import Ledger

@testable import Shopping

/// A shop in whose time nothing passes but what a test lets pass.
struct Morning {
    let premises: Premises
    let clock: ManualTimepiece

    /// A Tuesday.
    static let eight = Timestamp(iso8601: "2026-11-24T08:00:00Z") ?? .distantPast

    static func with<T: Sendable>(
        answerAfter: Duration = .seconds(600), faults: Set<Fault> = [], slowPage: Duration? = nil,
        _ body: (Morning) async throws -> T
    ) async throws -> T {
        let clock = ManualTimepiece(wall: eight)
        var options = DemoBusiness.Options()
        options.faults = faults
        options.answerAfter = answerAfter
        if let slowPage { options.slowPage = slowPage }
        options.now = { Date(timeIntervalSince1970: Double(clock.now().microseconds) / 1_000_000) }
        return try await Premises.with(options: options, timepiece: clock) {
            try await body(Morning(premises: $0, clock: clock))
        }
    }

    func plan(_ probes: [String], settings: String = "") throws -> Plan {
        try Shop.plan(probes, settings: settings, business: premises.business)
    }

    /// Opens, and comes back once the shopper has gone round and sleeps.
    func open(_ probes: [String], settings: String = "", secrets: [String: String] = [:]) async throws -> Shop {
        let shop = try await premises.open(plan(probes, settings: settings), secrets: secrets)
        try await settle(shop)
        return shop
    }

    /// Lets time pass step by step, each visit that begins coming to its end or its wait before the next step.
    func pass(_ time: Duration, step: Duration = .seconds(1), _ shop: Shop) async throws {
        var left = time
        while left > .zero {
            clock.advance(by: min(step, left))
            left -= step
            try await settle(shop)
        }
    }

    /// Comes back once the shopper has gone round at this time and sleeps beyond it; that somebody sleeps is not enough.
    func settle(_ shop: Shop) async throws {
        while true {
            let (outlook, asleepUntil) = await (shop.shopper.outlook, shop.shopper.asleepUntil)
            let asleep = asleepUntil.map { $0 > clock.monotonic() } ?? false
            if asleep && outlook.underWay == 0 && outlook.heldBack == 0 { return }
            // For sockets, not for time; politeness sleeps by our clock.
            try await Task.sleep(for: .milliseconds(1))
            if let next = clock.nextDeadline, next - clock.monotonic() < .milliseconds(5) {
                clock.advanceToNextDeadline()
            }
        }
    }

    /// All visits of a probe once the shopper has gone home, oldest first.
    func visits(_ probe: String, _ shop: Shop) async throws -> [VisitSummary] {
        var filter = VisitFilter()
        filter.probe = probe
        filter.limit = 10_000
        return try await shop.ledger.visits(filter).sorted { $0.started < $1.started }
    }
}

/// Comes back once it holds; for what sockets and disks take, never for time that is ours.
func eventually(_ holds: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<5000 {
        if try await holds() { return true }
        try await Task.sleep(for: .milliseconds(2))
    }
    return false
}
