public import Journey
import Reading

/// The shopper was not let in, or cannot see: that says nothing about how a customer is served (DESIGN §4.12).
public struct TurnedAway: Sendable, Hashable {
    /// `blocked` or `needsBrowser`.
    public var reason: UnknownReason
    /// What happened and what to allow-list, for whoever runs the site. Safe to show.
    public var remark: String

    /// Recognises bot challenges, 403, 429 and pages made by scripts; nil when the shopper was served.
    ///
    /// - Parameter expectations: of the touchpoint. A status that one of them asks for turns nobody away.
    public static func recognise(_ reader: ResponseReader, expecting expectations: [Expectation]) -> TurnedAway? {
        guard let status = reader.status, let hop = reader.result.last else { return nil }
        let refuses = status == 403 || status == 429
        if refuses, expectations.contains(where: { $0.asksFor(status: status) }) { return nil }
        lazy var host = (WebAddress(hop.url)?.host ?? hop.url).escapedForDisplay(maxLength: 100)
        if let guardian = Challenge.recognise(reader, mayBeWordy: refuses || status == 503) {
            return TurnedAway(reason: .blocked, remark: "\(host) \(guardian.says). \(guardian.advice)")
        }
        if status == 429 {
            let after =
                hop.headers.first(named: "Retry-After").map { " (Retry-After: \($0.escapedForDisplay(maxLength: 40)))" }
                ?? ""
            return TurnedAway(
                reason: .blocked,
                remark: "\(host) says that there are too many requests (429)\(after). "
                    + "Have this machine's address allow-listed there, or let the probe run less often")
        }
        if status == 403 {
            return TurnedAway(
                reason: .blocked,
                remark:
                    "\(host) does not let the shopper in (403). Have this machine's address or the probe's user agent "
                    + "allow-listed there; if 403 is right here, expect it: `status: 403`")
        }
        guard (200...299).contains(status), looksEmpty(reader), needsBrowser(reader.page) else { return nil }
        return TurnedAway(
            reason: .needsBrowser,
            remark: "the page at \(host) is made by scripts in a browser, which this shopper has not: "
                + "probe what is served without scripts, or the API behind it")
    }

    /// Whether there is so little to read that a closer look is worth a parse.
    static func looksEmpty(_ reader: ResponseReader) -> Bool {
        reader.isHTML && !reader.body.isEmpty && reader.shownLetters < 300
    }

    /// Whether what a customer sees is put there by scripts.
    static func needsBrowser(_ page: Page) -> Bool {
        let scripts = page.scripts.filter(\.isExecutable)
        guard !scripts.isEmpty else { return false }
        // Somebody who can fill in a form or see a picture is served.
        let offersMore = page.forms.contains { form in form.fields.contains { $0.isForPeople } }
        guard !offersMore else { return false }
        if page.needsBrowser { return true }
        return page.visibleLength < 250 && page.hasEmptyRoot && scripts.contains { $0.source != nil }
    }
}

extension Form.Field {
    /// Something that a person fills in.
    var isForPeople: Bool {
        !["hidden", "submit", "button", "reset", "image", "checkbox", "radio"].contains(kind)
    }
}

extension Page {
    /// An element without text into which scripts put the page, as the common frameworks name it.
    fileprivate var hasEmptyRoot: Bool {
        let query =
            "//*[@id='root' or @id='app' or @id='__next' or @id='__nuxt' or @id='q-app' or @id='svelte' or @id='main-app'"
            + " or self::app-root][not(normalize-space())]"
        return (try? xpath(query))?.isEmpty == false
    }
}

extension Expectation {
    func asksFor(status: Int) -> Bool {
        if case .status(let ranges) = check { ranges.contains { $0.contains(status) } } else { false }
    }
}
