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
    private let timepiece: any Timepiece
    private let logger: Logger
    private let notified: @Sendable () -> Void
    private var couriers: [String: any Courier]

    /// What goes on, and what is over but has no row yet.
    public private(set) var incident: Incident?
    private var hasRow = false
    private var kind: LedgerError.Kind?
    private var told: Set<String> = []
    private var telling: [String: Task<Bool, Never>] = [:]
    private var nextTelling: Timestamp = .distantPast

    /// - Parameters:
    ///   - couriers: by the name of their channel; all are told: whoever can make room should hear of it.
    ///   - notified: called when there is something new in the outbox.
    public init(
        ledger: Ledger, couriers: [String: any Courier], timepiece: any Timepiece, logger: Logger,
        notified: @escaping @Sendable () -> Void
    ) {
        self.ledger = ledger
        self.couriers = couriers
        self.timepiece = timepiece
        self.logger = logger
        self.notified = notified
    }

    public func replace(_ couriers: [String: any Courier]) { self.couriers = couriers }

    /// Ends what an earlier process left open: this one has opened the ledger.
    public func takeUp() async throws {
        var filter = IncidentFilter()
        filter.rule = Self.rule
        filter.state = .open
        for incident in try await ledger.incidents(filter) { try await store(ended(incident)) }
    }

    /// To be called with every beat.
    /// - Parameter trouble: why the ledger does not store, or cannot be read in part; nothing while it is well.
    public func note(_ trouble: LedgerError?, since: Timestamp?) async {
        if let trouble {
            await begin(trouble, since: since ?? timepiece.now())
        } else if incident != nil {
            await end()
        }
    }

    private func begin(_ trouble: LedgerError, since: Timestamp) async {
        if incident?.state != .open {
            // One that has just ended and has no row yet goes on.
            let opened = incident?.opened ?? since
            incident = Incident(
                id: StableHash.hex("\(Self.rule)\n\(opened.microseconds)"), rule: Self.rule, subject: Self.subject,
                state: .open, opened: opened, cause: nil, says: "Undercover is in trouble: \(trouble.message).")
        }
        if kind != trouble.kind {
            kind = trouble.kind
            logger.critical(
                "the ledger is in trouble; visits go on and are kept in memory as far as they fit, and nothing unsafe is sent",
                metadata: ["error": "\(trouble)"])
        }
        guard let incident else { return }
        if !hasRow, told.isEmpty, telling.isEmpty {
            // A damaged ledger may still store.
            hasRow = (try? await store(incident)) != nil
        }
        if !hasRow { tell(incident) }
    }

    private func end() async {
        guard let open = incident else { return }
        let ended = ended(open)
        incident = ended
        for (channel, telling) in telling where await telling.value { told.insert(channel) }
        telling = [:]
        do {
            try await store(ended)
        } catch {
            return  // tried again at the next beat
        }
        logger.notice("the ledger stores again", metadata: ["after": "\((timepiece.now() - open.opened).forPeople)"])
        (incident, hasRow, kind, told, nextTelling) = (nil, false, nil, [], .distantPast)
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

    private func store(_ incident: Incident) async throws {
        let sequence = incident.state == .open ? 1 : 2
        let notifications = couriers.keys.sorted().map { notification(incident, $0, sequence) }
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

    /// Past the outbox, which is in the ledger. The channel knows by the key if it should have it twice.
    private func tell(_ incident: Incident) {
        let now = timepiece.now()
        guard now >= nextTelling else { return }
        nextTelling = now + Self.pause
        for (channel, courier) in couriers where !told.contains(channel) && telling[channel] == nil {
            let notification = notification(incident, channel, 1)
            telling[channel] = Task {
                do {
                    try await courier.deliver(notification)
                    self.heard(channel)
                    return true
                } catch {
                    self.failed(channel, error)
                    return false
                }
            }
        }
    }

    private func heard(_ channel: String) {
        told.insert(channel)
        telling[channel] = nil
    }

    private func failed(_ channel: String, _ error: any Error) {
        telling[channel] = nil
        logger.warning("channel `\(channel)` has not taken that the ledger is in trouble, it is asked again: \(error)")
    }
}
