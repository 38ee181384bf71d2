import Journey
import Testing

@testable import Examining

@Suite struct ExpiredOfferTests {
    @Test(arguments: [
        ("en", "<p>Offer valid until <time datetime=2026-10-15>15 October 2026</time>.</p>"),
        ("en", "<p>Summer sale ends March 3, 2024!</p>"),
        ("en", "<h2>Winter special offer</h2><p>Two for one.</p><p>Valid until 31/12/2024</p>"),
        ("en", "<p>20% off if you book by 30th June 2025.</p>"),
        ("en", "<p>This promotion is valid from 1 March 2024 to 31 March 2024.</p>"),
        ("en", "<p>Discount code SPRING expires on 2025-04-30</p>"),
        ("en-US", "<p>Our deal is only available until 10/31/2025.</p>"),
        ("en", "<p>Offer valid until 24th October, 2024 *</p>"),
        ("en", "<h3>Promotion ends: 20.03.2014, 12:00PM</h3>"),
        ("en", "<p>Discount valid until Nov 30, 2024</p>"),
        ("de", "<p>Angebot gültig bis 31.12.2024</p>"),
        ("de", "<h3>Rabattaktion</h3><p>Nur bis zum 3. März 2025: alle Wasserkocher im Angebot!</p>"),
        ("de", "<h3>Frühbucherrabatt</h3><p>Gültig bis zum 28. Februar 2026</p>"),
        ("fr", "<p>Offre valable jusqu’au 1er mars 2025.</p>"),
        ("fr", "<p>Nos soldes : jusqu'au 31 août 2025 !</p>"),
        ("es", "<p>Oferta válida hasta el 3 de marzo de 2025.</p>"),
        ("es", "<p>La promoción termina el 31 de diciembre de 2025</p>"),
        (
            "en",
            "<script type=\"application/ld+json\">{\"@type\":\"Product\",\"offers\":{\"@type\":\"Offer\",\"price\":\"9\","
                + "\"priceValidUntil\":\"2025-01-31\"}}</script><p>Kettle</p>"
        ),
    ])
    func anOfferThatHasEndedIsFound(lang: String, body: String) {
        #expect(ExpiredOffer().defects(inBody: body, lang: lang).count == 1)
    }

    @Test(arguments: [
        ("en", "<p>Offer valid until 15 December 2026.</p>"),
        ("en", "<p>Offer valid until 24 November 2026.</p>"),
        ("en", "<p>Summer sale ended on 3 March 2024.</p>"),
        ("en", "<p>The offer was valid until 3 March 2024.</p>"),
        ("en", "<p>This offer has expired. It ran until 3 March 2024.</p>"),
        ("en", "<p>The exhibition runs until 3 March 2024.</p>"),
        ("en", "<p>Your passport must be valid until 3 March 2024.</p>"),
        ("en", "<p>We offer rooms. In March 2024 we opened a garden.</p>"),
        ("en", "<p>He was president until 20 January 2021.</p>"),
        ("en", "<p>Special offer until further notice. Prices as of 1 January 2024.</p>"),
        ("en", "<p><del>Offer valid until 3 March 2024</del></p>"),
        ("en", "<div class=expired><p>Offer valid until 3 March 2024</p></div>"),
        ("en", "<p>Offer valid until 3 March.</p>"),
        ("en", "<p>Offer valid until 4/12/2026 in all shops.</p>"),
        ("de", "<p>Das Angebot ist abgelaufen, es galt bis 31.12.2024.</p>"),
        ("de", "<p>Öffnungszeiten gültig bis 31.12.2024</p>"),
        ("de", "<p>Angebot gültig bis 31.12.2026</p>"),
        ("de", "<p>Bei älteren Gutscheinen (z. B. „gültig bis 11.07.2024“) gelten drei Jahre.</p>"),
        ("en", "<p>Codes say when they end, for example: offer valid until 3 March 2024.</p>"),
        ("en", "<p>The annual sale ends in 10 days. Offer valid until the expiry date.</p>"),
        ("fr", "<p>Le musée est fermé jusqu'au 3 mars 2024.</p>"),
        ("es", "<p>Oferta finalizada: era válida hasta el 3 de marzo de 2025.</p>"),
        (
            "en",
            "<script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"validThrough\":\"2025-01-31\"}</script>"
        ),
        (
            "en",
            "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"}</script><p>Offer valid until 3 March 2024</p>"
        ),
    ])
    func whatHoldsOrIsOnlyToldIsLeftAlone(lang: String, body: String) {
        #expect(ExpiredOffer().defects(inBody: body, lang: lang).isEmpty)
    }

    @Test(arguments: ["/news/2024/sale", "/blog/sale", "/archive/sale", "/terms"])
    func pagesThatTellOfThePastAreLeftAlone(path: String) {
        let found = ExpiredOffer().defects(
            inBody: "<p>Offer valid until 3 March 2024.</p>", url: "https://shop.example" + path)
        #expect(found.isEmpty)
    }

    @Test func anOfferIsGoodOnItsLastDay() throws {
        let finding = try #require(ExpiredOffer().defects(inBody: "<p>Offer valid until 2025-05-31</p>").first)
        #expect(finding.from == Day(iso8601: "2025-06-01"))
        #expect(finding.says == "an offer is shown that ended on 2025-05-31")
    }

    @Test func anOfferToldTwiceIsFoundOnce() {
        let body =
            "<script type=\"application/ld+json\">{\"@type\":\"Offer\",\"priceValidUntil\":\"2025-05-31\"}</script>"
            + "<p>Offer valid until 31 May 2025</p>"
        #expect(ExpiredOffer().defects(inBody: body).count == 1)
    }
}
