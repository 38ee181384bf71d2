import JSONPath
public import Journey
public import Reading

/// What came back from one exchange, read once: expectations, captures and examiners share its decoded text, its hash and its one
/// parse, each made when it is first asked for.
///
/// Belongs to one task at a time, as the page in it does.
public final class ResponseReader {
    public let result: ExchangeResult

    public init(_ result: ExchangeResult) {
        self.result = result
    }

    public var status: Int? { result.status }
    public var body: [UInt8] { result.body }
    /// The address after all redirects; empty when nothing was asked.
    public var url: String { result.last?.url ?? "" }
    public var headers: [HeaderField] { result.last?.headers ?? [] }

    /// The media type without parameters, in lower case; nil when the response names none.
    public private(set) lazy var mediaType: String? = contentType.map { type in
        let name = type.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return String(decoding: name.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private lazy var contentType: String? = headers.first(named: "Content-Type")

    /// Whether the text of it can be examined: a page of HTML that was served as one.
    public var isPage: Bool { (200...299).contains(status ?? 0) && isHTML && !body.isEmpty }

    /// Whether a browser would show it as a page of HTML. Without a media type the first character decides.
    public private(set) lazy var isHTML: Bool = {
        guard let type = mediaType, !type.isEmpty else { return startsLikeMarkup }
        return type == "text/html" || type == "application/xhtml+xml"
    }()

    private var startsLikeMarkup: Bool {
        body.prefix(1_024).first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } == UInt8(ascii: "<")
    }

    /// The body as HTML or XML, whatever the response calls it.
    public private(set) lazy var page: Page = {
        hasParsed = true
        return Page(body: body, contentType: contentType, address: WebAddress(url))
    }()

    /// Whether anybody has asked for the page.
    private(set) var hasParsed = false

    private lazy var encoding = CharacterEncoding(body: body, contentType: contentType)

    /// Whether the bytes of the body are its text in UTF-8.
    var isUTF8: Bool { encoding.name == "utf-8" }

    /// Whether characters of ASCII stand in the body as their own bytes, as in every encoding of the web but UTF-16, which only a
    /// byte order mark or the header can state.
    private(set) lazy var keepsASCII: Bool =
        !body.starts(with: [0xFF, 0xFE]) && !body.starts(with: [0xFE, 0xFF])
        && !(contentType.map { type in Self.wideEncodings.contains { $0.isIn(Array(type.lowercased().utf8)) } } ?? false)

    private static let wideEncodings = [ByteSearch("utf-16"), ByteSearch("ucs-2")]

    /// Letters that a visitor is shown, counted without a parse and only as far as it matters.
    private(set) lazy var shownLetters = TextMeter(body).letters(enough: Self.manyLetters)

    /// From here on a page certainly has something to read.
    static let manyLetters = 1_500

    /// The body in valid UTF-8.
    private(set) lazy var decodedBody: [UInt8] = encoding.decode(body)

    /// The body as text; what cannot be read is U+FFFD.
    public private(set) lazy var text = String(decoding: decodedBody, as: UTF8.self)

    /// What a visitor can read, white space as single spaces; for anything but HTML, the text.
    private(set) lazy var visibleText: [UInt8] =
        isHTML ? Array(page.visibleText.map { $0.text.onOneLine }.joined(separator: "\n").utf8) : decodedBody

    private(set) lazy var json: Result<JSON, JSONError> = {
        do throws(JSONError) { return .success(try JSON(parsing: body)) } catch { return .failure(error) }
    }()

    /// SHA-256 of the decoded body in lower-case hex; empty only when libcrypto refuses.
    public private(set) lazy var bodyHash: String = (try? Digest.sha256(body).hex) ?? ""
}

extension String {
    /// With a space for each line feed.
    var onOneLine: String {
        guard utf8.contains(0x0A) else { return self }
        return String(decoding: utf8.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
}
