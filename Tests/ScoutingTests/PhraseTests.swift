import Reading
import Testing

@testable import Shopping

@Suite struct PhraseTests {
    private static func kinds(_ html: String) -> [PublicPromise.Kind] {
        PublicPromises.phrases(in: ReadableText(Page(html))).map(\.kind)
    }

    @Test func everyExpressionIsOne() {
        let written = PhraseRules.languages.reduce(0) { $0 + $1.phrases.count }
        #expect(PhraseRules.all.count == written)
        for language in PhraseRules.languages {
            for (_, expression) in language.unless { #expect(throws: Never.self) { try Pattern(expression) } }
        }
    }

    static let promises: [(PublicPromise.Kind, String)] = [
        (.reply, "We answer every message within 4 hours while the reception is open."),
        (.reply, "We aim to reply within 24 hours."),
        (.reply, "Our team will get back to you in under 2 business days."),
        (.reply, "Within one working day, you will hear from one of our advisers: we’ll call you back."),
        (.reply, "Average response time: 2 hours"),
        (.reply, "24-hour response guarantee"),
        (.reply, "Same-day reply, promised"),
        (.reply, "Antwort innerhalb von 2 Werktagen"),
        (.reply, "Wir melden uns innerhalb von 24 Stunden bei Ihnen."),
        (.reply, "Innerhalb von 48 Stunden erhalten Sie eine Antwort."),
        (.reply, "Unsere Reaktionszeit beträgt maximal 4 Stunden."),
        (.reply, "Nous vous apportons une réponse sous 48h."),
        (.reply, "Réponse en moins de 24 heures"),
        (.reply, "Délai de réponse : 2 jours ouvrés"),
        (.reply, "Respondemos en menos de 24 horas."),
        (.reply, "Tiempo medio de respuesta: 2 horas"),
        (.availability, "We are here for you 24/7."),
        (.availability, "Round-the-clock support"),
        (.availability, "The reception is open around the clock."),
        (.availability, "Wir sind rund um die Uhr für Sie da."),
        (.availability, "24-Stunden-Hotline"),
        (.availability, "Service client 24h/24 et 7j/7"),
        (.availability, "Atención 24 horas al día"),
        (.delivery, "Ships in 2 days"),
        (.delivery, "Your parcel is delivered within 3-5 business days."),
        (.delivery, "Free shipping on everything"),
        (.delivery, "Next-day delivery"),
        (.delivery, "Lieferzeit: 2-3 Werktage"),
        (.delivery, "Wir liefern innerhalb von 24 Stunden."),
        (.delivery, "Kostenloser Versand ab 50 €"),
        (.delivery, "Livraison gratuite dès 30 €"),
        (.delivery, "Livré chez vous en 48h"),
        (.delivery, "Envío gratis"),
        (.delivery, "Entrega en 24 horas"),
        (.returns, "Free returns"),
        (.returns, "30-day returns"),
        (.returns, "30 days money-back guarantee"),
        (.returns, "You can return any item within 14 days."),
        (.returns, "You can cancel free of charge until the day before you arrive."),
        (.returns, "Kostenlose Rücksendung"),
        (.returns, "30 Tage Rückgaberecht"),
        (.returns, "Geld-zurück-Garantie"),
        (.returns, "Retours gratuits"),
        (.returns, "Satisfait ou remboursé"),
        (.returns, "30 jours pour changer d’avis"),
        (.returns, "Devoluciones gratuitas"),
        (.returns, "Te devolvemos el dinero"),
    ]

    @Test(arguments: promises)
    func findsIt(kind: PublicPromise.Kind, text: String) {
        #expect(Self.kinds("<p>\(text)</p>") == [kind])
    }

    @Test(arguments: [
        "Please reply within 14 days or the offer lapses.",
        "If you do not respond within 7 days, the order is cancelled.",
        "We cannot promise to answer within 24 hours.",
        "I got a response within two hours!",
        "The response was kind.",
        "Version 24/7/2026", "Released on 24/7.", "24/77",
        "Support is not available 24/7.",
        "Hackers work around the clock.",
        "You may return the goods within the period after delivery in 3 parts.",
        "You have 14 days after delivery to notify us of damage.",
        "No free shipping to islands.",
        "My order was delivered in 2 days.",
        "We do not offer free returns on sale items.",
        "Free tax returns explained",
        "The museum was rebuilt in two years.",
        "A 30-day forecast", "A walk of 2 hours", "Open the box within 2 days of storage.",
        "Bitte antworten Sie innerhalb von 14 Tagen.",
        "Wir können leider nicht innerhalb von 24 Stunden antworten.",
        "Die Stadt schläft nicht, in 24 Stunden um die Welt.",
        "Kein kostenloser Versand auf Inseln: Lieferung nicht in 2 Tagen.",
        "Veuillez nous répondre sous 48h.",
        "Nous ne sommes pas disponibles 24h/24.",
        "Si no responde en 14 días, se cancela.",
        "No hay envío gratis: no realizamos la entrega en 24 horas.",
    ])
    func leavesItBe(text: String) {
        let found = PublicPromises.phrases(in: ReadableText(Page("<p>\(text)</p>")))
        #expect(found.isEmpty, "\(found.map { "\($0.kind): \($0.words)" })")
    }

    @Test(arguments: [
        "<blockquote>We reply within 2 hours</blockquote>",
        "<div class='customer-reviews'><p>Free returns and 24/7 support</p></div>",
        "<pre>Ships in 2 days</pre>",
        "<script>'Free shipping'</script>",
        "<p>We reply</p><p>within 2 hours</p>",
    ])
    func leavesBeWhatTheBusinessDoesNotSayInOneBreath(html: String) {
        #expect(Self.kinds(html).isEmpty)
    }

    @Test func tellsWhereAndInWhichSentence() throws {
        let page = Page(
            "<html><body>\n<p>Welcome. We reply within 4 hours, promised. Come and see us.</p></body></html>")
        let found = try #require(PublicPromises.phrases(in: ReadableText(page)).first)
        #expect(found.sentence == "We reply within 4 hours, promised.")
        #expect(found.words == "reply within 4 hours")
        #expect(ReadableText(page).sourceLine(at: found.offset) == 2)
    }

    @Test func findsWhatCanBePressed() throws {
        let address = try #require(WebAddress("https://shop.example/"))
        let page = Page(
            """
            <a href="tel:+49 30 23125 014">Ring us</a> <a href="mailto:Care@Shop.example?subject=Hello">Write</a>
            <a href="tel:112">112</a> <a href="mailto:">nobody</a> <a href="tel:+493023125014">again</a>
            """, address: address)
        let found = PublicPromises.all(in: page, ReadableText(page), at: address)
        #expect(found.map(\.kind) == [.telephone, .mail])
        #expect(found.map(\.words) == ["+49 30 23125 014", "care@shop.example"])
    }

    @Test func aPageOfAMillionClaimsGivesAHundred() throws {
        let address = try #require(WebAddress("https://shop.example/"))
        let page = Page(
            (0..<20_000).map { "<p>We reply within \($0 % 900) hours, number \($0).</p>" }.joined(), address: address)
        #expect(PublicPromises.all(in: page, ReadableText(page), at: address).count <= 100)
    }
}
