import JSONPath
import Journey
import ProbeFiles

private let ground = """
    business: {name: Hotel, hosts: [hotel.example]}
    personas: {zoe: {name: Zoë, email: zoe@customer.example}}
    calendars: {shop: {zone: Europe/Berlin, hours: {mon-fri: "09:00-18:00"}}}
    """

/// One text, as a probe and as `undercover.yaml` and as locations.
func fuzzProbeFile(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for (path, others) in [
        ("probes/a.yaml", [SourceFile(path: "undercover.yaml", text: ground)]), ("undercover.yaml", []),
        ("locations.csv", [SourceFile(path: "undercover.yaml", text: ground)]),
    ] {
        let outcome = ConfigurationLoader().decode(sources: others + [SourceFile(path: path, text: text)])
        for problem in outcome.problems { precondition(!problem.description.isEmpty) }
    }
}

func fuzzTemplate(_ bytes: [UInt8]) {
    guard let template = try? Template(String(decoding: bytes, as: UTF8.self)) else { return }
    var scope = Scope { offset in DayText(offset: offset).text(at: .distantPast, in: .utc) }
    scope.captures = ["a": "a\r\nb\"\u{0}/?&{{a}}", "b": String(decoding: bytes, as: UTF8.self)]
    for context in [TemplateContext.plain, .address, .header] {
        guard let text = try? scope.fill(template, as: context) else { continue }
        // What the file itself says is judged when the request is made; what is filled in must not break out.
        if context == .header, !bytes.contains(where: isBreak) {
            precondition(!text.utf8.contains(where: isBreak), "header injected")
        }
    }
}

private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0d || byte == 0x0a || byte == 0 }

func fuzzJSON(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes) else { return }
    let text = json.description
    guard let again = try? JSON(parsing: Array(text.utf8)) else { preconditionFailure("not read again: \(text)") }
    precondition(again == json, "changed: \(text)")
}

private let document = try? JSON(
    parsing: Array(
        #"{"a":[1,2,{"b":"x","c":9007199254740993},[],{}],"é":{"d":null,"e":true},"n":-1.5e3,"s":"abcabc"}"#.utf8))

func fuzzJSONPath(_ bytes: [UInt8]) {
    guard let document, let path = try? JSONPath(String(decoding: bytes, as: UTF8.self)) else { return }
    _ = try? path.select(in: document, budget: 20_000)
}
