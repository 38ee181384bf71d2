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
    static func make(runtime: String) throws(StartError) {
        do {
            try FileManager.default.createDirectory(atPath: runtime, withIntermediateDirectories: true)
        } catch {
            throw StartError("cannot make the runtime directory \(runtime): \(error.localizedDescription)")
        }
    }
}
