internal import Glibc
internal import NIOCore
internal import Synchronization

/// Ends connections that keep a place from others: of somebody who does not read what is answered, or has too many; and all of them
/// soon after the daemon has been told to stop.
///
/// Belongs to one connection, and to its event loop.
final class ConnectionKeeper: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias InboundOut = NIOAny
    typealias OutboundIn = NIOAny
    typealias OutboundOut = NIOAny

    struct Limits: Sendable {
        /// How long nothing of an answer need be taken before the connection ends.
        var writing = TimeAmount.seconds(20)
        /// How long answers under way may take once the daemon stops.
        var stopping = TimeAmount.seconds(3)
        /// Connections of one user, who is neither root nor the daemon's own.
        var ofOneUser = 32
    }

    private let limits: Limits
    private let guests: Guests?
    private var guest: uid_t?
    private var isGone = false
    /// Pieces of answers that have not left, and those that have.
    private var (waiting, gone) = (0, 0)
    private var isWatching = false

    /// - Parameter guests: of a Unix socket; over TCP nobody knows whose a connection is.
    init(_ limits: Limits, guests: Guests?) {
        self.limits = limits
        self.guests = guests
    }

    func handlerAdded(context: ChannelHandlerContext) {
        guard let guests, let options = context.channel as? any SocketOptionProvider else { return }
        let channel = context.channel
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        Peer.user(options).whenSuccess { user in
            let keeper = bound.value
            guard !keeper.isGone else { return }
            guard guests.enter(user, atMost: keeper.limits.ofOneUser) else { return channel.close(promise: nil) }
            keeper.guest = user
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        waiting += 1
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        promise.futureResult.whenComplete { _ in
            bound.value.waiting -= 1
            bound.value.gone += 1
        }
        context.write(data, promise: promise)
        if !isWatching { watch(context.channel) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            let channel = context.channel
            context.eventLoop.scheduleTask(in: limits.stopping) { channel.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// From time to time, while something has not left, looks whether anything has.
    private func watch(_ channel: any Channel) {
        isWatching = true
        let before = gone
        let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
        channel.eventLoop.scheduleTask(in: limits.writing) {
            let keeper = bound.value
            keeper.isWatching = false
            guard keeper.waiting > 0, !keeper.isGone else { return }
            if keeper.gone == before { channel.close(promise: nil) } else { keeper.watch(channel) }
        }
    }

    private func leave() {
        isGone = true
        if let guest = guest.take() { guests?.leave(guest) }
    }
}

/// How many connections each user has.
final class Guests: Sendable {
    private let counts = Mutex<[uid_t: Int]>([:])
    private let ownUser: uid_t

    init(ownUser: uid_t) { self.ownUser = ownUser }

    /// Whether there was room for one more.
    func enter(_ user: uid_t, atMost most: Int) -> Bool {
        counts.withLock { counts in
            let isLimited = user != 0 && user != ownUser
            guard !isLimited || counts[user, default: 0] < most else { return false }
            counts[user, default: 0] += 1
            return true
        }
    }

    func leave(_ user: uid_t) {
        counts.withLock { counts in
            counts[user, default: 1] -= 1
            if counts[user] == 0 { counts[user] = nil }
        }
    }
}
