public import Journey
public import Transfer

/// The kinds of channels. One more is one file in `Channels/` and one line here.
public enum Channels {
    private static let kinds: [any ChannelKind.Type] = [
        WebhookChannel.self,
        CommandChannel.self,
    ]

    /// What each kind accepts, for whoever reads the configuration.
    public static var keys: [ChannelKeys] { kinds.map { $0.keys } }

    /// A courier for every channel of the configuration. One that cannot work says why with every delivery.
    /// - Parameter secrets: values by name.
    public static func couriers(
        for configuration: Configuration, transfer: Transfer, secrets: [String: String]
    ) -> [String: any Courier] {
        let means = DeliveryMeans(
            transfer: transfer, secrets: secrets, business: configuration.business.name,
            allowPrivate: configuration.allowPrivate)
        return configuration.channels.mapValues { channel in
            guard let kind = kinds.first(where: { $0.keys.kind == channel.kind }) else {
                return UnusableChannel(reason: "a channel cannot be of the kind `\(channel.kind)`")
            }
            do throws(DeliveryError) {
                return try kind.init(channel, means: means)
            } catch {
                return UnusableChannel(reason: error.description)
            }
        }
    }
}

/// A kind of channel. Knows nothing of incidents' lives: it is handed one notification at a time.
protocol ChannelKind: Courier {
    static var keys: ChannelKeys { get }

    /// - Throws: `DeliveryError` when the channel's settings make no sense, as far as that can be known before a delivery.
    init(_ channel: Channel, means: DeliveryMeans) throws(DeliveryError)
}

/// What all channels deliver with.
struct DeliveryMeans: Sendable {
    var transfer: Transfer
    /// By name.
    var secrets: [String: String]
    var business: String?
    var allowPrivate: [String]
}

private struct UnusableChannel: Courier {
    let reason: String

    func deliver(_ notification: Notification) async throws {
        throw DeliveryError(reason, permanent: true)
    }
}
