public import Journey
public import Ledger
public import Logging
public import ServiceLifecycle
internal import Synchronization

/// Delivers what is in the ledger's outbox: at least once, in order for each incident and channel, and again and again until a
/// channel has taken it.
///
/// What a courier calls permanent is given up: logged, and kept to be seen, until the configuration is read again. Channels do
/// not wait for each other.
public actor Outbox: Service {
    public struct Options: Sendable {
        /// Deliveries going on at a time over one channel.
        public var atOncePerChannel = 2
        /// How often it looks although nobody has poked it.
        public var tick: Duration = .seconds(30)
        /// How long deliveries under way may go on once the daemon is to stop.
        public var grace: Duration = .seconds(5)

        public init() {}
    }

    private let ledger: Ledger
    private let timepiece: any Timepiece
    private let logger: Logger
    private let backoff: Backoff
    private let options: Options
    private nonisolated let bell = Bell()
    private nonisolated let stopping = Atomic<Bool>(false)
    private var couriers: [String: any Courier]

    /// Channels of the deliveries under way, by notification.
    private var underWay: [String: String] = [:]
    /// Outcomes that the ledger could not store: not delivered again by this process, whatever the ledger says.
    private var unstored: [String: Outcome] = [:]
    private var shallRevive = true
    private var trouble: String?

    private enum Outcome {
        case taken
        case failed(String, nextAttempt: Timestamp?)
    }

    /// - Parameter couriers: by the name of their channel.
    public init(
        ledger: Ledger, couriers: [String: any Courier], timepiece: any Timepiece, seed: UInt64, logger: Logger,
        options: Options = Options()
    ) {
        self.ledger = ledger
        self.couriers = couriers
        self.timepiece = timepiece
        self.logger = logger
        self.options = options
        backoff = Backoff(seed: seed)
    }

    /// To be called when there is something new in the outbox. May be called from anywhere.
    public nonisolated func poke() { bell.ring() }

    /// Goes on with other channels, and tries once more what had been given up.
    public func replace(_ couriers: [String: any Courier]) {
        self.couriers = couriers
        shallRevive = true
        bell.ring()
    }

    public func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !stopping.load(ordering: .relaxed), !Task.isCancelled {
                    let (due, pause) = await tryRound()
                    for notification in due { group.addTask { await self.deliver(notification) } }
                    await bell.wait(until: timepiece.monotonic() + pause, timepiece)
                }
                let deadline = timepiece.monotonic() + options.grace
                while !underWay.isEmpty, timepiece.monotonic() < deadline, !Task.isCancelled {
                    await bell.wait(until: deadline, timepiece)
                }
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.stopping.store(true, ordering: .relaxed)
            self.bell.ring()
        }
    }

    // MARK: - What is due

    private func tryRound() async -> (due: [Notification], pause: Duration) {
        do {
            await storeUnstored()
            if shallRevive { try await revive() }
            let (due, more) = try await takeDue()
            let next = try await ledger.nextNotification()
            if trouble != nil { logger.notice("notifications are delivered again") }
            trouble = nil
            if more { return (due, .zero) }
            guard let next else { return (due, options.tick) }
            // What is due and was not taken waits for a delivery to end, which rings the bell; but it hides when others are due.
            let pause = next - timepiece.now()
            return (due, min(pause > .zero ? pause : .seconds(1), options.tick))
        } catch {
            if trouble != "\(error)" { logger.error("notifications cannot be delivered: \(error)") }
            trouble = "\(error)"
            return ([], options.tick)
        }
    }

    /// Notifications to deliver now, as far as their channels have room; `more` when there may be others.
    private func takeDue() async throws -> (taken: [Notification], more: Bool) {
        let now = timepiece.now()
        var limit = 256
        while true {
            // Taken before the ledger is asked: one that ends meanwhile is in its answer, and must not be delivered again.
            let busy = Set(underWay.keys)
            let due = try await ledger.dueNotifications(now, longestPause: Backoff.longest, limit: limit)
            let (outdated, current) = try await divide(due, busy)
            for notification in outdated { try await ledger.delivered(notification.id) }
            // The next of those incidents has become the first.
            if !outdated.isEmpty { continue }
            var room = Dictionary(grouping: underWay.values, by: { $0 }).mapValues {
                options.atOncePerChannel - $0.count
            }
            var taken: [Notification] = []
            for notification in current where !busy.contains(notification.id) && unstored[notification.id] == nil {
                let left = room[notification.channel] ?? options.atOncePerChannel
                guard left > 0 else { continue }
                room[notification.channel] = left - 1
                taken.append(notification)
            }
            // A channel that is full may have filled the page, and the next one's would never be seen.
            if taken.isEmpty, due.count == limit {
                limit *= 4
                continue
            }
            for notification in taken { underWay[notification.id] = notification.channel }
            return (taken, due.count == limit)
        }
    }

    /// A breach that was not told before its incident had recovered needs not be told any more: the notification of the recovery,
    /// which comes next, tells both.
    private func divide(
        _ due: [Notification], _ busy: Set<String>
    ) async throws -> (outdated: [Notification], current: [Notification]) {
        let breaches = due.filter { $0.incident.state == .open && !busy.contains($0.id) }
        guard !breaches.isEmpty else { return ([], due) }
        let open = Set(try await ledger.openIncidents().map(\.id))
        guard breaches.contains(where: { !open.contains($0.incident.id) }) else { return ([], due) }
        let pending = try await ledger.undelivered(limit: .max).filter { $0.nextAttempt != .distantFuture }
        let newest = Dictionary(pending.map { (Line($0), $0.sequence) }, uniquingKeysWith: max)
        let outdated = Set(breaches.filter { (newest[Line($0)] ?? 0) > $0.sequence }.map(\.id))
        return (due.filter { outdated.contains($0.id) }, due.filter { !outdated.contains($0.id) })
    }

    private struct Line: Hashable {
        var incident: String
        var channel: String

        init(_ notification: Notification) {
            incident = notification.incident.id
            channel = notification.channel
        }
    }

    /// Gives what had been given up another chance, unless it is out of date by now.
    private func revive() async throws {
        let now = timepiece.now()
        let givenUp = try await ledger.undelivered(limit: .max).filter {
            $0.nextAttempt == .distantFuture && couriers[$0.channel] != nil
        }
        if !givenUp.isEmpty {
            let open = Set(try await ledger.openIncidents().map(\.id))
            for notification in givenUp
            where notification.incident.state != .open || open.contains(notification.incident.id) {
                try await ledger.failed(notification.id, error: notification.lastError ?? "", nextAttempt: now)
            }
        }
        shallRevive = false
    }

    // MARK: - Delivering

    private func deliver(_ notification: Notification) async {
        if let outcome = await outcome(of: notification) {
            unstored[notification.id] = outcome
            await store(notification.id, outcome)
        }
        underWay[notification.id] = nil
        bell.ring()
    }

    /// Nothing when the daemon stops before it is known.
    private func outcome(of notification: Notification) async -> Outcome? {
        let channel = notification.channel
        guard let courier = couriers[channel] else {
            let sentence = "there is no channel `\(channel)` in the configuration any more"
            logger.error("notification \(notification.id) is given up: \(sentence)")
            return .failed(sentence, nextAttempt: nil)
        }
        do {
            try await courier.deliver(notification)
            return .taken
        } catch let error as DeliveryError where error.permanent {
            logger.error("channel `\(channel)`: notification \(notification.id) is given up: \(error)")
            return .failed(error.description, nextAttempt: nil)
        } catch {
            if Task.isCancelled { return nil }
            let pause = backoff.pause(after: notification.attempts + 1, of: notification.id)
            logger.warning(
                "channel `\(channel)`: notification \(notification.id) was not taken, tried again in \(pause.forPeople): \(error)"
            )
            return .failed("\(error)", nextAttempt: timepiece.now() + pause)
        }
    }

    private func storeUnstored() async {
        for (id, outcome) in unstored where underWay[id] == nil { await store(id, outcome) }
    }

    private func store(_ id: String, _ outcome: Outcome) async {
        do {
            switch outcome {
            case .taken: try await ledger.delivered(id)
            case .failed(let sentence, let next): try await ledger.failed(id, error: sentence, nextAttempt: next)
            }
            unstored[id] = nil
        } catch {
            logger.error("what became of notification \(id) cannot be stored, which is tried again: \(error)")
        }
    }
}
