// Where pthread_attr_t is found, beside Foundation.
internal import CDispatch
internal import Foundation
internal import Glibc

/// A thread of the operating system, for work that blocks: Swift's own pool has one a core and must never be held.
public struct PlatformThread: Sendable {
    private let handle: pthread_t

    /// Starts a thread with all signals blocked: they are for the process's other threads, and a connection that was
    /// closed at the other end is an error here and never a SIGPIPE.
    ///
    /// - Parameters:
    ///   - detached: nobody will join it.
    ///   - stack: in bytes.
    /// - Returns: nil when the machine has no thread to give.
    @discardableResult
    public init?(named name: String, detached: Bool, stack: Int = 512 * 1024, body: @escaping @Sendable () -> Void) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stack)
        if detached { pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED)) }
        // The thread takes the box over and frees it; if there is no thread, we do.
        let box = Unmanaged.passRetained(Box(name: name, body: body))
        var handle = pthread_t()
        let code = pthread_create(
            &handle, &attributes,
            { pointer in
                guard let pointer else { return nil }
                let box = Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue()
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_BLOCK, &all, nil)
                Thread.current.name = box.name
                box.body()
                return nil
            }, box.toOpaque())
        guard code == 0 else {
            box.release()
            return nil
        }
        self.handle = handle
    }

    /// Returns when the thread is gone. Once, and never for a detached one.
    public func join() {
        pthread_join(handle, nil)
    }

    private final class Box: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            // The kernel takes 15 bytes.
            self.name = String(name.prefix(15))
            self.body = body
        }
    }
}
