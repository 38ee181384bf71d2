import Glibc
import NIOCore
import NIOPosix

/// The bare connection, for scripts that write bytes as they please.
struct Wire: Sendable {
    let channel: any Channel
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Suspends while the peer does not read.
    func send(_ text: String) async throws {
        try await outbound.write(channel.allocator.buffer(string: text))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await outbound.write(channel.allocator.buffer(bytes: bytes))
    }

    func send(_ buffer: ByteBuffer) async throws { try await outbound.write(buffer) }

    /// Says nothing for a while.
    ///
    /// - Throws: `CancellationError` when the peer goes away meanwhile.
    func hold(_ time: Duration) async throws { try await pause(time, on: channel.eventLoop) }

    /// Says nothing until the peer goes away.
    func holdForEver() async throws { try await channel.closeFuture.get() }

    /// Ends the connection with a TCP reset instead of a farewell.
    func reset() async throws {
        if let provider = channel as? any SocketOptionProvider {
            try await provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try await channel.close()
    }
}

/// Waits on the loop's own timer.
///
/// - Throws: `CancellationError` when the task is cancelled meanwhile.
func pause(_ time: Duration, on loop: any EventLoop) async throws {
    let promise = loop.makePromise(of: Void.self)
    let timer = loop.scheduleTask(in: TimeAmount(time)) { promise.succeed() }
    try await withTaskCancellationHandler {
        try await promise.futureResult.get()
    } onCancel: {
        timer.cancel()
        promise.fail(CancellationError())
    }
}
