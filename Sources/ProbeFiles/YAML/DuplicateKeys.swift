import Journey
import Yams

/// Tells of keys written twice in one map. Yams knows where the first is; the author looks for the second.
struct DuplicateKeys {
    let path: String
    let text: String
    let problems: Problems

    /// The text with the second key renamed to something that no check complains of; nil if it could not be found,
    /// and so the rest of the file cannot be read.
    func tell(_ keys: [String], first: Mark) -> String? {
        let lines = text.linesOfText
        guard let key = keys.first, !key.isEmpty, let second = second(key, after: first, in: lines) else {
            problems.error(
                "\((keys.first ?? "").quotedShort) is written twice in one map",
                at: SourcePlace(file: path, line: first.line, column: first.column))
            return nil
        }
        problems.error(
            "\(key.quotedShort) is written twice; the first is in line \(first.line)",
            at: SourcePlace(file: path, line: second.line, column: second.column))
        var changed = lines.map(String.init)
        let line = lines[second.line - 1].unicodeScalars
        let start = line.index(line.startIndex, offsetBy: second.column - 1)
        let end = line.index(start, offsetBy: second.width)
        changed[second.line - 1] =
            String(line[..<start]) + Self.renamed(line: second.line, column: second.column) + String(line[end...])
        return changed.joined(separator: "\n")
    }

    private static let sign = "\u{E000}duplicate-"

    private static func renamed(line: Int, column: Int) -> String { "\"\(sign)\(line)-\(column)\"" }

    static func isRenamed(_ key: String) -> Bool { key.hasPrefix(sign) }

    /// In a block map the second begins in the same column, with nothing further left between; in a flow map it is
    /// further on in the same or a later line.
    private func second(_ key: String, after first: Mark, in lines: [Substring])
        -> (line: Int, column: Int, width: Int)?
    {
        guard first.line >= 1, first.line <= lines.count else { return nil }
        let spellings = [key, "\"\(key)\"", "'\(key)'"]
        for index in first.line..<lines.count {
            let scalars = Array(lines[index].unicodeScalars)
            let indent = scalars.prefix { $0 == " " }.count
            if indent == scalars.count || scalars[indent] == "#" { continue }
            if indent < first.column - 1 { break }
            guard indent == first.column - 1 else { continue }
            for spelling in spellings where isKey(spelling, in: scalars, at: indent) {
                return (index + 1, indent + 1, spelling.unicodeScalars.count)
            }
        }
        let scalars = Array(lines[first.line - 1].unicodeScalars)
        for column in max(0, first.column)..<max(first.column, scalars.count) {
            guard column > 0, ["{", ",", " "].contains(scalars[column - 1]) else { continue }
            for spelling in spellings where isKey(spelling, in: scalars, at: column) {
                return (first.line, column + 1, spelling.unicodeScalars.count)
            }
        }
        return nil
    }

    private func isKey(_ spelling: String, in line: [Unicode.Scalar], at start: Int) -> Bool {
        let wanted = Array(spelling.unicodeScalars)
        guard line.count > start + wanted.count, line[start..<start + wanted.count].elementsEqual(wanted) else {
            return false
        }
        return line[(start + wanted.count)...].first { $0 != " " } == ":"
    }
}
