public import Journey
public import Reading

/// What page examiners look at: one page as it came, and where and when it was seen.
///
/// Belongs to one task at a time, as the reader in it does. What examiners share is made once, when it is first asked for.
public final class PageEvidence {
    public let reader: ResponseReader
    /// The day at the place of the business, and the moment.
    public let today: Day
    public let now: Timestamp
    /// Of the location; the page's own goes before it.
    public let locationLanguage: String?
    /// The first page of its origin in this visit: what is true of the whole origin is examined there, and counted once.
    public let isEntrance: Bool
    /// A certificate with fewer days left is a finding. Usually 14, which is common practice: renewal is due at 30 days, and has
    /// failed for two weeks.
    public let certificateDays: Int

    public init(
        _ reader: ResponseReader, today: Day, now: Timestamp, locationLanguage: String? = nil, isEntrance: Bool = true,
        certificateDays: Int = 14
    ) {
        self.reader = reader
        self.today = today
        self.now = now
        self.locationLanguage = locationLanguage
        self.isEntrance = isEntrance
        self.certificateDays = certificateDays
    }

    public var page: Page { reader.page }
    public var hops: [Hop] { reader.result.hops }
    /// The page's own address; nil when it is none.
    public private(set) lazy var address: WebAddress? = WebAddress(reader.url)
    /// As it may be shown and stored.
    var url: String { address?.withoutFragment.description ?? reader.url }

    public var isPage: Bool { reader.isPage }

    /// What the page says its language is, else the location's.
    private(set) lazy var language: String? = page.language ?? locationLanguage

    /// What visitors read, with what examiners need to know of each block: of pages longer than any that is made for people, the
    /// beginning.
    private(set) lazy var blocks: [Block] = page.visibleText.prefix(5_000).enumerated().map { Block($1, index: $0) }

    /// The objects of its JSON-LD, those inside others among them.
    private(set) lazy var structuredData: [StructuredData] = StructuredData.all(of: page)

    /// What is shown struck through, folded. Each is searched for each offer, so there is an end to it.
    private(set) lazy var struckTexts: [String] = ((try? page.xpath("//del|//s|//strike")) ?? []).prefix(200)
        .map { String($0.text.prefix(500)).folded }

    /// A news item, a post or an article: a text of its day, which is not put right afterwards.
    private(set) lazy var isArticle: Bool =
        page.meta("og:type").map { $0 == "article" || $0.hasSuffix(":article") } ?? false
        || structuredData.contains { !$0.types.isDisjoint(with: Self.articleTypes) }
        || address.map { Self.articlePaths.isIn(Array($0.path.lowercased().utf8)) } ?? false

    private static let articleTypes: Set<String> = [
        "Article", "NewsArticle", "BlogPosting", "Report", "ScholarlyArticle", "TechArticle", "OpinionNewsArticle",
        "LiveBlogPosting", "SocialMediaPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "ReviewNewsArticle",
    ]
    private static let articlePaths = ByteSearch("/blog/")

    /// A page about code, where code stands in running text too.
    private(set) lazy var isTechnical: Bool = page.visibleText.lazy.filter { !$0.verbatim.isEmpty }.prefix(3).count == 3
}

/// A block of text that visitors read.
struct Block {
    let text: String
    /// Without what is code; in lower case, without accents.
    let folded: String
    let element: Element
    let line: Int
    let index: Int

    init(_ block: TextBlock, index: Int) {
        text = block.prose
        folded = text.folded
        element = block.element
        line = block.line
        self.index = index
    }

    /// The evidence that it gives.
    func evidence(url: String, _ excerpt: String? = nil) -> Evidence {
        Evidence(
            url: url, excerpt: (excerpt ?? text).onOneLine.escapedForDisplay(maxLength: 300),
            path: element.path.escapedForDisplay(maxLength: 300), line: line)
    }

    var isHeading: Bool {
        let name = element.name
        return name.utf8.count == 2 && name.hasPrefix("h") && name != "hr"
    }

    /// Whether the element or one around it answers.
    func isInside(_ answers: (Element) -> Bool) -> Bool {
        answers(element) || element.ancestors.contains(where: answers)
    }

    /// Whether it stands in an element of one of these names, or in one whose class or id holds one of these words.
    func isInside(elements: Set<String>, words: [String]) -> Bool {
        isInside { element in
            if elements.contains(element.name) { return true }
            guard !words.isEmpty else { return false }
            for attribute in ["class", "id", "role"] {
                // The beginning of it: this is looked at for every block inside.
                guard let whole = element.attribute(attribute) else { continue }
                let value = String(decoding: whole.utf8.prefix(1_000), as: UTF8.self).lowercased()
                if words.contains(where: { value.contains($0) }) { return true }
            }
            return false
        }
    }
}

extension Page {
    /// The content of the first `<meta>` of that name or property; nil when there is none or it is empty.
    func meta(_ name: String) -> String? {
        metas.first { $0.name == name && !$0.content.isEmpty }?.content
    }
}
