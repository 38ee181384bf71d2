import ArgumentParser
import Foundation
import Glibc
import Reporting
import Synchronization

/// Data goes to standard output, all else to standard error; colour only to a terminal.
enum Output {
    static func data(_ text: String) {
        if failure.load(ordering: .relaxed) == 0 { failure.store(write(text, to: STDOUT_FILENO), ordering: .relaxed) }
    }
    static func lines(_ lines: [String]) { if !lines.isEmpty { data(lines.joined(separator: "\n") + "\n") } }
    static func error(_ text: String) { _ = write(text, to: STDERR_FILENO) }
    /// A question: the answer stands on the same line.
    static func prompt(_ text: String) { _ = write(text, to: STDERR_FILENO, endsLine: false) }

    /// The number of the error with which standard output took no more (errno(3)); 0 while it does.
    private static let failure = Atomic<Int32>(0)

    /// Whether anybody reads on.
    static var isOver: Bool { failure.load(ordering: .relaxed) != 0 }

    /// What was to be printed and was not, in words. A reader that has seen enough (`| head`) is no failure.
    static var problem: String? {
        let code = failure.load(ordering: .relaxed)
        return code == 0 || code == EPIPE
            ? nil : "not all could be written to standard output: \(String(cString: strerror(code)))"
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// https://no-color.org
    static var ink: Ink {
        let refused = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Ink(coloured: isTerminal && !refused)
    }

    static var width: Int {
        var size = winsize()
        if isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return max(60, Int(size.ws_col))
        }
        return 100
    }

    /// - Returns: the number of the error; 0 for none.
    private static func write(_ text: String, to descriptor: Int32, endsLine: Bool = true) -> Int32 {
        var bytes = Array(text.utf8)[...]
        if endsLine, bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        while !bytes.isEmpty {
            // The slice lives until write(2) returns.
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return count < 0 ? errno : EIO }
            bytes = bytes.dropFirst(count)
        }
        return 0
    }
}

enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, nagios
}
