internal import CCurl
internal import Glibc
internal import Journey
internal import Synchronization

/// The heart of a loop: one multi handle, one epoll set, and all that lives between them. It is made, used and taken
/// apart on the loop's own thread, and does nothing but libcurl's work: a job of 20 ms here moves libcurl's own p95
/// by as much.
final class LoopDriver {
    /// What a visit shares, made when it is first needed.
    private struct LoopSession {
        /// Cookies to begin with, until a share takes them.
        var cookies: [String]
        /// For origins that are written in the file.
        var written: Share?
        /// For all others: no cookies, and no connection that the address policy has not seen.
        var stranger: Share?
    }

    private struct Start {
        let order: HopOrder
        let ticket: Ticket
        let continuation: CheckedContinuation<HopOutcome, Never>
    }

    /// Handles kept for the next hop.
    private static let spareLimit = 64
    /// Connections that a visit keeps open.
    private static let connectionsPerVisit = 32
    private static let eventsPerTurn = 128

    private let multi: OpaquePointer
    private let epoll: Int32
    private let mailbox: Mailbox
    private let timepiece: any Timepiece
    private let inFlightLimit: Int
    private let gauge: LoopGauge

    private var running: [ObjectIdentifier: RunningHop] = [:]
    private var waiting: [Start] = []
    private var sessions: [UInt64: LoopSession] = [:]
    private var spare: [EasyHandle] = []
    private var timer: Int64?
    private var turn: UInt64 = 0
    private var turnBegan: Int64 = 0
    private var lag = Lag()
    private var stops = false

    /// Nil when there is no memory or no descriptor.
    init?(mailbox: Mailbox, timepiece: any Timepiece, inFlightLimit: Int, gauge: LoopGauge) {
        let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0, let multi = curl_multi_init() else {
            if epoll >= 0 { Glibc.close(epoll) }
            return nil
        }
        self.multi = multi
        self.epoll = epoll
        self.mailbox = mailbox
        self.timepiece = timepiece
        self.inFlightLimit = max(inFlightLimit, 1)
        self.gauge = gauge
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(fd: mailbox.wakeDescriptor))
        epoll_ctl(epoll, EPOLL_CTL_ADD, mailbox.wakeDescriptor, &event)
        // The driver outlives the multi handle: both end in `dismantle`.
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        ccurl_multi_setopt_socket(multi, socketChanged)
        ccurl_multi_setopt_pointer(multi, CURLMOPT_SOCKETDATA, pointer)
        ccurl_multi_setopt_timer(multi, timerChanged)
        ccurl_multi_setopt_pointer(multi, CURLMOPT_TIMERDATA, pointer)
        ccurl_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, Self.connectionsPerVisit)
    }

    /// Runs until `stop()`, then takes everything apart.
    func run() {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.eventsPerTurn) { events in
            while !stops { takeTurn(events) }
        }
        dismantle()
    }

    private func takeTurn(_ events: UnsafeMutableBufferPointer<epoll_event>) {
        let patience = timeout()
        // Asked twice, since how long the call takes does not tell sleep from having had to wait for the processor.
        var count = epoll_wait(epoll, events.baseAddress, Int32(events.count), 0)
        lag.begin(nothingWasReady: count == 0)
        if count == 0, patience != 0 {
            count = epoll_wait(epoll, events.baseAddress, Int32(events.count), patience)
        }
        turnBegan = MonotonicClock.now()
        // A timer that rings late was held up too, by whoever had the processor. epoll counts in milliseconds.
        var late = timer.map { turnBegan - $0 - 1_000_000 } ?? 0
        var still: Int32 = 0
        let ready = events.prefix(Int(max(count, 0)))
        let (work, waited) = mailbox.take(rung: ready.contains { $0.data.fd == mailbox.wakeDescriptor })
        late = max(late, waited)
        for piece in work { piece(self) }
        for event in ready where event.data.fd != mailbox.wakeDescriptor {
            var mask: Int32 = 0
            if event.events & EPOLLIN.rawValue != 0 { mask |= CURL_CSELECT_IN }
            if event.events & EPOLLOUT.rawValue != 0 { mask |= CURL_CSELECT_OUT }
            if event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { mask |= CURL_CSELECT_ERR }
            curl_multi_socket_action(multi, event.data.fd, mask, &still)
        }
        if let due = timer, due <= MonotonicClock.now() {
            timer = nil
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &still)
        }
        if late > 0 { lag.record(late, turn: turn) }
        reap()
        let held = MonotonicClock.now() - turnBegan
        lag.end(turn: turn, held: held, isFull: count == events.count)
        gauge.note(held: max(held, late), inFlight: running.count)
        turn += 1
    }

    /// What is to be done soon, and may be put off while something is in flight, is put off for so many milliseconds.
    private static let longestRest: Int32 = 1000

    /// Milliseconds until libcurl wants to be called, rounded up; -1 for ever.
    private func timeout() -> Int32 {
        if mailbox.rest(isIdle: running.isEmpty) { return 0 }
        guard let timer else { return running.isEmpty ? -1 : Self.longestRest }
        let left = timer - MonotonicClock.now()
        let wait = left <= 0 ? 0 : Int32(clamping: (left + 999_999) / 1_000_000)
        return running.isEmpty ? wait : min(wait, Self.longestRest)
    }

    // MARK: What others ask for, on this thread

    func open(session: UInt64, cookies: [String]) {
        sessions[session] = LoopSession(cookies: cookies)
    }

    /// Its hops end as cancelled, its connections are closed.
    func close(session: UInt64) {
        for hop in running.values where hop.order.session == session { cancel(hop, .cancelled) }
        sessions[session] = nil
    }

    func cookies(of session: UInt64) -> [String] {
        guard let known = sessions[session] else { return [] }
        guard let share = known.written, let easy = takeHandle() else { return known.cookies }
        easy.set(share: share)
        let cookies = easy.cookies
        giveBack(easy)
        return cookies
    }

    func start(_ order: HopOrder, _ ticket: Ticket, _ continuation: CheckedContinuation<HopOutcome, Never>) {
        let start = Start(order: order, ticket: ticket, continuation: continuation)
        if running.count >= inFlightLimit { waiting.append(start) } else { begin(start) }
    }

    private func begin(_ start: Start) {
        if start.ticket.isCancelled.load(ordering: .acquiring) {
            drop(start, .cancelled)
            return
        }
        guard let easy = takeHandle(), let share = share(for: start.order, with: easy) else {
            var outcome = HopOutcome()
            outcome.code = CURLE_OUT_OF_MEMORY
            start.order.sink?.end()
            start.continuation.resume(returning: outcome)
            return
        }
        let hop = RunningHop(
            order: start.order, ticket: start.ticket, continuation: start.continuation, easy: easy,
            share: share, turn: turn)
        hop.configure()
        hop.outcome.handedAt = timepiece.now()
        if let refusal = easy.refusal {
            finish(hop, refusal)
            return
        }
        running[ObjectIdentifier(start.ticket)] = hop
        if curl_multi_add_handle(multi, easy.raw) != CURLM_OK {
            running[ObjectIdentifier(start.ticket)] = nil
            finish(hop, CURLE_OUT_OF_MEMORY)
        }
    }

    func cancel(_ ticket: Ticket) {
        if let hop = running[ObjectIdentifier(ticket)] {
            cancel(hop, .cancelled)
        } else if let index = waiting.firstIndex(where: { $0.ticket === ticket }) {
            drop(waiting.remove(at: index), .cancelled)
        }
    }

    /// Lets a hop go on whose sink was full.
    func resume(_ ticket: Ticket) {
        if let hop = running[ObjectIdentifier(ticket)] { curl_easy_pause(hop.easy.raw, CURLPAUSE_CONT) }
    }

    func stop() {
        stops = true
    }

    // MARK: Ends

    private func reap() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let hop = RunningHop.of(easy)
            else { continue }
            detach(hop, message.pointee.data.result)
        }
        while running.count < inFlightLimit, !waiting.isEmpty { begin(waiting.removeFirst()) }
    }

    private func cancel(_ hop: RunningHop, _ cut: HopOutcome.Cut) {
        hop.outcome.cut = cut
        detach(hop, CURLE_OK)
    }

    private func detach(_ hop: RunningHop, _ code: CURLcode) {
        hop.collect(code)
        curl_multi_remove_handle(multi, hop.easy.raw)
        running[ObjectIdentifier(hop.ticket)] = nil
        finish(hop, code)
    }

    private func finish(_ hop: RunningHop, _ code: CURLcode) {
        hop.outcome.code = code
        hop.outcome.lag = max(lag.longest(since: hop.beganInTurn), lag.arrears + MonotonicClock.now() - turnBegan)
        giveBack(hop.easy)
        hop.order.sink?.end()
        hop.continuation.resume(returning: hop.outcome)
    }

    private func drop(_ start: Start, _ cut: HopOutcome.Cut) {
        start.order.sink?.end()
        start.continuation.resume(returning: .notRun(cut))
    }

    // MARK: Handles and shares

    private func takeHandle() -> EasyHandle? {
        spare.popLast() ?? EasyHandle()
    }

    private func giveBack(_ easy: EasyHandle) {
        easy.reset()
        if spare.count < Self.spareLimit { spare.append(easy) }
    }

    private func share(for order: HopOrder, with easy: EasyHandle) -> Share? {
        // A session that was closed while this hop was on its way here gets nothing kept for it.
        guard var session = sessions[order.session] else { return Share(cookies: false) }
        defer { sessions[order.session] = session }
        if !order.isWritten {
            if session.stranger == nil { session.stranger = Share(cookies: false) }
            return session.stranger
        }
        if session.written == nil, let share = Share(cookies: true) {
            easy.set(share: share)
            for cookie in session.cookies { easy.set(CURLOPT_COOKIELIST, cookie) }
            session.cookies = []
            session.written = share
        }
        return session.written
    }

    /// In the order of curl_multi_cleanup(3): handles out of the multi handle, handles, shares, the multi handle; and
    /// on this thread, before OpenSSL's exit handler can run.
    private func dismantle() {
        for hop in running.values { cancel(hop, .shutDown) }
        for start in waiting { drop(start, .shutDown) }
        waiting = []
        mailbox.close()
        spare = []
        sessions = [:]
        curl_multi_cleanup(multi)
        Glibc.close(epoll)
        gauge.note(held: 0, inFlight: 0)
    }

    // MARK: Callbacks, on this thread, out of libcurl

    fileprivate func socket(_ descriptor: curl_socket_t, wants what: Int32, isKnown: Bool) {
        if what == CURL_POLL_REMOVE {
            // Fails if the socket is closed already, and then it has left the set by itself.
            epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
            return
        }
        var events: UInt32 = 0
        if what & CURL_POLL_IN != 0 { events |= EPOLLIN.rawValue }
        if what & CURL_POLL_OUT != 0 { events |= EPOLLOUT.rawValue }
        var event = epoll_event(events: events, data: epoll_data_t(fd: descriptor))
        if isKnown, epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) == 0 { return }
        if epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0, errno == EEXIST {
            epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event)
        }
        // Any pointer that is not null says, the next time, that the socket is in the set. It is never followed.
        curl_multi_assign(multi, descriptor, Unmanaged.passUnretained(self).toOpaque())
    }

    fileprivate func timer(in milliseconds: Int) {
        timer = milliseconds < 0 ? nil : MonotonicClock.now() + Int64(milliseconds) * 1_000_000
    }
}

// The pointer that libcurl hands back is the driver's, which lives longer than the multi handle.

private func socketChanged(
    _ easy: OpaquePointer?, _ descriptor: curl_socket_t, _ what: Int32, _ driver: UnsafeMutableRawPointer?,
    _ known: UnsafeMutableRawPointer?
) -> Int32 {
    guard let driver else { return 0 }
    if what & CURL_POLL_IN != 0, let easy { RunningHop.of(easy)?.reads() }
    Unmanaged<LoopDriver>.fromOpaque(driver).takeUnretainedValue()
        .socket(descriptor, wants: what, isKnown: known != nil)
    return 0
}

private func timerChanged(_ multi: OpaquePointer?, _ milliseconds: Int, _ driver: UnsafeMutableRawPointer?) -> Int32 {
    guard let driver else { return 0 }
    Unmanaged<LoopDriver>.fromOpaque(driver).takeUnretainedValue().timer(in: milliseconds)
    return 0
}
