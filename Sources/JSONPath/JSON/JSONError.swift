/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Bytes before the place.
    public let offset: Int
    /// Counts from 1.
    public let line: Int
    /// Counts Unicode scalars of the line from 1.
    public let column: Int
    /// What was expected, what was found.
    public let message: String

    public var description: String { "line \(line), column \(column): \(message)" }

    init(_ message: String, at offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.offset = offset
        self.line = before.count { $0 == UInt8(ascii: "\n") } + 1
        // A byte of the form 10xxxxxx continues a scalar.
        self.column = before[lineStart...].count { $0 & 0b1100_0000 != 0b1000_0000 } + 1
        self.message = message
    }
}
