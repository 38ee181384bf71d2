import Journey

/// `locations.csv` (RFC 4180, with `,` or `;`): the first line names the columns, `id` among them. A column that is no
/// key of a location is one of its values. Made into the same tree as `locations.yaml`, so that both are checked alike.
struct LocationTableReader {
    let path: String
    let text: String
    let problems: Problems

    func read() -> Node? {
        guard text.utf8.count <= YAMLReader.sizeLimit else {
            problems.error(
                "the file has \(text.utf8.count) bytes; at most \(YAMLReader.sizeLimit) are read", at: place(1, 1))
            return nil
        }
        let rows = cells()
        guard let header = rows.first, let id = header.firstIndex(where: { $0.text.trimmed == "id" }) else {
            problems.error("the first line must name the columns, one of them `id`", at: place(1, 1))
            return nil
        }
        var entries: [Node.Entry] = []
        for row in rows.dropFirst() {
            if row.count == 1, row[0].text.trimmed.isEmpty { continue }
            guard row.count == header.count else {
                problems.error("\(row.count) cells where there are \(header.count) columns", at: place(row[0].line, 1))
                continue
            }
            let mark = Node.Mark(line: row[id].line, column: row[id].column)
            if entries.contains(where: { $0.key == row[id].text }) {
                problems.error("\(row[id].text.quotedShort) is written twice", at: place(mark.line, mark.column))
            }
            entries.append(Node.Entry(key: row[id].text, mark: mark, value: location(row, header, except: id)))
        }
        let start = Node.Mark(line: 1, column: 1)
        let map = Node(content: .map(entries), mark: start)
        return Node(content: .map([Node.Entry(key: "locations", mark: start, value: map)]), mark: start)
    }

    private func location(_ row: [Cell], _ header: [Cell], except id: Int) -> Node {
        let mark = Node.Mark(line: row[id].line, column: row[id].column)
        var entries: [Node.Entry] = []
        var values: [Node.Entry] = []
        for (index, cell) in row.enumerated() where index != id && !cell.text.isEmpty {
            let name = header[index].text.trimmed
            let cellMark = Node.Mark(line: cell.line, column: cell.column)
            func scalar(_ text: String) -> Node {
                Node(content: .scalar(.init(text: text, isPlain: false)), mark: cellMark)
            }
            if name == "tags" {
                let tags = cell.text.split(whereSeparator: { " |".contains($0) }).map { scalar(String($0)) }
                entries.append(Node.Entry(key: name, mark: cellMark, value: Node(content: .list(tags), mark: cellMark)))
            } else if Shape.locationColumns.contains(name) {
                entries.append(Node.Entry(key: name, mark: cellMark, value: scalar(cell.text)))
            } else {
                values.append(Node.Entry(key: name, mark: cellMark, value: scalar(cell.text)))
            }
        }
        if !values.isEmpty {
            entries.append(Node.Entry(key: "values", mark: mark, value: Node(content: .map(values), mark: mark)))
        }
        return Node(content: .map(entries), mark: mark)
    }

    private struct Cell {
        var text: String
        var line: Int
        var column: Int
    }

    private func place(_ line: Int, _ column: Int) -> SourcePlace {
        SourcePlace(file: path, line: line, column: column)
    }

    private func cells() -> [[Cell]] {
        let scalars = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
        let firstLine = scalars.prefix { $0 != "\n" }
        // Spreadsheets of half of Europe write `;`.
        let comma: Unicode.Scalar = firstLine.contains(";") && !firstLine.contains(",") ? ";" : ","
        var rows: [[Cell]] = [[]]
        var (line, column) = (1, 1)
        var cell = Cell(text: "", line: 1, column: 1)
        var isQuoted = false
        var index = 0
        func isNewline(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            column += 1
            if isQuoted {
                if scalar == "\"", index < scalars.count, scalars[index] == "\"" {
                    cell.text.unicodeScalars.append(scalar)
                    index += 1
                    column += 1
                } else if scalar == "\"" {
                    isQuoted = false
                } else {
                    cell.text.unicodeScalars.append(scalar)
                }
                if scalar == "\n" { (line, column) = (line + 1, 1) }
            } else if scalar == "\"", cell.text.isEmpty {
                isQuoted = true
            } else if scalar == comma {
                rows[rows.count - 1].append(cell)
                cell = Cell(text: "", line: line, column: column)
            } else if isNewline(scalar) {
                if scalar == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
                rows[rows.count - 1].append(cell)
                (line, column) = (line + 1, 1)
                rows.append([])
                cell = Cell(text: "", line: line, column: column)
            } else {
                cell.text.unicodeScalars.append(scalar)
            }
        }
        if isQuoted { problems.error("quotes that do not close", at: place(cell.line, cell.column)) }
        if rows[rows.count - 1].isEmpty, cell.text.isEmpty {
            rows.removeLast()
        } else {
            rows[rows.count - 1].append(cell)
        }
        return rows
    }
}
