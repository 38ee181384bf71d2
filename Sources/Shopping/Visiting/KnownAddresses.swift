import Synchronization
import Transfer

/// Addresses as they were read: most visits ask for one that somebody has asked for before. For any thread.
final class KnownAddresses: Sendable {
    private let known = Mutex<[String: Destination]>([:])
    /// Beyond, all are forgotten: addresses with something new in each would fill memory.
    private static let most = 2000

    /// - Throws: `Destination.Problem` when the text is no such address.
    func read(_ text: String) throws(Destination.Problem) -> Destination {
        if let address = known.withLock({ $0[text] }) { return address }
        let address = try Destination(text)
        known.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[text] = address
        }
        return address
    }
}
