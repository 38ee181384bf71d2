import Journey
import ProbeFiles

extension ConfigurationLoader {
    /// With channels like those of Delivery, and a few examiners.
    static let test = ConfigurationLoader(
        channelKeys: [
            ChannelKeys(kind: "command", required: ["command"], optional: ["time-limit"], lists: ["command"]),
            ChannelKeys(
                kind: "webhook", required: ["webhook"], optional: ["method", "headers", "time-limit"], maps: ["headers"]
            ),
        ],
        examinedCodes: ["late", "outcome-not-delivered", "dead-link"])

    /// One probe file alone.
    func decode(probe text: String) -> Outcome {
        decode(sources: [SourceFile(path: "probes/a.yaml", text: text)], isWhole: true)
    }
}

extension Problem {
    /// Without the excerpt.
    var line: String { "\(place): \(severity.rawValue): \(message)" }
}
