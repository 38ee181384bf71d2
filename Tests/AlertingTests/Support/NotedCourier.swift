import Journey
import Synchronization

/// A courier of ours that keeps what it is handed, and answers as it is told to.
final class NotedCourier: Courier {
    private struct State {
        var handed: [Journey.Notification] = []
        var underWay = 0
        var most = 0
    }

    private let state = Mutex(State())
    private let answer: @Sendable (_ notification: Journey.Notification, _ count: Int) async throws -> Void

    /// - Parameter answer: is told how many it has been handed, this one included.
    init(_ answer: @escaping @Sendable (Journey.Notification, Int) async throws -> Void = { _, _ in }) {
        self.answer = answer
    }

    var handed: [Journey.Notification] { state.withLock { $0.handed } }
    var mostAtOnce: Int { state.withLock { $0.most } }
    var says: [String] { handed.map { "\($0.incident.subject.location ?? "-") \($0.incident.state.rawValue)" } }

    func deliver(_ notification: Journey.Notification) async throws {
        let count = state.withLock { state in
            state.handed.append(notification)
            state.underWay += 1
            state.most = max(state.most, state.underWay)
            return state.handed.count
        }
        defer { state.withLock { $0.underWay -= 1 } }
        try await answer(notification, count)
    }
}
