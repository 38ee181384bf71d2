public import Journey
public import Ledger
public import Logging

/// The incident of the daemon's own failure to store, told while the ledger takes nothing, and stored once it does again.
///
/// An incident of another kind is in the ledger before anybody hears of it. This one cannot be: it is kept here, handed to the
/// channels directly, and gets its row, with its true beginning, when there is room for it.
public actor StorageWatch {
    /// No name of the configuration has a dot or a blank.
    public static let rule = "daemon.storage"
    public static let subject = Subject(probe: "the daemon")

    private static let cursor = "storage"
    /// A channel that has not taken it is asked again after this.
    private static let pause = Duration.seconds(30)

    private let ledger: Ledger
    private let memory: (any StorageMemory)?
    private let timepiece: any Timepiece
    private let logger: Logger
    private let notified: @Sendable () -> Void
    private var couriers: [String: any Courier]

    /// What goes on, and what is over but has no row yet.
    public private(set) var incident: Incident?
    private var hasRow = false
    private var kind: LedgerError.Kind?
    private var told: Set<String> = []
    /// On the monotonic clock.
    private var nextTelling: Duration?
    /// By channel, the incident that is on its way to it past the outbox. A command may take an hour: nobody waits for it.
    private var underWay: [String: String] = [:]
    /// What is over, and the channels that had it on its way then: they are told that it is over after what they are being told now.
    private var owed: [StorageNote] = []

    private var kept: [StorageNote] = []
    private var isKeeping = false
    private var couldKeep = true

    /// - Parameters:
    ///   - couriers: by the name of their channel; all are told: whoever can make room should hear of it.
    ///   - memory: by which the next process knows who was told past the outbox.
    ///   - notified: called when there is something new in the outbox.
    public init(
        ledger: Ledger, couriers: [String: any Courier], memory: (any StorageMemory)?, timepiece: any Timepiece,
        logger: Logger, notified: @escaping @Sendable () -> Void
    ) {
        self.ledger = ledger
        self.couriers = couriers
        self.memory = memory
        self.timepiece = timepiece
        self.logger = logger
        self.notified = notified
    }

    public func replace(_ couriers: [String: any Courier]) { self.couriers = couriers }

    /// Ends what an earlier process left open in the ledger, which this one has opened, and takes up what that one told past it:
    /// the next beat knows whether it is over.
    public func takeUp() async throws {
        var filter = IncidentFilter()
        filter.rule = Self.rule
        filter.state = .open
        for incident in try await ledger.incidents(filter) { try await store(ended(incident), to: couriers.keys) }
        kept = await memory?.recall() ?? []
        filter.state = .recovered
        for note in kept where Self.isOurs(note.incident) {
            filter.since = note.incident.opened
            filter.limit = .max
            if let row = try await ledger.incidents(filter).first(where: { $0.id == note.incident.id }) {
                // It ended before what was kept did: who has heard so knows by the key.
                let channels = note.incident.state == .open ? Array(couriers.keys) : []
                owed.append(StorageNote(incident: row, channels: channels + note.channels))
            } else if note.incident.state == .recovered {
                owed.append(note)
            } else if incident == nil {
                incident = note.incident
                told = Set(note.channels)
            }
        }
    }

    /// To be called with every beat, and by one at a time. Waits for no channel.
    /// - Parameter trouble: why the ledger does not store, or cannot be read in part; nothing while it is well.
    public func note(_ trouble: LedgerError?, since: Timestamp?) async {
        if let trouble {
            await begin(trouble, since: since ?? timepiece.now())
        } else if incident != nil {
            await end()
        }
        await settle()
        await remember()
    }

    private static func id(_ opened: Timestamp) -> String { StableHash.hex("\(rule)\n\(opened.microseconds)") }

    private static func isOurs(_ incident: Incident) -> Bool {
        incident.rule == rule && incident.subject == subject && incident.id == id(incident.opened)
    }

    private func begin(_ trouble: LedgerError, since: Timestamp) async {
        if incident?.state != .open {
            // One that has just ended and has no row yet goes on.
            let opened = incident?.opened ?? since
            incident = Incident(
                id: Self.id(opened), rule: Self.rule, subject: Self.subject, state: .open, opened: opened, cause: nil,
                says: "Undercover is in trouble: \(trouble.message).")
        }
        if kind != trouble.kind {
            kind = trouble.kind
            logger.critical(
                "the ledger is in trouble; visits go on and are kept in memory as far as they fit, and nothing unsafe is sent",
                metadata: ["error": "\(trouble)"])
        }
        guard let incident else { return }
        if !hasRow, told.isEmpty, !underWay.values.contains(incident.id) {
            let channels = couriers.keys
            // A damaged ledger may still store.
            hasRow = (try? await store(incident, to: channels)) != nil
            if hasRow { told = Set(channels) }
        }
        if !hasRow { tell(incident) }
    }

    private func end() async {
        guard let open = incident else { return }
        let ended = ended(open)
        incident = ended
        let busy = underWay.filter { $0.value == ended.id }.keys
        do {
            try await store(ended, to: told.union(couriers.keys).subtracting(busy))
        } catch {
            return  // tried again at the next beat
        }
        if !busy.isEmpty { owed.append(StorageNote(incident: ended, channels: busy.sorted())) }
        logger.notice("the ledger stores again", metadata: ["after": "\((timepiece.now() - open.opened).forPeople)"])
        (incident, hasRow, kind, told, nextTelling) = (nil, false, nil, [], nil)
    }

    /// Tells what is owed to those who are free to hear it.
    private func settle() async {
        for (index, note) in owed.enumerated() {
            let free = note.channels.filter { underWay[$0] != note.incident.id }
            guard !free.isEmpty, (try? await store(note.incident, to: free)) != nil else { continue }
            owed[index].channels.removeAll(where: free.contains)
        }
        owed.removeAll(where: \.channels.isEmpty)
    }

    private func ended(_ incident: Incident) -> Incident {
        guard incident.state == .open else { return incident }
        var ended = incident
        ended.state = .recovered
        ended.closed = max(timepiece.now(), incident.opened)
        ended.says =
            "The ledger stores again, after \((timepiece.now() - incident.opened).forPeople). Before: \(incident.says)"
        return ended
    }

    private func store(_ incident: Incident, to channels: some Collection<String>) async throws {
        let sequence = incident.state == .open ? 1 : 2
        let notifications = Set(channels).sorted().map { notification(incident, $0, sequence) }
        try await ledger.advance(
            cursor: Self.cursor, to: nil, incidents: [incident], notifications: notifications)
        if !notifications.isEmpty { notified() }
    }

    private func notification(_ incident: Incident, _ channel: String, _ sequence: Int) -> Notification {
        let now = timepiece.now()
        return Notification(
            id: StableHash.hex("\(incident.id)\n\(sequence)\n\(channel)"), incident: incident, channel: channel,
            sequence: sequence, created: now, nextAttempt: now)
    }

    // MARK: - Past the outbox

    /// Past the outbox, which is in the ledger. The channel knows by the key if it should have it twice.
    private func tell(_ incident: Incident) {
        let now = timepiece.monotonic()
        if let nextTelling, now < nextTelling { return }
        nextTelling = now + Self.pause
        for (channel, courier) in couriers where !told.contains(channel) && underWay[channel] == nil {
            let notification = notification(incident, channel, 1)
            underWay[channel] = incident.id
            Task {
                do {
                    try await courier.deliver(notification)
                    await self.heard(channel, incident.id)
                } catch {
                    self.failed(channel, error)
                }
            }
        }
    }

    private func heard(_ channel: String, _ id: String) async {
        underWay[channel] = nil
        if incident?.id == id { told.insert(channel) }
        await remember()
    }

    private func failed(_ channel: String, _ error: any Error) {
        underWay[channel] = nil
        logger.warning("channel `\(channel)` has not taken that the ledger is in trouble, it is asked again: \(error)")
    }

    /// Keeps what the next process must know, if it is other than what is kept. The last state is the one that stays: only one
    /// keeps at a time, and goes on until nothing has changed.
    private func remember() async {
        guard let memory, !isKeeping else { return }
        isKeeping = true
        defer { isKeeping = false }
        while case let notes = notes, notes != kept {
            do {
                try await memory.keep(notes)
                kept = notes
                couldKeep = true
            } catch {
                if couldKeep { logger.warning("a restart would forget that channels were told: \(error)") }
                couldKeep = false
                return  // tried again at the next beat
            }
        }
    }

    private var notes: [StorageNote] {
        guard let incident, !hasRow else { return owed }
        return owed + [StorageNote(incident: incident, channels: told.sorted())]
    }
}
