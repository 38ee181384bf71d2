import Reading

/// What a scout has seen of a site.
struct Site: Sendable {
    let origin: SiteOrigin
    /// In the order in which they were read, the home page first. Only pages that were served.
    let pages: [SitePage]
    /// For reading the home page once more.
    let homeBody: [UInt8]
    let homeType: String?
    /// What kept the scout from seeing more, in sentences.
    let remarks: [String]

    /// The page that customers open first.
    let home: SitePage

    /// How many pages link to each.
    let inbound: [WebAddress: Int]
    /// What links to each page say, and how many pages say so.
    let names: [WebAddress: [String: Int]]

    init(
        origin: SiteOrigin, home: SitePage, others: [SitePage], homeBody: [UInt8], homeType: String?, remarks: [String]
    ) {
        self.origin = origin
        self.home = home
        pages = [home] + others
        self.homeBody = homeBody
        self.homeType = homeType
        self.remarks = remarks
        var inbound: [WebAddress: Int] = [:]
        var names: [WebAddress: [String: Int]] = [:]
        for page in pages {
            for address in Set(page.links.map(\.address)) where address != page.address {
                inbound[address, default: 0] += 1
            }
            for link in page.links where !link.text.isEmpty {
                names[link.address, default: [:]][link.text, default: 0] += 1
            }
        }
        self.inbound = inbound
        self.names = names
    }

    /// Every public promise once, by kind, with the first page that makes it.
    var promises: [PublicPromise] {
        var order: [PublicPromise.Identity] = []
        var found: [PublicPromise.Identity: PublicPromise] = [:]
        for promise in pages.flatMap(\.promises) {
            if found[promise.identity] != nil {
                found[promise.identity]?.otherPages += 1
            } else if order.count < 500 {
                order.append(promise.identity)
                found[promise.identity] = promise
            }
        }
        return order.compactMap { found[$0] }
    }
}
