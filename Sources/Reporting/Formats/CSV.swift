internal import Journey

/// Comma-separated values (RFC 4180) that a spreadsheet shows and does not run.
public enum CSV {
    public static func text(_ heads: [String], _ rows: some Sequence<[String]>) -> String {
        var text = line(heads)
        for row in rows { text += line(row) }
        return text
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// A cell that begins like a formula gets an apostrophe before it (OWASP, CSV injection), unless it is just a number.
    static func cell(_ text: String) -> String {
        let shown = text.escapedForDisplay()
        let runs = shown.unicodeScalars.first.map { "=+-@|%＝＋－＠".unicodeScalars.contains($0) } ?? false
        let safe = runs && Double(shown) == nil ? "'" + shown : shown
        // By scalar: with a combining mark behind it a quote is another character, and still ends a cell.
        guard
            safe.unicodeScalars.contains(where: { ",\";".unicodeScalars.contains($0) }) || safe.first == "'"
                || safe.first == " "
        else { return safe }
        return "\"" + safe.replacingScalar("\"", with: "\"\"") + "\""
    }
}
