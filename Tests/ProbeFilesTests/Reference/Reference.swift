import Journey

@testable import ProbeFiles

/// The reference part of docs/probes.md, written from the tables that the decoder and the schemas use.
struct Reference {
    private var sections: [String] = []
    private var written: Set<String> = []
    private var waiting: [Shape.Record] = []

    static func markdown() -> String {
        var reference = Reference()
        let files: [(String, Shape.Record)] = [
            ("probes/*.yaml", Shape.probe), ("undercover.yaml", Shape.undercover(channels: [])),
            ("locations.yaml", Shape.locations), ("kits/*.yaml", Shape.kit), ("rules/*.yaml", Shape.rule),
        ]
        for (file, record) in files {
            reference.section("## `\(file)`", record)
            while !reference.waiting.isEmpty {
                let next = reference.waiting.removeFirst()
                reference.section("### \(next.heading)", next)
            }
        }
        return reference.sections.joined(separator: "\n")
    }

    private mutating func section(_ heading: String, _ record: Shape.Record) {
        written.insert(record.definitionName)
        var text = "\(heading)\n\n\(record.about)"
        if !record.oneOf.isEmpty {
            text += " Exactly one of " + record.oneOf.map { "`\($0)`" }.joined(separator: ", ") + "."
        }
        text += "\n\n| key | value | meaning | without it |\n|---|---|---|---|\n"
        for key in record.keys {
            var about = key.about
            // What every exchange key would say.
            if !key.beside.isEmpty, key.beside != Shape.exchangeMethods, key.beside.count < 5 {
                about += " Only beside " + key.beside.map { "`\($0)`" }.joined(separator: ", ") + "."
            }
            let without = key.isRequired ? "**needed**" : key.unwritten ?? ""
            text += "| `\(key.name)` | \(value(key.shape)) | \(about) | \(without) |\n"
        }
        sections.append(text)
    }

    private mutating func value(_ shape: Shape) -> String {
        switch shape {
        case .text(let form): return form.name
        case .flag: return "true, false"
        case .whole, .number:
            return shape.expected.replacing("a whole number", with: "whole number").replacing(
                "a number", with: "number")
        case .choice(let words): return words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let item): return "list of \(value(item))"
        case .some(let item): return "\(value(item)), or a list"
        case .map(let form, let item): return "map: \(form.name) → \(value(item))"
        case .either(let shapes): return shapes.map { value($0) }.joined(separator: "; or ")
        case .json: return "any value"
        case .record(let record):
            if written.insert(record.definitionName).inserted { waiting.append(record) }
            return "[\(record.heading)](#\(record.heading.lowercased().replacing(" ", with: "-")))"
        }
    }

    /// The forms that texts have.
    static func forms() -> String {
        var seen: Set<String> = []
        var lines: [String] = []
        func visit(_ shape: Shape, _ done: inout Set<String>) {
            func note(_ form: TextForm) {
                if form.name != "text", seen.insert(form.name).inserted {
                    lines.append("| \(form.name) | \(form.expected) |")
                }
            }
            switch shape {
            case .text(let form): note(form)
            case .map(let form, let item):
                note(form)
                visit(item, &done)
            case .list(let item), .some(let item): visit(item, &done)
            case .either(let shapes): for shape in shapes { visit(shape, &done) }
            case .record(let record):
                guard done.insert(record.definitionName).inserted else { return }
                for key in record.keys { visit(key.shape, &done) }
            case .flag, .whole, .number, .choice, .json: break
            }
        }
        var done: Set<String> = []
        for name in Schemas.Name.allCases { visit(.record(Schemas.record(name, [])), &done) }
        return "## Forms of text\n\n| name | what it is |\n|---|---|\n" + lines.sorted().joined(separator: "\n") + "\n"
    }
}

extension Shape.Record {
    fileprivate var heading: String {
        var words = title.split(separator: " ").map(String.init)
        if ["a", "an"].contains(words.first) { words.removeFirst() }
        let text = words.joined(separator: " ").filter { $0.isLetter || $0 == " " || $0 == "-" }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
