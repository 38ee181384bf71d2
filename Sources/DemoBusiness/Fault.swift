/// One way in which the hotel fails its guests. Each can be set and unset while the business is open.
public enum Fault: String, CaseIterable, Hashable, Sendable {
    // Everyday faults.

    /// `/offers` takes ``DemoBusiness/Options/slowPage`` (finding `late`).
    case slowPage
    /// `/about` links to `/history`, which answers 404 (`dead-link`).
    case deadLink
    /// Every page's footer names last year (`stale-year`).
    case staleYear
    /// The confirmation of a booking does not say "Your room is reserved." and gives no reference
    /// (`outcome-not-delivered`).
    case brokenExpectation
    /// `/go/loop` and `/go/loop/back` lead to each other for ever; else they lead to `/offers`.
    case redirectLoop
    /// The offer on `/offers` ended forty days ago (`expired-offer`); else it ends in forty days.
    case expiredOffer

    // Careless pages.

    /// `/rooms` has no title (`missing-title`).
    case missingTitle
    /// `/rooms` describes a room as "Lorem ipsum…" (`placeholder`).
    case placeholderLatin
    /// The confirmation of a booking greets "{{guest.name}}" (`placeholder`).
    case placeholderTemplate
    /// `/about` says "TODO" (`placeholder`).
    case placeholderToDo
    /// `/rooms`, read over https, loads its picture over http (`mixed-content`).
    case mixedContent
    /// A missing page is answered with status 200 and says "Page not found" (`soft-404`).
    case softNotFound
    /// On `/contact` the JSON-LD names another phone number than the page (`before-the-beginning`).
    case contradictingPhone
    /// On `/contact` the JSON-LD and the description name other hours than the page (`before-the-beginning`).
    case contradictingHours
    /// The link preview (`og:title`, `og:description`) of `/` is another hotel's (`before-the-beginning`).
    case contradictingPreview

    /// The TLS listener accepts and says nothing.
    case silentHandshake

    // Certificates of new TLS connections. When several are set, the first one here is served.

    /// Valid for ``DemoBusiness/Options/certificateDaysLeft`` days more (`certificate-near-expiry`).
    case certificateNearExpiry
    /// Ended yesterday.
    case certificateExpired
    /// Signed by itself.
    case certificateSelfSigned
    /// Valid for `elsewhere.example` only.
    case certificateWrongHost

    // Guests turned away: every page and the API. When several are set, the first one here is met.

    /// 403 with a page that says "Just a moment…" and wants scripts.
    case botChallenge
    /// 429 with `Retry-After: 120`.
    case tooManyRequests
    /// 200 with a page that asks for a captcha.
    case captcha
    /// A plain 403.
    case forbidden
    /// Every page is nearly empty and loads scripts.
    case needsBrowser

    // Outages.

    /// 503 on every page and the API.
    case outOfService
    /// A booking is answered with 500.
    case bookingFails
    /// Nobody answers tickets. Once unset, waiting tickets are answered as if nothing had been.
    case ticketsUnanswered

    /// What the demo starts with: honest everyday faults.
    public static let everyday: Set<Fault> = [
        .slowPage, .deadLink, .staleYear, .brokenExpectation, .redirectLoop, .expiredOffer,
    ]
}
