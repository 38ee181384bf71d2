import Foundation
import Journey
import Transfer

@testable import Delivery

/// A directory of its own for each test, gone afterwards.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "undercover-delivery-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }
}

let opened = Timestamp(seconds: 1_800_000_000)

func makeNotification(says: String = "contact at hamburg was late", closed: Timestamp? = nil) -> Journey.Notification {
    var incident = Incident(
        id: "0123456789abcdef", rule: "slow-contact", subject: Subject(probe: "contact", location: "hamburg"),
        state: closed == nil ? .open : .recovered, opened: opened, cause: VisitID(rawValue: "01ABC"), says: says)
    incident.closed = closed
    return Notification(
        id: "fedcba9876543210", incident: incident, channel: "boss", sequence: closed == nil ? 1 : 2, created: opened,
        nextAttempt: opened)
}

func makeChannel(_ kind: String, _ settings: [String: Channel.Setting]) -> Channel {
    var channel = Channel(name: "boss", kind: kind, place: SourcePlace(file: "undercover.yaml", line: 7, column: 3))
    channel.settings = settings
    return channel
}

func templates(_ texts: [String]) throws -> Channel.Setting { .list(try texts.map { try Template($0) }) }
func template(_ text: String) throws -> Channel.Setting { .text(try Template(text)) }

/// A courier made as the daemon makes it.
func makeCourier(_ channel: Channel, secrets: [String: String] = [:], transfer: Transfer) throws -> any Courier {
    var configuration = Configuration()
    configuration.business.name = "Lindenhof"
    configuration.channels[channel.name] = channel
    let couriers = Channels.couriers(for: configuration, transfer: transfer, secrets: secrets)
    guard let courier = couriers[channel.name] else { throw DeliveryError("no courier") }
    return courier
}

/// What a delivery failed with; nothing when it was taken.
func failure(of courier: any Courier, _ notification: Journey.Notification = makeNotification()) async throws
    -> DeliveryError?
{
    do {
        try await courier.deliver(notification)
        return nil
    } catch let error as DeliveryError {
        return error
    }
}
