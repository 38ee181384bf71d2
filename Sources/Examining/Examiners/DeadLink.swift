import Journey
import Reading

/// A link that leads nowhere: 404, 410, an error of the server, a circle, or a name that does not exist.
///
/// 403, 429 and the like say nothing, since robots are often refused what customers get (lychee, issue 1157); nor do time-outs and
/// refused connections, which may be ours.
struct DeadLink: PageExaminer {
    let code = "dead-link"
    let ruleVersion = 1
    let dependsOn: Dependencies = [.text, .otherAddresses]

    /// Links of one page that are ever asked about.
    private static let most = 150

    func examine(_ evidence: PageEvidence) -> Examination {
        let own = evidence.address?.withoutFragment
        let site = own.map(Self.site)
        var known: Set<WebAddress> = []
        var links: (same: [(Link, WebAddress)], other: [(Link, WebAddress)]) = ([], [])
        for link in evidence.page.links where link.kind == .anchor {
            guard let address = link.address?.withoutFragment, address.isHTTP, address.userInfo == nil, address != own,
                known.insert(address).inserted, address.description.utf8.count <= 2_000, !Self.acts(address)
            else { continue }
            if Self.site(of: address) == site {
                links.same.append((link, address))
            } else {
                links.other.append((link, address))
            }
        }
        let chosen = (links.same.map { ($0, true) } + links.other.map { ($0, false) }).prefix(Self.most)
        return Examination(
            questions: chosen.map { question(about: $0.0, at: $0.1, isOnSameSite: $1, url: evidence.url) })
    }

    private func question(about link: Link, at address: WebAddress, isOnSameSite: Bool, url: String) -> Question {
        Question(
            examiner: code, address: address.description, wants: .presence, mayGet: address.query == nil,
            evidence: Evidence(
                url: url, excerpt: link.text.onOneLine.escapedForDisplay(maxLength: 100),
                path: link.element.path.escapedForDisplay(maxLength: 300), line: link.line),
            about: link.text.onOneLine.escapedForDisplay(maxLength: 60), isOnSameSite: isOnSameSite)
    }

    func judge(_ answer: Answer, to question: Question) -> [PageFinding] {
        guard let how = Self.isDead(answer, question) else { return [] }
        let text = question.about.isEmpty ? "" : "“\(question.about)” "
        return [
            PageFinding(
                self, says: "the link \(text)leads to \(question.address), \(how)",
                evidence: question.evidence,
                identity: question.address)
        ]
    }

    /// In words that stand behind the address; nil when it is alive, or when nothing can be said.
    private static func isDead(_ answer: Answer, _ question: Question) -> String? {
        if let failure = answer.failure {
            switch failure.kind {
            case .lookup: return "a name that does not exist"
            case .tooManyRedirects: return "which leads in circles"
            default: return nil
            }
        }
        // An answer to HEAD alone is no proof: where GET may not be asked, nothing is said but what HEAD cannot get wrong.
        guard let status = answer.status, answer.method == "GET" || status == 410 else { return nil }
        switch status {
        case 404, 410: return "where nothing is (\(status))"
        // Other sites answer robots with 503, and with numbers of their own.
        case 500...502, 504...511: return "which fails (\(status))"
        case 503, 520...530: return question.isOnSameSite ? "which fails (\(status))" : nil
        default: return nil
        }
    }

    /// Links that do something, and forms' addresses: not asked even with HEAD.
    private static func acts(_ address: WebAddress) -> Bool {
        let text = (address.path + "?" + (address.query ?? "")).lowercased()
        return actingWords.contains { text.contains($0) }
    }

    private static let actingWords = [
        "logout", "log-out", "signout", "sign-out", "abmelden", "deconnexion", "delete", "remove", "unsubscribe",
        "abbestellen",
        "cart", "basket", "warenkorb", "panier", "carrito", "checkout", "add-to", "add_to", "addto", "wishlist",
        "action=", "do=",
        "/api/", "xmlrpc", "wp-admin", "wp-login", "confirm", "cancel", "vote", "download",
    ]

    private static func site(of address: WebAddress) -> String {
        let host = address.host ?? ""
        return (host.hasPrefix("www.") ? String(host.dropFirst(4)) : host) + ":\(address.effectivePort ?? 0)"
    }
}
