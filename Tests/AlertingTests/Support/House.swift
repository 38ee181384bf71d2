import FaultDisk
import Foundation
import Journey
import Ledger
import Logging

@testable import Alerting

let start = Timestamp(seconds: 1_800_000_000)

/// A ledger in a directory of its own, gone afterwards, and a configuration with one probe at two locations.
final class House: Sendable {
    let timepiece = ManualTimepiece(wall: start)
    let directory: String

    init() throws {
        directory = NSTemporaryDirectory() + "undercover-alerting-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Groups close after a millisecond, so that a test that stores one thing at a time is quick.
    func open(_ disk: FaultDisk? = nil) throws -> Ledger {
        var options = LedgerOptions()
        options.fileSystem = disk?.name
        options.groupWindow = .milliseconds(1)
        return try Ledger.open(at: directory + "/ledger.sqlite", as: .daemon, timepiece: timepiece, options: options)
    }

    func watch(_ configuration: Configuration, _ ledger: Ledger, batch: Int = 500) -> AlertWatch {
        var options = AlertWatch.Options()
        options.batch = batch
        return AlertWatch(configuration, ledger: ledger, timepiece: timepiece, logger: quiet, options: options) {}
    }

    func outbox(_ ledger: Ledger, _ couriers: [String: any Courier]) -> Outbox {
        Outbox(ledger: ledger, couriers: couriers, timepiece: timepiece, seed: 42, logger: quiet)
    }
}

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
let hamburg = Subject(probe: "contact", location: "hamburg")
let bremen = Subject(probe: "contact", location: "bremen")

/// `contact` at every location, with one wait, and `home` for the business as a whole.
func makeConfiguration(_ rules: AlertRule...) throws -> Configuration {
    var configuration = Configuration()
    configuration.locations = [Location(id: "hamburg"), Location(id: "bremen")]
    let place = SourcePlace(file: "probes/contact.yaml")
    var contact = Probe(name: "contact", place: place)
    contact.forEach = .all
    contact.tags = ["people"]
    contact.owner = "anna"
    contact.definition = "d1"
    let form = ExchangeForm(method: "GET", url: Template(literal: "http://shop.example/"))
    var reply = Touchpoint(name: "First reply", act: .exchange(form), place: place)
    reply.promise = try BusinessSpan("4h")
    reply.until = [Expectation(.contains(Template(literal: "Dear")), place: place)]
    contact.touchpoints = [reply]
    configuration.probes = [contact, Probe(name: "home", place: place)]
    var anna = Configuration.Owner(id: "anna")
    anna.notify = ["anna"]
    configuration.owners["anna"] = anna
    configuration.alerts = rules
    return configuration
}

func makeRule(
    _ condition: AlertRule.Condition, name: String = "rule", notify: [String] = ["boss"], recoverAfter: Int = 1
) -> AlertRule {
    var rule = AlertRule(name: name, condition: condition, place: SourcePlace(file: "undercover.yaml"))
    rule.notify = notify
    rule.recoverAfter = recoverAfter
    return rule
}

extension Ledger {
    /// Records a visit that ended `minute` minutes after the start. `L`ate, `B`ad, `?` unknown, or good.
    @discardableResult
    func record(
        _ letter: Character, _ subject: Subject = hamburg, minute: Int64, id: String? = nil
    ) async throws -> VisitID {
        let began = start + .minutes(minute)
        let id = VisitID(rawValue: id ?? "\(subject)/\(minute)")
        let grade: Grade =
            switch letter {
            case "B": .bad
            case "L": .mediocre
            case "?": .unknown
            default: .satisfactory
            }
        var reply = TouchpointResult(name: "First reply", index: 0, housekeeping: false, grade: grade, started: began)
        reply.took = letter == "L" ? .hours(26) : .hours(1)
        reply.late = letter == "L"
        reply.promise = "4h"
        let visit = Visit(
            id: id, probe: subject.probe, location: subject.location, persona: nil, vantage: "here", definition: "d1",
            ruleSet: 1, slot: nil, due: began, started: began, ended: began + .seconds(30), grade: grade,
            unknown: letter == "?" ? .blocked : nil, touchpoints: [reply])
        try await record(visit)
        return id
    }

    /// Saves a visit that has waited since the start, its promise lapsing after four hours.
    func wait(_ id: String, _ subject: Subject = hamburg, promised: Timestamp = start + .hours(4), lastLook: Timestamp)
        async throws
    {
        var state = VisitState(
            id: VisitID(rawValue: id), probe: subject.probe, location: subject.location, persona: nil, vantage: "here",
            definition: "d1", slot: nil, due: start, started: start, mark: id)
        var wait = VisitState.Wait(
            since: start, promised: promised, givesUp: start + .days(3), nextLook: lastLook + .minutes(1))
        wait.lastLookWithout = lastLook
        state.wait = wait
        try await save(state, wake: wait.nextLook, overdueAt: promised)
    }

    /// `rule subject state`, oldest first.
    func told() async throws -> [String] {
        try await undelivered().sorted { ($0.created, $0.sequence, $0.channel) < ($1.created, $1.sequence, $1.channel) }
            .map {
                "\($0.channel): \($0.incident.subject.location ?? "-") \($0.incident.state.rawValue)"
            }
    }
}

/// Returns once it is so; fails the test after a while of the machine's own time.
func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<4000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    throw NeverHappened()
}

struct NeverHappened: Error {}
