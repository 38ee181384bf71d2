import Delivery
import Foundation
import Journey
import Ledger
import Testing
import Transfer

@testable import Alerting

/// From a visit in the ledger to a real socket and a real program.
@Suite struct EndToEndTests {
    private func configuration(hook: String, file: String? = nil) throws -> Configuration {
        var names = ["hook"]
        var configuration = try makeConfiguration()
        let place = SourcePlace(file: "undercover.yaml")
        var webhook = Channel(name: "hook", kind: "webhook", place: place)
        webhook.settings["webhook"] = .text(try Template(hook))
        configuration.channels["hook"] = webhook
        if let file {
            names.append("tell")
            var command = Channel(name: "tell", kind: "command", place: place)
            let arguments = ["/bin/sh", "-c", "printf '%s\\n' \"$1\" >> '\(file)'", "tell", "{{incident.says}}"]
            command.settings["command"] = .list(try arguments.map { try Template($0) })
            configuration.channels["tell"] = command
        }
        configuration.alerts = [makeRule(.late(count: 1, of: 1), notify: names)]
        return configuration
    }

    @Test func aBreachAndItsRecoveryReachAServerThatFailsAtFirst() async throws {
        let house = try House()
        let ledger = try house.open()
        let receiver = Receiver(500, 503, 200)
        let transfer = try Transfer()
        let configuration = try configuration(hook: try await receiver.open())
        let outbox = house.outbox(ledger, Channels.couriers(for: configuration, transfer: transfer, secrets: [:]))
        let watch = AlertWatch(configuration, ledger: ledger, timepiece: house.timepiece, logger: quiet) {
            outbox.poke()
        }
        let services = [Task { try await watch.run() }, Task { try await outbox.run() }]

        try await ledger.record("L", minute: 1)
        watch.poke()
        try await eventually {
            if receiver.received.count == 3 { return try await ledger.undelivered().isEmpty }
            house.timepiece.advance(by: .seconds(1))
            return false
        }
        try await ledger.record("G", minute: 2)
        watch.poke()
        try await eventually { receiver.received.count == 4 }
        try await eventually { try await ledger.undelivered().isEmpty }

        let received = receiver.received
        #expect(Set(received.prefix(3).map(\.key)).count == 1)
        #expect(Set(received.prefix(3).map(\.body)).count == 1)
        #expect(received[0].body.contains("\"state\":\"open\""))
        #expect(received[3].body.contains("\"state\":\"recovered\""))
        #expect(received[3].body.contains("Recovered after 60 s: contact at hamburg was late"))
        #expect(received[3].key != nil && received[3].key != received[0].key)

        for service in services { service.cancel() }
        for service in services { try await service.value }
        await transfer.shutdown()
        try await receiver.close()
        try ledger.close()
    }

    @Test func aServerThatHangsDoesNotHoldUpAProgram() async throws {
        let house = try House()
        let ledger = try house.open()
        let receiver = Receiver(0)
        let transfer = try Transfer()
        let file = house.directory + "/told"
        let configuration = try configuration(hook: try await receiver.open(), file: file)
        let watch = house.watch(configuration, ledger)
        for minute in 1...3 {
            try await ledger.record("L", minute: Int64(minute * 2))
            try await ledger.record("G", minute: Int64(minute * 2 + 1))
        }
        try await watch.round()
        let outbox = house.outbox(ledger, Channels.couriers(for: configuration, transfer: transfer, secrets: [:]))
        let service = Task { try await outbox.run() }
        try await eventually {
            let told = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            return told.split(separator: "\n").count == 3
        }
        try await eventually { try await ledger.undelivered().allSatisfy { $0.channel == "hook" } }
        #expect(try await !ledger.undelivered().isEmpty)
        service.cancel()
        try await service.value
        await transfer.shutdown()
        try await receiver.close()
        try ledger.close()
    }
}
