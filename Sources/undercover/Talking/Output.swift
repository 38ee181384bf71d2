import ArgumentParser
import Foundation
import Glibc
import Reporting

/// Data goes to standard output, all else to standard error; colour only to a terminal.
enum Output {
    static func data(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func lines(_ lines: [String]) { if !lines.isEmpty { data(lines.joined(separator: "\n") + "\n") } }
    static func error(_ text: String) { write(text, to: STDERR_FILENO) }
    /// A question: the answer stands on the same line.
    static func prompt(_ text: String) { write(text, to: STDERR_FILENO, endsLine: false) }

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

    private static func write(_ text: String, to descriptor: Int32, endsLine: Bool = true) {
        var bytes = Array(text.utf8)[...]
        if endsLine, bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        while !bytes.isEmpty {
            // The slice lives until write(2) returns.
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, nagios
}
