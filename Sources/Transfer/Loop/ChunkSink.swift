internal import Synchronization

/// The bytes of a streamed body between a loop and the task that reads them; bounded, so that a slow reader slows the
/// server down and fills no memory.
final class ChunkSink: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        var bytes = 0
        var ended = false
        var isPaused = false
        var reader: CheckedContinuation<[UInt8]?, Never>?
    }

    /// Beyond this the server has to wait. One chunk of libcurl's may come on top.
    private let limit: Int
    private let state = Mutex(State())
    /// Lets a paused transfer go on.
    private let resume: @Sendable () -> Void

    init(limit: Int, resume: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.resume = resume
    }

    /// On the loop's thread. False if it is full: then the transfer must be paused, and will be resumed.
    func offer(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (taken, reader) = state.withLock { state -> (Bool, CheckedContinuation<[UInt8]?, Never>?) in
            if let reader = state.reader.take() { return (true, reader) }
            guard state.bytes < limit else {
                state.isPaused = true
                return (false, nil)
            }
            state.chunks.append(Array(bytes))
            state.bytes += bytes.count
            return (true, nil)
        }
        reader?.resume(returning: Array(bytes))
        return taken
    }

    /// No more will come.
    func end() {
        let reader = state.withLock { state in
            state.ended = true
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }

    /// Everything that has come since the last call; waits for some. Nil at the end. For one task at a time, which must
    /// not be left waiting without an `end()` to come.
    func next() async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            let (answer, resumes) = state.withLock { state -> ([UInt8]??, Bool) in
                guard state.bytes > 0 else {
                    if state.ended { return (.some(nil), false) }
                    state.reader = continuation
                    return (nil, false)
                }
                let all = state.chunks.count == 1 ? state.chunks[0] : Array(state.chunks.joined())
                state.chunks = []
                state.bytes = 0
                let resumes = state.isPaused
                state.isPaused = false
                return (all, resumes)
            }
            if let answer { continuation.resume(returning: answer) }
            if resumes { resume() }
        }
    }
}
