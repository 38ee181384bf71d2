/// Text with `{{…}}` in it. Parsed once when a file is read, filled in when an exchange is about to go out.
public struct Template: Sendable, Hashable {
    public var source: String
    public var segments: [Segment]

    public enum Segment: Sendable, Hashable {
        case text(String)
        /// A dotted name: `persona.name`, `location.site`, `order`.
        case name(String)
        /// `{{day}}`, `{{day+180d}}`: a date in the location's form.
        case day(offset: Int)
    }

    /// - Throws: `TemplateError` for braces that do not close and for names that cannot be.
    public init(_ source: String) throws(TemplateError) {
        self.source = source
        segments = try Self.parse(source)
    }

    /// Text without any template in it.
    public init(literal: String) {
        source = literal
        segments = literal.isEmpty ? [] : [.text(literal)]
    }

    /// The names it needs, in order, `day` left out.
    public var names: [String] {
        segments.compactMap { if case .name(let name) = $0 { name } else { nil } }
    }

    /// True when the whole of it is one `{{name}}`: then, as an address, it is a reference to resolve.
    public var isOnePlaceholder: Bool {
        if segments.count == 1, case .name = segments[0] { true } else { false }
    }

    private static func parse(_ source: String) throws(TemplateError) -> [Segment] {
        var segments: [Segment] = []
        var text = ""
        var rest = Substring(source)
        while let open = rest.firstRange(of: "{{") {
            text += rest[..<open.lowerBound]
            let after = rest[open.upperBound...]
            guard let close = after.firstRange(of: "}}") else {
                throw TemplateError(source: source, problem: "`{{` without its `}}`")
            }
            if !text.isEmpty { segments.append(.text(text)) }
            text = ""
            segments.append(try segment(String(after[..<close.lowerBound]), in: source))
            rest = after[close.upperBound...]
        }
        text += rest
        if !text.isEmpty { segments.append(.text(text)) }
        return segments
    }

    private static func segment(_ inside: String, in source: String) throws(TemplateError) -> Segment {
        let name = inside.trimmed
        if let day = try? DayText(name) { return .day(offset: day.offset) }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            part.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } == true
                && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        }
        guard isName, parts.count <= 4 else {
            throw TemplateError(source: source, problem: "`{{\(inside)}}` is not a name such as `{{persona.name}}`")
        }
        return .name(name)
    }
}

public struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    public var source: String
    public var problem: String

    public init(source: String, problem: String) {
        self.source = source
        self.problem = problem
    }

    public var description: String { problem }
}

extension StringProtocol {
    /// Without white space at either end.
    public var trimmed: String {
        var slice = self[...]
        while let first = slice.first, first.isWhitespace { slice = slice.dropFirst() }
        while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
        return String(slice)
    }

    func firstRange(of needle: String) -> Range<Index>? {
        guard let first = needle.first else { return nil }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first) {
            if self[found...].hasPrefix(needle) { return found..<index(found, offsetBy: needle.count) }
            start = index(after: found)
        }
        return nil
    }
}
