import Examining
import Journey
import Reading

/// What a scout keeps of one page that it has read.
struct SitePage: Sendable {
    let address: WebAddress
    let status: Int
    /// From the first byte asked for to the last one read, a new connection included.
    let took: Duration
    let title: String?
    /// Such as `en` or `de-CH`; nil unless the page says it in a form that we can write down.
    let language: String?
    /// What the page calls the site it belongs to (`og:site_name`).
    let siteName: String?
    let links: [SiteLink]
    let routes: Set<HumanRoute>
    let promises: [PublicPromise]
    let hours: WrittenHours
    /// What a visitor can read, cut at 200,000 bytes.
    let text: String
    /// What is shown is made by scripts, where a scout cannot look.
    let needsBrowser: Bool

    /// - Parameter address: where it was asked for; redirects are not followed.
    init(_ reader: ResponseReader, at address: WebAddress, on site: SiteOrigin) {
        let page = reader.page
        self.address = address
        status = reader.status ?? 0
        took = reader.result.total
        title = page.title
        language = page.language.flatMap(Self.languageTag)
        siteName = page.metas.first { $0.name == "og:site_name" }.map(\.content.trimmed).flatMap {
            $0.isEmpty ? nil : $0
        }
        links = SiteLink.all(of: page, on: site)
        routes = HumanRoute.all(of: page)
        let readable = ReadableText(page)
        promises = PublicPromises.all(in: page, readable, at: address)
        hours = WrittenHours(in: readable)
        text = readable.text
        needsBrowser = TurnedAway.recognise(reader, expecting: [])?.reason == .needsBrowser
    }

    private static func languageTag(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let fits = parts.enumerated().allSatisfy { index, part in
            (index == 0 ? 2...8 : 1...8).contains(part.utf8.count)
                && part.allSatisfy { $0.isASCII && ($0.isLetter || index > 0 && $0.isNumber) }
        }
        return fits && parts.count <= 4 ? text : nil
    }
}

/// A link of the site to itself that may be followed.
struct SiteLink: Sendable, Hashable {
    let address: WebAddress
    let text: String

    /// Of a page with more, the first two thousand.
    static func all(of page: Page, on site: SiteOrigin) -> [SiteLink] {
        var links: [SiteLink] = []
        var seen: Set<SiteLink> = []
        for link in page.links.lazy.filter({ $0.kind == .anchor }).prefix(2_000) {
            guard let address = link.address.flatMap(site.canonical), !mayAct(link),
                !ActingPaths.acts(address, linkText: link.text)
            else { continue }
            let found = SiteLink(address: address, text: link.text.escapedForDisplay(maxLength: 100))
            if seen.insert(found).inserted { links.append(found) }
        }
        return links
    }

    /// The page's author says that this is no link to be read: not to be followed by robots, sent by a script with another
    /// method (Rails, Laravel), or a file.
    private static func mayAct(_ link: Link) -> Bool {
        link.relations.contains("nofollow")
            || ["data-method", "data-confirm", "data-remote", "download"].contains { link.element.attribute($0) != nil }
    }
}

/// A way to reach a person.
enum HumanRoute: String, Sendable, CaseIterable {
    case telephone, mail, form

    /// Finds it on a page.
    var xpath: String {
        switch self {
        case .telephone: "//a[starts-with(@href,'tel:')]"
        case .mail: "//a[starts-with(@href,'mailto:')]"
        case .form: "//form[.//textarea]"
        }
    }

    var phrase: String {
        switch self {
        case .telephone: "a telephone link"
        case .mail: "a mail link"
        case .form: "a form to write in"
        }
    }

    static func all(of page: Page) -> Set<HumanRoute> {
        Set(allCases.filter { route in (try? page.xpath(route.xpath)).map { !$0.isEmpty } ?? false })
    }
}
