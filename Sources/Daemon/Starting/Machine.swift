import Foundation
import Glibc

enum Descriptors {
    /// What Linux gives a process that has not been restricted.
    private static let fewest: rlim_t = 1024

    /// Each exchange needs a descriptor: takes as many as the system allows this process.
    /// - Throws: `StartError` when they are too few: with none left, whoever asks would not even be refused.
    static func raiseLimit() throws(StartError) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_max >= fewest else {
            throw StartError(
                "this process may have only \(limit.rlim_max) files and connections open, and needs \(fewest): raise LimitNOFILE= of its unit, or `ulimit -Hn`"
            )
        }
    }
}

enum Directories {
    /// - Throws: `StartError`.
    static func make(runtime: String) throws(StartError) {
        do {
            try FileManager.default.createDirectory(atPath: runtime, withIntermediateDirectories: true)
        } catch {
            throw StartError("cannot make the runtime directory \(runtime): \(error.localizedDescription)")
        }
    }
}
