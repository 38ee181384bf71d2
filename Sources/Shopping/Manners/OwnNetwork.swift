import Journey
import Transfer

/// Own faults first: when an exchange fails below HTTP, the reference endpoints tell whose fault it is.
///
/// One check serves everybody for a second. While no reference answers, a blind span is open.
actor OwnNetwork {
    private let transfer: Transfer
    private let timepiece: any Timepiece
    private let record: @Sendable (BlindSpan) async throws -> Void
    private var references: [String]
    private var last: (at: Duration, isWell: Bool)?
    private var underWay: Task<Bool, Never>?
    private var blindSince: Timestamp?
    /// Openings and closings that could not be recorded yet, in their order.
    private var unrecorded: [BlindSpan] = []
    private var isRecording = false

    /// - Parameter record: told when a blind span opens (`until` absent) and when it closes; again later when it throws.
    init(
        references: [String], transfer: Transfer, timepiece: any Timepiece,
        record: @escaping @Sendable (BlindSpan) async throws -> Void
    ) {
        self.references = references
        self.transfer = transfer
        self.timepiece = timepiece
        self.record = record
    }

    func replace(references: [String]) async {
        self.references = references
        last = nil
        // Without any, nobody can say any more that we are blind.
        if references.isEmpty { await note(true) }
    }

    /// True when a reference answers anything at all, and when none is configured: then nothing can excuse us.
    func isWell() async -> Bool {
        if references.isEmpty { return true }
        if let last, timepiece.monotonic() - last.at < .seconds(1) { return last.isWell }
        if let underWay { return await underWay.value }
        let asked = references
        let check = Task { await self.ask() }
        underWay = check
        let isWell = await check.value
        underWay = nil
        // What others said, before a reload named these.
        guard asked == references else { return await self.isWell() }
        last = (timepiece.monotonic(), isWell)
        await note(isWell)
        return isWell
    }

    var isChecking: Bool { underWay != nil }

    /// Looks again while blind, so that the span closes when the network is back.
    func lookAgainIfBlind() async {
        if blindSince != nil { _ = await isWell() }
        await recordAll()
    }

    private func ask() async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            for reference in references {
                group.addTask { [transfer] in
                    var request = ExchangeRequest(method: "HEAD", url: reference)
                    request.patience = .seconds(3)
                    request.follow = .none
                    if let origin = Origin(address: reference) { request.reach = Reach(origins: [origin]) }
                    let session = transfer.session()
                    let result = await session.perform(request)
                    session.close()
                    return result.last?.status != nil
                }
            }
            for await answered in group where answered {
                group.cancelAll()
                return true
            }
            return false
        }
    }

    private func note(_ isWell: Bool) async {
        switch (isWell, blindSince) {
        case (false, nil):
            let now = timepiece.now()
            blindSince = now
            unrecorded.append(BlindSpan(from: now, until: nil, reason: .network))
        case (true, let since?):
            blindSince = nil
            unrecorded.append(BlindSpan(from: since, until: timepiece.now(), reason: .network))
        default:
            return
        }
        // A ledger that stores nothing while the network comes and goes: the latest tell the most.
        if unrecorded.count > 1_000, !isRecording { unrecorded.removeFirst(2) }
        await recordAll()
    }

    private func recordAll() async {
        guard !isRecording else { return }
        isRecording = true
        defer { isRecording = false }
        while let first = unrecorded.first {
            do { try await record(first) } catch { return }
            unrecorded.removeFirst()
        }
    }
}
