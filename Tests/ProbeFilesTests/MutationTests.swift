import Journey
import ProbeFiles
import Testing

/// Whatever the bytes are, there is a configuration or there are errors.
@Suite struct MutationTests {
    /// SplitMix64 (Steele, Lea and Flood 2014): the same mutations on every machine.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    private static let scraps = [
        "{{", "}}", "[", "]", "{", "}", "\"", "'", ": ", "- ", "#", "&a ", "*a", "\t", "\n", "  ", "|", ">", "!!x ",
        "? ", "\u{0}",
        "\u{FEFF}", "é", "\u{202E}", "~", "99999999999999999999", "-", "0", "1e999", "%", "@", "`", "<<: ", "---\n",
        "...\n", ",",
    ]

    private static func mutated(_ text: String, using generator: inout Generator) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: (scraps.randomElement(using: &generator) ?? "").utf8, at: place)
            case 2: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            default: bytes.replaceSubrange(place..<end, with: (scraps.randomElement(using: &generator) ?? "").utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: 0..<8)
    func nothingCrashesTheDecoder(_ seed: Int) {
        var generator = Generator(state: UInt64(seed))
        let files = GoodFiles.all.flatMap(\.files) + BadFile.all.flatMap(\.files)
        for _ in 0..<1250 {
            guard let file = files.randomElement(using: &generator) else { return }
            let source = SourceFile(path: file.path, text: Self.mutated(file.text, using: &generator))
            let outcome = ConfigurationLoader.test.decode(sources: [source])
            #expect((outcome.configuration == nil) == outcome.problems.hasErrors)
            for problem in outcome.problems where problem.place.line < 1 || problem.place.column < 1 {
                Issue.record("\(problem.line)")
            }
        }
    }
}
