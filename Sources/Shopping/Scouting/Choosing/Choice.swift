import Journey
import Reading

/// Which pages the three probes visit.
struct Choice: Sendable {
    let home: SitePage
    /// At most two, besides the home page, that matter most to somebody who comes for the first time.
    let important: [SitePage]
    /// Nil when no page looks like one; the home page then has to show the way.
    let contact: SitePage?
    /// One or two: returns, terms, questions; failing those the page most linked to.
    let smallPrint: [SitePage]
    /// Whether they are what they are called.
    let findsSmallPrint: Bool

    init(_ site: Site) {
        let home = site.home
        self.home = home
        let others = site.pages.dropFirst().filter { page in
            !page.needsBrowser && page.address.path != home.address.path
                // A query may hold what a template would take for its own.
                && !page.address.description.contains("{{")
        }
        let kinds = others.map { Self.kinds(of: $0, on: site) }
        let ranked = Array(zip(others, kinds))

        func best(_ kind: PageKind, where accept: (SitePage) -> Bool = { _ in true }) -> SitePage? {
            ranked.filter { ($0.1[kind] ?? 0) > 0 && accept($0.0) }
                .max { one, other in Self.order(one, other, kind, site) }?.0
        }
        let contact = best(.contact) { !$0.routes.isEmpty } ?? best(.contact)
        self.contact = contact

        var taken: Set<WebAddress> = contact.map { [$0.address] } ?? []
        var smallPrint: [SitePage] = []
        for kind in [PageKind.returns, .terms, .help] where smallPrint.count < 2 {
            if let page = best(kind, where: { !taken.contains($0.address) }) {
                smallPrint.append(page)
                taken.insert(page.address)
            }
        }

        var important: [SitePage] = []
        for kind in [PageKind.shop, .prices, .offers, .booking] where important.count < 2 {
            if let page = best(kind, where: { !taken.contains($0.address) }) {
                important.append(page)
                taken.insert(page.address)
            }
        }
        let byLinks = others.enumerated().sorted { one, other in
            let (left, right) = (site.inbound[one.element.address] ?? 0, site.inbound[other.element.address] ?? 0)
            return (-left, one.offset) < (-right, other.offset)
        }.map(\.element)
        for page in byLinks where important.count < 2 && !taken.contains(page.address) {
            important.append(page)
            taken.insert(page.address)
        }
        self.important = important
        findsSmallPrint = !smallPrint.isEmpty
        if smallPrint.isEmpty { smallPrint = [byLinks.first { !taken.contains($0.address) } ?? byLinks.first ?? home] }
        self.smallPrint = smallPrint
    }

    private typealias Ranked = (SitePage, [PageKind: Int])

    /// Whether one page is less that kind of page than another; of equals, the one that fewer pages link to.
    private static func order(_ one: Ranked, _ other: Ranked, _ kind: PageKind, _ site: Site) -> Bool {
        func rank(_ entry: Ranked) -> (Int, Int, Int) {
            (entry.1[kind] ?? 0, site.inbound[entry.0.address] ?? 0, -entry.0.address.description.utf8.count)
        }
        return rank(one) < rank(other)
    }

    /// How much says that a page is of each kind: the texts of links to it most, then its path, then its title.
    private static func kinds(of page: SitePage, on site: Site) -> [PageKind: Int] {
        var kinds: [PageKind: Int] = [:]
        for text in (site.names[page.address] ?? [:]).keys {
            if let kind = PageKind.named(text) { kinds[kind] = max(kinds[kind] ?? 0, 3) }
        }
        if let kind = PageKind.atPath(page.address.path) { kinds[kind, default: 0] += 2 }
        if let kind = page.title.flatMap(PageKind.named) { kinds[kind, default: 0] += 1 }
        return kinds
    }
}

extension Site {
    /// What customers call a page: what most pages' links to it say, else its title's first part, else its path.
    func name(of page: SitePage) -> String {
        if page.address == home.address { return "Home page" }
        let linked = (names[page.address] ?? [:]).filter { (2...30).contains($0.key.count) }
            .max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        let first = page.title?.split { "–|—·•-:".contains($0) }.first.map { $0.trimmed }
        let name = linked ?? first.flatMap { (2...40).contains($0.count) ? $0 : nil } ?? page.address.path
        return name.escapedForDisplay(maxLength: 40)
    }
}
