import Journey
import Reading

extension Draft {
    var firstVisit: String {
        var names = Names()
        var touchpoints = page(choice.home, &names, contains: visibleName)
        for other in choice.important { touchpoints += page(other, &names) }
        return head(
            "first-visit", about: "Somebody hears of \(answers.name) and has a first look.", every: "10m",
            explaining: "The home page and the pages that matter most to somebody who is new. Sends nothing.")
            + touchpoints
    }

    var findContact: String {
        var names = Names()
        let start = head(
            "find-contact", about: "Somebody wants to speak to a person at \(answers.name).", every: "1h",
            explaining: "From the home page to a way to reach a person. Contacts nobody.")
        guard let contact = choice.contact else {
            return start
                + comment(
                    "No page was found that looks like a contact page, so the home page itself has to offer a way.")
                + page(choice.home, &names, routes: choice.home.routes)
        }
        guard let link = linkOnHomePage(to: contact) else {
            return start
                + comment("The home page has no link to it that could be told apart from others.")
                + page(choice.home, &names) + page(contact, &names, routes: contact.routes)
        }
        return start
            + page(
                choice.home, &names, xpath: link,
                capture: "    capture: {contact: {xpath: \((link + "/@href").yamlQuoted)}}\n")
            + page(contact, &names, at: #""{{contact}}""#, routes: contact.routes)
    }

    var smallPrint: String {
        var names = Names()
        return head(
            "read-the-small-print",
            about: choice.findsSmallPrint
                ? "Somebody checks what \(answers.name) says about returns, terms or questions."
                : "Somebody reads on at \(answers.name); no page on returns, terms or questions was found.",
            every: "1d", explaining: "Reads what customers read before they trust a business. Sends nothing.")
            + choice.smallPrint.map { page($0, &names) }.joined()
    }

    private func head(_ name: String, about: String, every: String, explaining: String) -> String {
        comment(explaining) + """
            probe: \(name)
            about: \(about.yamlQuoted)
            owner: \(ownerID.yamlQuoted)
            schedule: {every: \(every)}
            journey:

            """
    }

    /// Names of touchpoints, each once in a journey.
    private struct Names {
        var taken: Set<String> = []

        mutating func unique(_ name: String) -> String {
            var unique = name
            var number = 2
            while !taken.insert(unique).inserted {
                unique = "\(name) \(number)"
                number += 1
            }
            return unique
        }
    }

    /// - Parameters:
    ///   - at: the address as it stands in the file; the page's own without it.
    ///   - routes: ways to reach a person, one of which must be there; any, if the page has none.
    private func page(
        _ page: SitePage, _ names: inout Names, at address: String? = nil, contains: String? = nil,
        xpath: String? = nil,
        routes: Set<HumanRoute>? = nil, capture: String = ""
    ) -> String {
        let promise = RoundPromise(measured: page.took)
        var text = "  - touchpoint: \(names.unique(site.name(of: page)).yamlQuoted)\n"
        text += "    get: \(address ?? reference(to: page))\n"
        text += "    promise: \(promise.promise)s   # it took \(figure(page.took)) when it was read\n"
        text += "    patience: \(promise.patience)s\n"
        text += "    expect:\n      status: \(page.status)\n"
        if let contains { text += "      contains: [\(contains.yamlQuoted)]\n" }
        if let xpath { text += "      xpath: [\(xpath.yamlQuoted)]\n" }
        if let routes {
            let expected = HumanRoute.allCases.filter { routes.isEmpty || routes.contains($0) }
            text += "      # " + expected.map(\.phrase).joined(separator: ", or ") + "\n"
            text += "      xpath: [\(expected.map(\.xpath).joined(separator: " | ").yamlQuoted)]\n"
        }
        return text + capture + "    examine: page\n"
    }

    /// `120 ms`, `1.6 s`.
    private func figure(_ duration: Duration) -> String {
        if duration < .seconds(1) { return "\(max(1, Int((duration / .milliseconds(1)).rounded()))) ms" }
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// The business's name, if a visitor can read it on the home page.
    private var visibleName: String? {
        !answers.name.contains("{{") && choice.home.text.contains(answers.name) ? answers.name : nil
    }

    /// An XPath whose first link on the home page is the one to a page: by what it says, as a customer finds it, or else by
    /// where it leads.
    private func linkOnHomePage(to target: SitePage) -> String? {
        let home = Page(body: site.homeBody, contentType: site.homeType, address: site.home.address)
        let links = home.links.filter { link in
            link.kind == .anchor && link.address.flatMap(site.origin.canonical) == target.address
        }
        for link in links.prefix(10) {
            let byText = link.text.xpathQuoted.map { "//a[normalize-space(.)=\($0)]" }
            let byAddress = link.value.xpathQuoted.map { "//a[@href=\($0)]" }
            for query in [byText, byAddress].compactMap(\.self) where link.text.count < 60 || query == byAddress {
                guard let first = (try? home.xpath(query + "/@href"))?.first,
                    let address = home.base.flatMap({ $0.resolving(first.text) }),
                    site.origin.canonical(address) == target.address
                else { continue }
                return query
            }
        }
        return nil
    }
}
