internal import Glibc
internal import Journey
internal import Synchronization
internal import Threads

/// One run of a local program, in a process group of its own, with a time limit.
struct Program: Sendable {
    /// The program and its arguments; none with a NUL byte.
    var arguments: [String]
    var input: [UInt8]
    var timeLimit: Duration
    /// Bytes of output that are kept, the last ones; the rest is read and thrown away.
    var outputLimit = 4096

    struct Ending: Sendable, Hashable {
        enum How: Sendable, Hashable {
            case exited(Int)
            case signalled(Int)
            case tookTooLong
            case cancelled
        }

        var how: How
        /// Standard output and error, as they came.
        var output: [UInt8]
    }

    /// It could not be started.
    struct Failure: Error, Sendable, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    /// A program that is killed has this long to tidy up first.
    private static let politeness: Duration = .seconds(1)

    /// Runs it and returns when it has ended and all of its group is gone. When the task is cancelled it is killed.
    func run() async throws(Failure) -> Ending {
        let cancelled = Flag()
        let result: Result<Ending, Failure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A thread of its own, since it blocks: libdispatch's are those on which all else is done.
                let thread = PlatformThread(named: "program", detached: true) {
                    continuation.resume(returning: Result { () throws(Failure) in try run(until: cancelled) })
                }
                if thread == nil {
                    continuation.resume(returning: .failure(Failure("the machine has no thread to run it on")))
                }
            }
        } onCancel: {
            cancelled.raise()
        }
        return try result.get()
    }

    private func run(until cancelled: Flag) throws(Failure) -> Ending {
        if cancelled.isRaised { return Ending(how: .cancelled, output: []) }
        let child = try Child(arguments, input: input)
        var output = Tail(limit: outputLimit)
        let clock = SuspendingClock()
        let deadline = clock.now.advanced(by: timeLimit)
        var killed: (why: Ending.How, at: SuspendingClock.Instant)?
        var pause: Int32 = 1
        while !child.hasEnded {
            // An ending is looked for every so often: a program may end with its output still held open by another.
            output.read(child.output, waiting: pause)
            pause = min(pause * 2, 50)
            let now = clock.now
            if let killed {
                if now >= killed.at.advanced(by: Self.politeness) { child.signal(SIGKILL) }
            } else if cancelled.isRaised || now >= deadline {
                killed = (cancelled.isRaised ? .cancelled : .tookTooLong, now)
                child.signal(SIGTERM)
            }
        }
        output.read(child.output, waiting: 0)
        let how = child.reap()
        return Ending(how: killed?.why ?? how, output: output.bytes)
    }
}

/// Raised once, from any thread.
private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)

    var isRaised: Bool { value.load(ordering: .relaxed) }
    func raise() { value.store(true, ordering: .relaxed) }
}

/// The last bytes of an output.
private struct Tail {
    let limit: Int
    private(set) var bytes: [UInt8] = []
    private var isOver = false
    private var buffer = [UInt8](repeating: 0, count: 4096)

    init(limit: Int) { self.limit = limit }

    /// Takes what there is. Waits for the first byte of it so many milliseconds; bounded even if there is always more.
    mutating func read(_ descriptor: Int32, waiting milliseconds: Int32) {
        if isOver {
            poll(nil, 0, milliseconds)
            return
        }
        var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        guard poll(&descriptors, 1, milliseconds) > 0 else { return }
        for _ in 0..<64 {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { isOver = true }
            guard count > 0 else { return }
            bytes += buffer.prefix(count)
            if bytes.count > limit { bytes.removeFirst(bytes.count - limit) }
        }
    }
}
