internal import Journey

/// Colour for a terminal, or none. Colour never says anything that the words do not.
public struct Ink: Sendable, Hashable {
    public var isColoured: Bool

    public init(coloured: Bool) { isColoured = coloured }

    public static let plain = Ink(coloured: false)
    public static let coloured = Ink(coloured: true)

    func bold(_ text: String) -> String { painted(text, "1") }
    func faint(_ text: String) -> String { painted(text, "2") }
    func red(_ text: String) -> String { painted(text, "31") }
    func green(_ text: String) -> String { painted(text, "32") }
    func yellow(_ text: String) -> String { painted(text, "33") }
    func cyan(_ text: String) -> String { painted(text, "36") }

    func grade(_ grade: Grade?, _ text: String) -> String {
        switch grade {
        case .bad: red(text)
        case .mediocre: yellow(text)
        case .satisfactory, .delighted: green(text)
        case .unknown, nil: faint(text)
        }
    }

    func severity(_ severity: Severity, _ text: String) -> String {
        severity == .defect ? red(text) : yellow(text)
    }

    /// SGR of ECMA-48; the text inside must hold no escapes of its own.
    private func painted(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension Grade {
    /// One column wide, told apart without colour.
    var sign: String {
        switch self {
        case .bad: "✗"
        case .mediocre: "~"
        case .satisfactory: "✓"
        case .delighted: "★"
        case .unknown: "?"
        }
    }
}
