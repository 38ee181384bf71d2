import CSpawn
import Foundation
import Glibc
import Synchronization

/// A process of the real program, which makes way for tests that measure time. It ends with this value, and with the tests,
/// however they end.
final class Child: Sendable {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    enum Ending: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
    }

    let process: pid_t
    private let ending = Mutex<Ending?>(nil)

    private init(process: pid_t) { self.process = process }

    deinit {
        guard ending.withLock({ $0 }) == nil else { return }
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// - Parameters:
    ///   - output: a file that standard output is added to.
    ///   - errors: a file that standard error is added to.
    static func start(
        _ program: String, _ arguments: [String], environment: [String: String], output: String, errors: String
    ) async throws -> Child {
        try await Nursery.shared.start {
            let script = #"out=$1 err=$2; shift 2; exec nice -n 5 setpriv --pdeathsig KILL -- "$@" >>"$out" 2>>"$err""#
            let shell = ["/bin/sh", "-c", script, "sh", output, errors, program] + arguments
            // Lent for the call alone. strdup gives nil only without memory, and the list then ends early.
            let argv = shell.map { strdup($0) } + [nil]
            let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
            defer { for text in argv + envp { free(text) } }
            var (process, pipe) = (pid_t(), Int32())
            let code = cspawn_start("/bin/sh", argv, envp, "", 0, &process, &pipe)
            guard code == 0 else {
                throw Failed(description: "cannot start \(program): \(String(cString: strerror(code)))")
            }
            close(pipe)
            return Child(process: process)
        }
    }

    /// Nothing while it lives. Once it has been seen to end, its number may be somebody else's.
    var ended: Ending? {
        ending.withLock { ending in
            if ending != nil { return ending }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return nil }
            // WIFEXITED, WEXITSTATUS and WTERMSIG are macros (wait(2)).
            ending = status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
            return ending
        }
    }

    func signal(_ number: Int32) {
        ending.withLock { ending in
            guard ending == nil else { return }
            kill(process, number)
        }
    }

    func ending(within patience: Duration = .seconds(60)) async throws -> Ending {
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end {
            if let ended { return ended }
            try await Task.sleep(for: .milliseconds(3))
        }
        signal(SIGKILL)
        throw Failed(description: "process \(process) did not end within \(patience)")
    }

    /// `kill -9`, and gone when this returns.
    func kill9() async throws {
        signal(SIGKILL)
        _ = try await ending()
    }
}
