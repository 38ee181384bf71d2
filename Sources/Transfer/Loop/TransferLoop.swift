internal import Journey
internal import Synchronization
internal import Threads

/// How a loop is doing, kept by its thread and read by any other.
final class LoopGauge: Sendable {
    private let longest = Atomic<Int64>(0)
    private let flying = Atomic(0)

    func note(held: Int64, inFlight: Int) {
        flying.store(inFlight, ordering: .relaxed)
        if held > longest.load(ordering: .relaxed) { longest.store(held, ordering: .relaxed) }
    }

    var inFlight: Int { flying.load(ordering: .relaxed) }

    /// The longest that the loop was held since the last call.
    func takeLongestHold() -> Duration {
        .nanoseconds(longest.exchange(0, ordering: .relaxed))
    }
}

/// One thread with an event loop of libcurl's. Safe to use from any task.
final class TransferLoop: Sendable {
    let gauge = LoopGauge()
    private let mailbox: Mailbox
    private let thread: Mutex<PlatformThread?>

    /// Nil when the machine has no thread, descriptor or memory to give.
    init?(number: Int, timepiece: any Timepiece, inFlightLimit: Int) {
        guard let mailbox = Mailbox() else { return nil }
        let started = PlatformThread(named: "transfer-\(number)", detached: false) { [gauge] in
            let driver = LoopDriver(
                mailbox: mailbox, timepiece: timepiece, inFlightLimit: inFlightLimit, gauge: gauge)
            if let driver { driver.run() } else { mailbox.close() }
        }
        guard let started else { return nil }
        self.mailbox = mailbox
        thread = Mutex(started)
    }

    deinit { mailbox.post { $0?.stop() } }

    /// Makes one hop. Ends promptly, as cancelled, when the task is cancelled.
    func run(_ order: HopOrder, _ ticket: Ticket = Ticket()) async -> HopOutcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.post { driver in
                    if let driver { return driver.start(order, ticket, continuation) }
                    order.sink?.end()
                    continuation.resume(returning: .notRun(.shutDown))
                }
            }
        } onCancel: {
            // Marked first: if the hop has not begun, it will see the mark.
            ticket.isCancelled.store(true, ordering: .releasing)
            mailbox.post { $0?.cancel(ticket) }
        }
    }

    func resume(_ ticket: Ticket) {
        mailbox.post { $0?.resume(ticket) }
    }

    func open(session: UInt64, cookies: [String]) {
        // Nothing happens in a session before something is asked of it.
        mailbox.post(.later) { $0?.open(session: session, cookies: cookies) }
    }

    /// - Parameter atOnce: it has exchanges to end; else its connections may stay open for another second.
    func close(session: UInt64, atOnce: Bool) {
        mailbox.post(atOnce ? .now : .soon) { $0?.close(session: session) }
    }

    func cookies(of session: UInt64) async -> [String] {
        await withCheckedContinuation { continuation in
            mailbox.post { continuation.resume(returning: $0?.cookies(of: session) ?? []) }
        }
    }

    /// Ends every hop, takes libcurl's handles apart and returns when the thread is gone. May be called twice.
    func stop() async {
        guard let thread = thread.withLock({ $0.take() }) else { return }
        mailbox.post { $0?.stop() }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            // Joining blocks, so it is done by a thread that may.
            let joiner = PlatformThread(named: "transfer-join", detached: true) {
                thread.join()
                continuation.resume()
            }
            if joiner == nil {
                thread.join()
                continuation.resume()
            }
        }
    }
}
