internal import Journey

/// Runs a program of this machine, without a shell: every template is one argument, whatever is in it. The notification's JSON is
/// its standard input.
struct CommandChannel: ChannelKind {
    static let keys = ChannelKeys(
        kind: "command", required: ["command"], optional: ["time-limit"], lists: ["command"])

    private let settings: Settings
    private let means: DeliveryMeans
    private let redaction: Redaction
    private let arguments: [Template]
    private let name: String
    private let timeLimit: Duration

    init(_ channel: Channel, means: DeliveryMeans) throws(DeliveryError) {
        settings = Settings(channel: channel)
        self.means = means
        redaction = Redaction(secrets: means.secrets.values)
        arguments = settings.list("command")
        guard let program = arguments.first, !program.source.isEmpty else { throw settings.wrong("needs `command`") }
        guard program.names.isEmpty else {
            throw settings.wrong("the program must be written out; only its arguments may be templates")
        }
        name = program.source
        guard name.hasPrefix("/") || !name.contains("/") else {
            throw settings.wrong(
                "write the program's whole path, or its name alone: `\(name)` depends on where it is run")
        }
        timeLimit = try settings.span("time-limit", in: .seconds(1)...(.hours(1)), unwritten: .seconds(30))
    }

    func deliver(_ notification: Notification) async throws {
        let envelope = Envelope(notification: notification, business: means.business)
        let scope = envelope.scope(secrets: means.secrets)
        var filled: [String] = []
        for argument in arguments {
            // An argument ends at a NUL byte, so it cannot be passed on.
            let text = try settings.fill(argument, scope, as: .plain)
            filled.append(String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
        }
        let program = Program(arguments: filled, input: Array(envelope.json.utf8), timeLimit: timeLimit)
        let ending: Program.Ending
        do throws(Program.Failure) {
            ending = try await program.run()
        } catch {
            throw DeliveryError(shown("`\(name)` could not be run: \(error.description)"))
        }
        switch ending.how {
        case .exited(0): return
        case .exited(let code): throw DeliveryError(shown("`\(name)` ended with \(code)\(ending.lastWords)"))
        case .signalled(let signal):
            throw DeliveryError(shown("`\(name)` was ended by signal \(signal)\(ending.lastWords)"))
        case .tookTooLong:
            throw DeliveryError(
                shown("`\(name)` had not ended after \(timeLimit.forPeople) and was killed\(ending.lastWords)"))
        case .cancelled: throw CancellationError()
        }
    }

    private func shown(_ text: String) -> String { redaction.apply(text).escapedForDisplay(maxLength: 300) }
}

extension Program.Ending {
    /// The end of what it wrote, where programs say what went wrong.
    fileprivate var lastWords: String {
        let text = String(decoding: output, as: UTF8.self).trimmed
        return text.isEmpty ? "" : ": " + (text.count > 200 ? "…" : "") + String(text.suffix(200))
    }
}
