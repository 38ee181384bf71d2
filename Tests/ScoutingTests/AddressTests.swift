import Reading
import Testing

@testable import Shopping

@Suite struct AddressTests {
    @Test(arguments: [
        ("/logout", ""), ("/user/sign-out", ""), ("/cart/add?id=7", ""), ("/addToCart", ""), ("/warenkorb", ""),
        ("/index.php?action=delete", ""), ("/page?do=remove", ""), ("/newsletter/unsubscribe", ""),
        ("/orders/12/cancel", ""),
        ("/account", ""), ("/mein-konto", ""), ("/d%C3%A9connexion", ""), ("/x", "Log out"), ("/x", "Abmelden"),
        ("/x", "Add to basket"), ("/api/rooms", ""), ("/report?print=1", ""),
    ])
    func acts(target: String, text: String) throws {
        #expect(ActingPaths.acts(try #require(WebAddress("https://shop.example" + target)), linkText: text))
    }

    @Test(arguments: [
        ("/", ""), ("/contact", "Contact"), ("/cartography", ""), ("/address", "Our address"), ("/print-shop", ""),
        ("/how-we-do-it", ""), ("/bank-account-offers", ""), ("/cancellation-policy", ""), ("/add-ons", ""),
        ("/devotees", ""), ("/x", "How to delete what we know about you and how long it takes"),
    ])
    func reads(target: String, text: String) throws {
        #expect(!ActingPaths.acts(try #require(WebAddress("https://shop.example" + target)), linkText: text))
    }

    @Test(
        arguments: [
            ("https://www.shop.example/a#top", "https://www.shop.example/a"),
            ("http://shop.example/a", "https://www.shop.example/a"),
            ("https://shop.example/a?utm_source=x&id=2", "https://www.shop.example/a?id=2"),
            ("https://www.shop.example/a?gclid=x", "https://www.shop.example/a"),
            ("https://other.example/a", nil), ("https://en.shop.example/a", nil),
            ("https://www.shop.example:8443/a", nil),
            ("mailto:a@shop.example", nil), ("https://me@www.shop.example/", nil), ("ftp://www.shop.example/", nil),
        ] as [(String, String?)])
    func keepsToOneSite(address: String, canonical: String?) throws {
        let home = try #require(WebAddress("https://www.shop.example/"))
        let site = try #require(SiteOrigin(of: home))
        #expect(site.canonical(try #require(WebAddress(address)))?.description == canonical)
    }

    @Test(arguments: [
        ("https://shop.example/", "https://www.shop.example/", true),
        ("http://shop.example/", "https://shop.example/", true),
        ("https://shop.example/", "https://en.shop.example/", true),
        ("https://shop.example/", "https://evil.example/", false),
        ("https://shop.example/", "https://shop.example.evil.example/", false),
        ("https://shop.example/", "https://evilshop.example/", false),
    ])
    func aRedirectStaysWithTheBusiness(from: String, to: String, related: Bool) throws {
        let start = try #require(WebAddress(from))
        let origin = try #require(SiteOrigin(of: start))
        #expect(origin.isRelated(to: try #require(WebAddress(to))) == related)
    }

    @Test(
        arguments: [
            ("Contact", .contact), ("Contact us", .contact), ("Kontakt", .contact), ("Nous contacter", .contact),
            ("Contáctanos", .contact), ("Shipping & returns", .returns), ("AGB", .terms), ("Terms of service", .terms),
            ("FAQ", .help), ("Häufige Fragen", .help), ("Book a room", .booking), ("Preise", .prices),
            ("Pricing", .prices),
            ("Offers", .offers), ("Unsere Leistungen", .shop), ("Rooms", .shop), ("Über uns", .about),
            ("Contact lenses", nil), ("Books", nil), ("Imprint", nil), ("Kontaktlinsen", nil), ("", nil),
        ] as [(String, PageKind?)])
    func knowsPagesByTheirNames(text: String, kind: PageKind?) {
        #expect(PageKind.named(text) == kind)
    }

    @Test(
        arguments: [
            ("/contact", .contact), ("/de/kontakt.html", .contact), ("/pages/shipping-policy", .returns),
            ("/preise/", .prices),
            ("/", nil), ("/blog/2024/05/hello", nil),
        ] as [(String, PageKind?)])
    func knowsPagesByTheirPaths(path: String, kind: PageKind?) {
        #expect(PageKind.atPath(path) == kind)
    }
}
