/// Columns as wide as what is in them. Cells are measured before they are painted.
struct Table {
    struct Cell {
        var text: String
        var paint: (String) -> String = { $0 }

        init(_ text: String, _ paint: @escaping (String) -> String = { $0 }) {
            self.text = text
            self.paint = paint
        }
    }

    var heads: [String]
    /// Columns whose cells stand at the right.
    var right: Set<Int> = []
    private(set) var rows: [[Cell]] = []

    init(_ heads: [String], right: Set<Int> = []) {
        self.heads = heads
        self.right = right
    }

    mutating func add(_ cells: [Cell]) { rows.append(cells) }

    /// A column without anything in it is left out.
    func lines(_ ink: Ink) -> [String] {
        let shown = heads.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
        let widths = shown.map { column in rows.reduce(heads[column].columns) { max($0, $1[column].text.columns) } }
        func line(_ cells: [Cell]) -> String {
            var parts: [String] = []
            for (place, column) in shown.enumerated() {
                let cell = cells[column]
                let space = String(repeating: " ", count: widths[place] - cell.text.columns)
                let isLast = place == shown.count - 1
                parts.append(
                    right.contains(column)
                        ? space + cell.paint(cell.text) : cell.paint(cell.text) + (isLast ? "" : space))
            }
            while parts.last?.allSatisfy({ $0 == " " }) ?? false { parts.removeLast() }
            return parts.joined(separator: "  ")
        }
        return [line(heads.map { Cell($0, ink.faint) })] + rows.map(line)
    }
}
