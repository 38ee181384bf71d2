internal import CSpawn
internal import Glibc

/// A program under way: its process group, and the end of its output to read from.
///
/// Nothing of the daemon's goes to it: no descriptor, no signal's handling, and of the environment `HOME` alone.
struct Child: ~Copyable {
    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Does not block.
    let output: Int32
    private let process: pid_t

    init(_ arguments: [String], input: [UInt8]) throws(Program.Failure) {
        guard let name = arguments.first, let program = Self.find(name) else {
            throw Program.Failure("there is no such program, or it may not be run (looked in \(Self.path))")
        }
        var environment = ["PATH=\(Self.path)", "LANG=C.UTF-8"]
        if let home = getenv("HOME") { environment.append("HOME=" + String(cString: home)) }
        // Lent for the call alone. strdup gives nil only without memory, and the list then ends early.
        let argv = arguments.map { strdup($0) } + [nil]
        let envp = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var (process, output) = (pid_t(), Int32())
        let code = cspawn_start(program, argv, envp, input, input.count, &process, &output)
        guard code == 0 else { throw Program.Failure("it cannot be started: \(String(cString: strerror(code)))") }
        self.process = process
        self.output = output
    }

    deinit { close(output) }

    /// Whether the program itself has ended. It is not reaped by asking, so its number is nobody else's yet.
    var hasEnded: Bool {
        var info = siginfo_t()
        let answer = waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
        // No such child: somebody else has reaped it.
        return answer == 0 ? info.si_signo == SIGCHLD : errno != EINTR
    }

    /// To all of its group.
    func signal(_ number: Int32) { _ = kill(-process, number) }

    /// Kills what is left of its group, and takes the program off the process table. To be called once, when it has ended.
    func reap() -> Program.Ending.How {
        signal(SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return .signalled(0) }
        }
        // WIFEXITED, WEXITSTATUS and WTERMSIG are macros (wait(2)).
        return status & 0x7f == 0 ? .exited(Int(status >> 8) & 0xff) : .signalled(Int(status & 0x7f))
    }

    /// As a shell would, but along a path of our own.
    private static func find(_ name: String) -> String? {
        if name.hasPrefix("/") { return access(name, X_OK) == 0 ? name : nil }
        guard !name.isEmpty, !name.contains("/") else { return nil }
        return path.split(separator: ":").map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }
}
