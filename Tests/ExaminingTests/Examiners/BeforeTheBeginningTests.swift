import Journey
import Testing

@testable import Examining

@Suite struct BeforeTheBeginningTests {
    private static let text = """
        <h1>Hotel Lindenhof</h1><p>Nine quiet rooms in the middle of Berlin, and a breakfast that is worth getting up for. The \
        windows are open at night, the beds are good, and you can book with us directly, at the best price for you and your family.</p>
        """

    private func page(head: String = "", body: String = "", url: String = "https://lindenhof.example/") -> PageEvidence
    {
        evidence(
            """
            <html lang=en><head><title>Hotel Lindenhof – a small hotel in Berlin</title>
            <meta name=description content="Nine quiet rooms between lime trees">\(head)</head><body>\(Self.text)\(body)</body></html>
            """, url: url)
    }

    private func data(_ members: String) -> String {
        "<script type=\"application/ld+json\">{\"@type\":\"Hotel\",\"address\":\"x\",\(members)}</script>"
    }

    // MARK: Preview

    @Test func aPreviewOfSomethingElseIsFound() {
        let head = """
            <meta property="og:title" content="Hotel Seeblick – apartments at the Baltic Sea">
            <meta property="og:description" content="Forty holiday flats with a sea view in Warnemünde, the dogs are welcome.">
            """
        let found = BeforeTheBeginning().defects(page(head: head))
        #expect(found.map(\.identity) == ["preview"])
    }

    @Test(arguments: [
        ("Hotel Lindenhof", "Nine quiet rooms between lime trees in the middle of Berlin"),
        ("Lindenhof", "Book now and save on every stay with the family in our house"),
        (
            "Das kleine Haus unter Bäumen",
            "Neun ruhige Zimmer und ein Frühstück, für das man gern aufsteht, und der Preis ist gut"
        ),
        ("Sale", "Now"),
    ])
    func otherWordsForTheSameAreLeftAlone(title: String, description: String) {
        let head = """
            <meta property="og:title" content="\(title)"><meta property="og:description" content="\(description)">
            """
        #expect(BeforeTheBeginning().defects(page(head: head)).isEmpty)
    }

    // MARK: Addresses

    @Test(arguments: [
        ("<link rel=canonical href=http://localhost:3000/>", Severity.defect),
        ("<link rel=canonical href=https://staging.lindenhof-dev.example/>", .defect),
        ("<meta property=og:url content=https://other.example.org/>", .suspect),
    ])
    func aPageThatSendsElsewhereIsFound(head: String, severity: Severity) {
        #expect(BeforeTheBeginning().examine(page(head: head)).findings.map(\.severity) == [severity])
    }

    @Test(arguments: [
        "<link rel=canonical href=https://lindenhof.example/home>",
        "<link rel=canonical href=https://www.lindenhof.example/>",
        "<link rel=canonical href=/>", "<meta property=og:url content=/x>",
    ])
    func aPageThatSendsToItselfIsLeftAlone(head: String) {
        #expect(BeforeTheBeginning().examine(page(head: head)).findings.isEmpty)
    }

    // MARK: Telephone

    @Test func anotherTelephoneNumberIsFound() {
        let found = BeforeTheBeginning().defects(
            page(
                head: data(#""telephone":"+49 30 23125 941""#),
                body: "<p>Tel: 030 23125 014</p><a href='tel:+493023125014'>+49 30 23125 014</a>"))
        #expect(found.map(\.identity) == ["telephone"])
    }

    @Test(arguments: [
        ("+49 30 23125 014", "<a href='tel:+493023125014'>Call</a>"),
        ("+49 (0)30 23125-014", "<p>Phone: 030/23125014</p>"),
        ("030 23125014", "<a href='tel:+49%2030%2023125014'>Call</a>"),
        ("+49 30 111111", "<p>Phone 030 23125014, Hotline 0800 222222</p>"),
        ("+49 30 111111", "<p>Fax: 030 23125014. We have 23125014 guests.</p>"),
        ("+49 30 111111", ""),
        ("call us", "<a href='tel:+493023125014'>Call</a>"),
    ])
    func theSameNumberOrNoneOrManyAreLeftAlone(told: String, body: String) {
        #expect(BeforeTheBeginning().defects(page(head: data("\"telephone\":\"\(told)\""), body: body)).isEmpty)
    }

    // MARK: Hours

    private static let everyDay =
        #""openingHoursSpecification":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Monday","Tuesday","#
        + #""Wednesday","Thursday","Friday","Saturday","https://schema.org/Sunday"],"opens":"09:00:00","closes":"18:00"}]"#

    @Test(arguments: [
        "<p>Our reception is open every day from 7:00 to 22:00.</p>",
        "<p>Opening hours: daily 7 am – 10 pm</p>",
        "<h2>Öffnungszeiten</h2><p>Mo–Fr 7:00–22:00 Uhr</p>",
        "<p>Ouvert tous les jours de 7h30 à 22h00</p>",
        "<h2>Horario</h2><p>Todos los dias 7:00 - 22:00</p>",
        "<h3>Opening hours</h3><table><tr><td>Monday</td></tr></table><p>Monday - Friday: 8:00 to 17:00</p>",
    ])
    func otherHoursAreFound(body: String) {
        let found = BeforeTheBeginning().defects(page(head: data(Self.everyDay), body: body))
        #expect(found.map(\.identity) == ["hours JSON-LD opening hours"])
    }

    @Test(arguments: [
        "<p>We are open every day from 9:00 to 18:00.</p>", "<p>Opening hours: daily 9 am – 6 pm</p>",
        "<p>Geöffnet: Mo–So 9–18 Uhr</p>",
        "<p>Breakfast every day from 7:00 to 10:00.</p>",
        "<p>Check-in daily from 15:00 to 22:00, the reception is open.</p>",
        "<p>Open every day. Kitchen daily 12:00 to 14:00</p>",
        "<p>Open daily 7:00–10:00</p><p>Open daily 17:00–22:00</p>",
        "<p>Open since 1904, 7 days a week.</p>", "<p>We are open: 2 to 3 rooms daily 4 to 5</p>",
    ])
    func theSameHoursOrHoursOfSomethingElseAreLeftAlone(body: String) {
        #expect(BeforeTheBeginning().defects(page(head: data(Self.everyDay), body: body)).isEmpty)
    }

    // MARK: Doors

    @Test func theOtherAddressesAreAskedAtTheEntrance() {
        let questions = BeforeTheBeginning().examine(page(url: "https://www.lindenhof.example/x")).questions
        #expect(questions.map(\.address) == ["http://www.lindenhof.example/", "https://lindenhof.example/"])
        for url in [
            "http://lindenhof.example/", "https://127.0.0.1:8443/", "https://lindenhof.example:8443/", "https://[::1]/",
        ] {
            #expect(BeforeTheBeginning().examine(page(url: url)).questions.isEmpty)
        }
    }

    @Test func whatTheDoorsAnswerIsJudged() throws {
        let questions = BeforeTheBeginning().examine(page(url: "https://www.lindenhof.example/x")).questions
        let plain = try #require(questions.first)
        let bare = try #require(questions.last)
        func judge(_ question: Question, _ result: ExchangeResult) -> Int {
            BeforeTheBeginning().judge(Answer(question, result)).count
        }
        #expect(judge(plain, Responses.result("x", url: "http://www.lindenhof.example/")) == 1)
        #expect(judge(plain, Responses.result("x", url: "https://www.lindenhof.example/")) == 0)
        #expect(judge(plain, Responses.failed(.connect, "refused")) == 0)
        #expect(judge(bare, Responses.result("x", url: "https://www.lindenhof.example/")) == 0)
        #expect(judge(bare, Responses.result("x", status: 404)) == 1)
        #expect(judge(bare, Responses.failed(.lookup, "no such name")) == 1)
        #expect(judge(bare, Responses.failed(.certificate, "wrong host")) == 1)
        #expect(judge(bare, Responses.failed(.timeout, "too long")) == 0)
    }
}
