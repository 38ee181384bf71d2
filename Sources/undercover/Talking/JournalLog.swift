import Journey
import Logging

/// One line an event on standard error. Under systemd each line begins with its priority (sd-daemon(3)) and has no time, which
/// the journal adds; elsewhere it begins with the time. Whatever came from outside is escaped.
struct JournalLog: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]
    private let isJournal: Bool

    init(label: String, environment: [String: String]) {
        isJournal = environment["JOURNAL_STREAM"] != nil
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let details = all.sorted { $0.key < $1.key }.map {
            " \($0.key)=\("\($0.value)".escapedForDisplay(maxLength: 500))"
        }.joined()
        let text = "\(event.message)".split(separator: "\n").map { $0.description.escapedForDisplay(maxLength: 2000) }
            .joined(separator: "\n    ")
        let head = isJournal ? "<\(priority(event.level))>" : "\(SystemTimepiece().now().iso8601) \(event.level) "
        LogQueue.add("\(head)\(text)\(details)")
    }

    /// syslog(3).
    private func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
