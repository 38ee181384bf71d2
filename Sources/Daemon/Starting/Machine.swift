import CMalloc
import Foundation
import Glibc

enum Descriptors {
    /// Each exchange needs a descriptor: takes as many as the system allows this process.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

enum Arenas {
    /// Glibc gives threads up to eight heaps a processor, and each comes to hold as much as the largest thing that was ever done in
    /// it: a daemon of 100 probes held 65 MB of them where two do with 15. Affects only heaps not made yet: call it first.
    static func limit() {
        mallopt(M_ARENA_MAX, 2)
    }
}

enum Directories {
    /// - Throws: `StartError`.
    static func make(_ paths: Paths) throws(StartError) {
        do {
            try FileManager.default.createDirectory(atPath: paths.runtime, withIntermediateDirectories: true)
        } catch {
            throw StartError("cannot make the runtime directory \(paths.runtime): \(error.localizedDescription)")
        }
    }
}
