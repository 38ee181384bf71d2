import Journey

/// Collects problems, so that all of them are told at once. Used by one thread at a time.
final class Problems {
    private(set) var all: [Problem] = []
    /// Past this many a file is no configuration, and more lines help nobody.
    private static let limit = 200

    func error(_ message: String, at place: SourcePlace) {
        add(Problem(.error, message, at: place))
    }

    func warning(_ message: String, at place: SourcePlace) {
        add(Problem(.warning, message, at: place))
    }

    private func add(_ problem: Problem) {
        guard all.count < Self.limit else { return }
        all.append(problem)
    }
}

extension [Problem] {
    /// Sorted, each once, with the lines they are about.
    func illustrated(from sources: [SourceFile]) -> [Problem] {
        guard !isEmpty else { return [] }
        var lines: [String: [Substring]] = [:]
        let concerned = Set(map(\.place.file))
        for source in sources where concerned.contains(source.path) {
            lines[source.path] = source.text.linesOfText
        }
        return Set(self).sorted().map { problem in
            var problem = problem
            let (line, column) = (problem.place.line, problem.place.column)
            if let text = lines[problem.place.file], line >= 1, line <= text.count {
                problem.excerpt = excerpt(of: text[line - 1], column: column)
            }
            return problem
        }
    }

    /// The line, cut to a window around the column, and a caret under it. Columns count Unicode scalars, as libyaml does.
    private func excerpt(of line: Substring, column: Int) -> String {
        let (before, after) = (60, 40)
        let scalars = [Unicode.Scalar](line.unicodeScalars)
        let at = Swift.min(Swift.max(column - 1, 0), scalars.count)
        let from = at > before ? at - before : 0
        let to = Swift.min(scalars.count, at + after)
        var shown = from > 0 ? "…" : ""
        var width = shown.unicodeScalars.count
        var caret = width
        for index in from..<Swift.max(from, to) {
            if index == at { caret = width }
            let safe = scalars[index].shownSafely
            shown += safe
            width += safe.unicodeScalars.count
        }
        if at >= to { caret = width }
        if to < scalars.count { shown += "…" }
        return "  \(shown)\n  \(String(repeating: " ", count: caret))^"
    }
}

extension Unicode.Scalar {
    /// As it is, unless it could move a cursor, turn the direction of writing or hide: then its code. A tab is one space.
    var shownSafely: String {
        if self == "\t" { return " " }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            return "\\u{" + String(value, radix: 16) + "}"
        default: return String(Character(self))
        }
    }
}

extension String {
    /// Fit to stand in a message: control characters as codes, at most 60 characters.
    var quotedShort: String {
        var shown = ""
        for scalar in unicodeScalars.prefix(60) { shown += scalar.shownSafely }
        return "`" + shown + (unicodeScalars.count > 60 ? "…`" : "`")
    }

    /// Lines as libyaml counts them: ended by LF, CR, CR LF, NEL, LS or PS.
    var linesOfText: [Substring] {
        var lines: [Substring] = []
        let scalars = unicodeScalars
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            switch scalar {
            case "\n", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(Substring(scalars[start..<index]))
                start = next
            case "\r":
                lines.append(Substring(scalars[start..<index]))
                let after = next < scalars.endIndex && scalars[next] == "\n" ? scalars.index(after: next) : next
                start = after
                index = after
                continue
            default: break
            }
            index = next
        }
        lines.append(Substring(scalars[start...]))
        return lines
    }
}
