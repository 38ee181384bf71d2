/// Something that must hold of a response. `text` is how a report names it.
public struct Expectation: Sendable, Hashable {
    public var check: Check
    public var place: SourcePlace

    public init(_ check: Check, place: SourcePlace) {
        self.check = check
        self.place = place
    }

    public enum Check: Sendable, Hashable {
        /// One of these ranges; `200`, `2xx`, `200-299`.
        case status([ClosedRange<Int>])
        case contains(Template)
        case lacks(Template)
        case header(String, Matcher)
        case xpath(String, Matcher)
        case jsonpath(String, Matcher)
        case regex(String)
        /// The address after all redirects.
        case url(Matcher)
        /// Days of validity the certificate must have left at least.
        case certificate(days: Int)
        /// Bytes of decoded body.
        case size(atLeast: Int?, atMost: Int?)
        /// Lower-case hex of the decoded body's SHA-256.
        case sha256(String)
    }
}

/// How a value that was found is compared.
public enum Matcher: Sendable, Hashable {
    case exists
    case absent
    case equals(Template)
    case contains(Template)
    case matches(String)
    case oneOf([Template])
    case atLeast(Double)
    case atMost(Double)
    /// How many there are.
    case count(ClosedRange<Int>)
}

/// A value taken from a response for later touchpoints.
public struct Capture: Sendable, Hashable {
    public var name: String
    public var from: Source
    public var conversion: Conversion?
    public var place: SourcePlace

    public init(name: String, from: Source, conversion: Conversion? = nil, place: SourcePlace) {
        self.name = name
        self.from = from
        self.conversion = conversion
        self.place = place
    }

    public enum Source: Sendable, Hashable {
        /// The first capture group, or the whole match of a pattern without one.
        case regex(String)
        case xpath(String)
        case jsonpath(String)
        case header(String)
        case cookie(String)
        case status
        case url
        case body
    }

    /// `as:`; what a captured text means.
    public enum Conversion: Sendable, Hashable {
        /// With a strftime-like format, or every form that Reading knows.
        case time(format: String?)
        case number
        case base64
        case htmlText
    }
}

/// What became of an expectation.
public struct Verdict: Sendable, Hashable, Codable {
    /// The expectation in words: `status 200`, `contains "Returns"`.
    public var expected: String
    public var held: Bool
    /// What was there instead, shortened, secrets removed, safe to show; empty when it held.
    public var saw: String
    public var line: Int

    public init(expected: String, held: Bool, saw: String, line: Int) {
        self.expected = expected
        self.held = held
        self.saw = saw
        self.line = line
    }
}
