import Journey

/// For trying the watchdog: the scheduler that sleeps by it does not wake again once the time has come, whoever pokes it.
struct StuckTimepiece: Timepiece {
    private let base: any Timepiece
    private let stuckFrom: Duration

    init(_ base: any Timepiece, after length: Duration) {
        self.base = base
        stuckFrom = base.monotonic() + length
    }

    func now() -> Timestamp { base.now() }
    func monotonic() -> Duration { base.monotonic() }

    func sleep(until deadline: Duration) async throws {
        // Nobody keeps the continuation: what waits for it waits until the process is killed.
        if base.monotonic() >= stuckFrom { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
        try await base.sleep(until: deadline)
    }
}
