internal import Journey
internal import Ledger

/// The open incidents, and what a round has changed about them and not yet stored.
struct IncidentBook {
    struct Key: Hashable {
        var rule: String
        var subject: Subject
    }

    private(set) var open: [Key: Incident] = [:]
    /// By incident, the channels that were told of the breach: they are told how it ended, whatever the configuration says by
    /// then. Kept in the ledger as timers that never come due.
    private var told: [String: [String]] = [:]

    /// At most one entry an incident, its latest state.
    private var changed: [String: Incident] = [:]
    private(set) var notifications: [Notification] = []
    private(set) var set: [LedgerTimer] = []
    private(set) var clear: [String] = []

    private static let toldPrefix = "told/"

    init(open incidents: [Incident], timers: [LedgerTimer]) {
        for incident in incidents { open[Key(rule: incident.rule, subject: incident.subject)] = incident }
        for timer in timers where timer.key.hasPrefix(Self.toldPrefix) {
            told[String(timer.key.dropFirst(Self.toldPrefix.count))] = timer.payload.split(separator: "\n").map(
                String.init)
        }
    }

    var incidents: [Incident] { Array(changed.values) }
    var isUnchanged: Bool { changed.isEmpty && notifications.isEmpty && set.isEmpty && clear.isEmpty }

    /// What was changed has been stored.
    mutating func stored() {
        changed = [:]
        notifications = []
        set = []
        clear = []
    }

    /// - Parameters:
    ///   - at: when it broke. Together with the cause it gives the incident its name, so that doing it again after a crash makes the
    ///     same one.
    ///   - earlier: the ids of those in the ledger that broke by the same cause at the same time: a reload closed them, and another
    ///     opens it again. This is another one, or a channel would take it for what it has had.
    mutating func open(
        _ key: Key, cause: VisitID, at opened: Timestamp, after earlier: Set<String> = [], says: String,
        channels: [String], now: Timestamp
    ) {
        guard open[key] == nil else { return }
        let incident = Incident(
            id: Self.id(key, cause, opened, after: earlier), rule: key.rule, subject: key.subject, state: .open,
            opened: opened, cause: cause, says: says)
        open[key] = incident
        changed[incident.id] = incident
        tell(incident, sequence: 1, channels, now)
        guard !channels.isEmpty else { return }
        told[incident.id] = channels
        set(
            LedgerTimer(
                key: Self.toldPrefix + incident.id, due: .distantFuture, payload: channels.joined(separator: "\n")))
    }

    private static func id(
        _ key: Key, _ cause: VisitID, _ opened: Timestamp, after earlier: Set<String>
    ) -> String {
        let name = [
            key.rule, key.subject.probe, key.subject.location ?? "", cause.rawValue, String(opened.microseconds),
        ].joined(separator: "\n")
        // Not always their count: the first of them may be so old that the ledger has let go of it.
        var number = earlier.count
        while true {
            let id = StableHash.hex(number == 0 ? name : "\(name)\n\(number)")
            if !earlier.contains(id) { return id }
            number += 1
        }
    }

    mutating func close(_ key: Key, at closed: Timestamp, says: String, now: Timestamp) {
        guard var incident = open.removeValue(forKey: key) else { return }
        incident.state = .recovered
        incident.closed = max(closed, incident.opened)
        incident.says = says
        changed[incident.id] = incident
        guard let channels = told.removeValue(forKey: incident.id) else { return }
        tell(incident, sequence: 2, channels, now)
        clear(Self.toldPrefix + incident.id)
    }

    mutating func set(_ timer: LedgerTimer) {
        set.removeAll { $0.key == timer.key }
        set.append(timer)
    }

    mutating func clear(_ key: String) {
        set.removeAll { $0.key == key }
        clear.append(key)
    }

    private mutating func tell(_ incident: Incident, sequence: Int, _ channels: [String], _ now: Timestamp) {
        for channel in channels {
            notifications.append(
                Notification(
                    id: StableHash.hex("\(incident.id)\n\(sequence)\n\(channel)"), incident: incident, channel: channel,
                    sequence: sequence, created: now, nextAttempt: now))
        }
    }
}
