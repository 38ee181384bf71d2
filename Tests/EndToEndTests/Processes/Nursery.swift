import Dispatch
import Foundation
import Synchronization

/// One thread that lasts as long as the tests do, and starts all their processes.
///
/// The kernel ends a process with the thread that started it (PR_SET_PDEATHSIG); those of Swift's pool come and go.
final class Nursery: Sendable {
    static let shared = Nursery()

    private let orders = Mutex<[@Sendable () -> Void]>([])
    private let rung = DispatchSemaphore(value: 0)

    private init() {
        Thread.detachNewThread { [self] in
            while true {
                rung.wait()
                let order = orders.withLock { $0.removeFirst() }
                order()
            }
        }
    }

    func start<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            orders.withLock { $0.append { continuation.resume(with: Result { try body() }) } }
            rung.signal()
        }
    }
}
