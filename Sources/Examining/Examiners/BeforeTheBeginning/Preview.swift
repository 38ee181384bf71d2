import Journey
import Reading

extension BeforeTheBeginning {
    /// The preview that a shared link shows speaks of something that the page does not.
    func preview(of evidence: PageEvidence) -> [PageFinding] {
        let page = evidence.page
        guard let title = page.meta("og:title"), !evidence.isArticle, page.visibleLength >= 200 else { return [] }
        let preview = title + " " + (page.meta("og:description") ?? "")
        let told = Words.significant(in: preview)
        // A word or two prove nothing.
        guard told.count >= 6 else { return [] }
        let own = Words.stems(in: evidence)
        let missing = told.filter { !own.contains(Words.stem($0)) }
        guard Double(missing.count) >= 0.75 * Double(told.count), Words.shareALanguage(preview, evidence) else {
            return []
        }
        return [
            PageFinding(
                self,
                says: "the preview of the link promises \(title.quoted(atMost: 100)), of which the page says nothing",
                evidence: Evidence(
                    url: evidence.url, excerpt: preview.escapedForDisplay(maxLength: 300),
                    path: "og:title, og:description"),
                identity: "preview")
        ]
    }

    /// The name that search engines are told for the place is nowhere on the page. Legal names differ: a suspicion.
    func name(of evidence: PageEvidence) -> [PageFinding] {
        guard let place = evidence.structuredData.first(where: { Self.isPlace($0) }), let name = place.text("name")
        else {
            return []
        }
        let told = Words.significant(in: name)
        let own = Words.stems(in: evidence)
        guard told.count >= 2, told.allSatisfy({ !own.contains(Words.stem($0)) }) else { return [] }
        return [
            PageFinding(
                self, .suspect,
                says: "search engines are told the name \(name.quoted(atMost: 100)), which the page does not bear",
                evidence: Evidence(
                    url: evidence.url, excerpt: name.escapedForDisplay(maxLength: 300), path: "JSON-LD name"),
                identity: "name")
        ]
    }

    /// A place that customers go to or call, in schema.org's types: whatever has an address or opening hours.
    static func isPlace(_ data: StructuredData) -> Bool {
        data["address"] != nil || data["openingHours"] != nil || data["openingHoursSpecification"] != nil
    }

    /// The page says that it is really another one: a canonical address or a preview's that leads to another site.
    func addresses(of evidence: PageEvidence) -> [PageFinding] {
        guard let own = evidence.address, let ownHost = own.host else { return [] }
        let canonical = evidence.page.links.first { $0.kind == .relation && $0.relations.contains("canonical") }
        let stated: [(name: String, address: WebAddress?)] = [
            ("canonical", canonical?.address), ("og:url", evidence.page.meta("og:url").flatMap { own.resolving($0) }),
        ]
        return stated.compactMap { name, address in
            guard let address, let host = address.host, host != ownHost, !Self.areOneSite(host, ownHost) else {
                return nil
            }
            // Pages are syndicated on purpose; nobody shows customers a workshop on purpose.
            let isWorkshop = Self.isWorkshop(host) && !Self.isWorkshop(ownHost)
            return PageFinding(
                self, isWorkshop ? .defect : .suspect,
                says: "search engines and previews are sent to \(host) instead (\(name))",
                evidence: Evidence(
                    url: evidence.url, excerpt: address.description.escapedForDisplay(maxLength: 300), path: name),
                identity: "\(name) \(host)")
        }
    }

    /// The last two labels are the same: no list of public suffixes is needed to be on the safe side.
    static func areOneSite(_ one: String, _ other: String) -> Bool {
        func end(_ host: String) -> [Substring] { host.split(separator: ".").suffix(2) }
        return end(one) == end(other)
    }

    private static func isWorkshop(_ host: String) -> Bool {
        let labels = host.split(separator: ".").map(String.init)
        return host == "localhost" || host.hasPrefix("127.") || host.hasPrefix("192.168.") || host.hasPrefix("10.")
            || ["local", "test", "localhost", "invalid", "internal"].contains(labels.last ?? "")
            || ["staging", "stage", "dev", "test", "preview", "beta"].contains(labels.first ?? "")
    }
}
