import Journey
import Yams

/// Says what is wrong where libyaml could not go on. Its own words suit those who know YAML's grammar; the usual causes
/// are told as what they are.
struct SyntaxTrouble {
    let path: String
    let text: String
    let problems: Problems

    func tell(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            tell(problem, context: context, at: mark)
        case YamlError.reader(let problem, _, let value, _):
            let (line, column) = firstForbidden()
            let code = value > 0 ? " (U+\(hex(value)))" : ""
            let told = problem == "control characters are not allowed" ? "a control character" : problem
            problems.error(
                "\(told)\(code) cannot stand in a YAML file; write it as an escape inside double quotes",
                at: SourcePlace(file: path, line: line, column: column))
        case YamlError.memory:
            problems.error("nested too deep to be read", at: SourcePlace(file: path))
        default:
            problems.error("this is not YAML: \("\(error)".prefix(200))", at: SourcePlace(file: path))
        }
    }

    private func tell(_ problem: String, context: YamlError.Context?, at mark: Mark) {
        let lines = text.linesOfText
        // The trouble is where libyaml stopped, in the line before it, or where what it was reading began.
        let candidates = [mark.line, mark.line - 1, context?.mark.line ?? mark.line]
        for number in candidates where number >= 1 && number <= lines.count {
            let scalars = Array(lines[number - 1].unicodeScalars)
            if let tab = tab(in: scalars) {
                problems.error("a tab; YAML is indented and separated with spaces", at: at(number, tab + 1))
                return
            }
            if let braces = unquotedTemplate(in: scalars) {
                problems.error(
                    "text with `{{…}}` in it needs quotes here: put quotes round it", at: at(number, braces + 1))
                return
            }
        }
        let place = at(min(mark.line, max(lines.count, 1)), mark.column)
        if problem.hasPrefix("Maximum nesting level") {
            problems.error("nested deeper than \(YAMLReader.depthLimit) levels", at: place)
        } else if problem == "but found another document" {
            problems.error("a second document (`---`) in one file; write it to a file of its own", at: place)
        } else if problem == "found undefined alias" {
            problems.error("an alias (`*name`) of an anchor (`&name`) that is not above; text needs quotes", at: place)
        } else {
            let inside = context.map { "\($0.text) from line \($0.mark.line): " } ?? ""
            problems.error("this is not YAML: \(inside)\(problem)\(Self.advice(problem))", at: place)
        }
    }

    private static func advice(_ problem: String) -> String {
        switch problem {
        case "mapping values are not allowed in this context":
            " (a second `: ` in the line? put quotes round the text; or the indentation is wrong)"
        case "found character that cannot start any token":
            " (put quotes round text that begins with `@`, `` ` `` or `%`)"
        case "did not find expected key", "did not find expected '-' indicator": " (check the indentation)"
        case "could not find expected ':'": " (a key without its colon?)"
        case "found unexpected end of stream": " (quotes that do not close?)"
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            " (a bracket that does not close, or text that needs quotes)"
        default: ""
        }
    }

    private func at(_ line: Int, _ column: Int) -> SourcePlace { SourcePlace(file: path, line: line, column: column) }

    /// A tab in the indentation, or after a colon or dash.
    private func tab(in line: [Unicode.Scalar]) -> Int? {
        guard let tab = line.firstIndex(of: "\t") else { return nil }
        let before = line[..<tab].last { $0 != " " }
        return before == nil || before == ":" || before == "-" ? tab : nil
    }

    /// `{{` outside quotes, not in a comment.
    private func unquotedTemplate(in line: [Unicode.Scalar]) -> Int? {
        var quote: Unicode.Scalar?
        for (index, scalar) in line.enumerated() {
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                let before = index > 0 ? line[index - 1] : " "
                if [" ", "[", "{", ",", ":"].contains(before) { quote = scalar }
            } else if scalar == "#", index == 0 || line[index - 1] == " " {
                return nil
            } else if scalar == "{", index + 1 < line.count, line[index + 1] == "{" {
                return index
            }
        }
        return nil
    }

    /// Where the first character stands that libyaml's reader refuses (YAML 1.1 §5.1).
    private func firstForbidden() -> (line: Int, column: Int) {
        for (index, line) in text.linesOfText.enumerated() {
            for (column, scalar) in line.unicodeScalars.enumerated() {
                switch scalar.value {
                case 0x09, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...: continue
                case 0xFEFF where index == 0 && column == 0: continue
                default: return (index + 1, column + 1)
                }
            }
        }
        return (1, 1)
    }

    private func hex(_ value: Int32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
