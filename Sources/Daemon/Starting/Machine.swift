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
