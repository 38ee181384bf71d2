import CTLS
import NIOCore

/// One connection's TLS, fed and drained by its owner. Not Sendable: it belongs to its channel's thread.
struct TLSSession: ~Copyable {
    private let pointer: OpaquePointer

    /// Takes ownership; freed with this value.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { ctls_session_free(pointer) }

    /// - Returns: false when memory ran out.
    func receive(_ bytes: ByteBufferView) -> Bool {
        bytes.withUnsafeBytes { ctls_session_receive(pointer, $0.baseAddress, Int32($0.count)) } == 0
    }

    /// Appends plain text while there is any; false when the session is over.
    func read(into buffer: inout ByteBuffer) -> Bool {
        var last: Int32 = 0
        repeat {
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 16_384) { room in
                // Safe: the shim writes at most `room.count` bytes and says how many.
                last = ctls_session_read(pointer, room.baseAddress, Int32(room.count))
                return max(0, Int(last))
            }
        } while last > 0
        return last == 0
    }

    func write(_ bytes: ByteBufferView) -> Bool {
        bytes.withUnsafeBytes { ctls_session_write(pointer, $0.baseAddress, Int32($0.count)) } == 0
    }

    func close() { ctls_session_close(pointer) }

    /// Appends what must go to the network.
    func send(into buffer: inout ByteBuffer) {
        var last: Int32 = 0
        repeat {
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 16_384) { room in
                // Safe: as in `read`.
                last = ctls_session_send(pointer, room.baseAddress, Int32(room.count))
                return Int(last)
            }
        } while last > 0
    }
}

/// Puts TLS between the socket and the handlers behind it.
final class TLSHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let session: TLSSession

    init(_ session: consuming TLSSession) { self.session = session }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard session.receive(unwrapInboundIn(data).readableBytesView) else { return context.close(promise: nil) }
        var plain = context.channel.allocator.buffer(capacity: 16_384)
        let goesOn = session.read(into: &plain)
        sendPending(context, promise: nil)
        context.flush()
        if plain.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(plain)) }
        if !goesOn { context.close(promise: nil) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard session.write(unwrapOutboundIn(data).readableBytesView) else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return context.close(promise: nil)
        }
        sendPending(context, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        session.close()
        sendPending(context, promise: nil)
        context.flush()
        context.close(mode: mode, promise: promise)
    }

    private func sendPending(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        var bytes = context.channel.allocator.buffer(capacity: 0)
        session.send(into: &bytes)
        context.write(wrapOutboundOut(bytes), promise: promise)
    }
}
