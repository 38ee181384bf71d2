import Foundation

/// A limit on the processor time that one reading may take on the calling thread.
///
/// Counted is the thread's own time, so a busy machine does not cut a harmless page short. Text from outside decides
/// how long a C library works on it, and a few inputs make it work for hours.
struct ComputingBudget {
    private let deadline: UInt64

    /// Begins now, on the calling thread; the value means nothing on another one.
    init(milliseconds: Int) {
        deadline = Self.threadNanoseconds() + UInt64(max(0, milliseconds)) * 1_000_000
    }

    var isSpent: Bool { Self.threadNanoseconds() > deadline }

    private static func threadNanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
