import FoundationEssentials
import Testing

import DemoBusiness

@Suite struct PagesTests {
    private static let pages = ["/", "/rooms", "/offers", "/breakfast", "/about", "/contact", "/booking", "/login"]

    private static func links(_ html: String) -> Set<String> {
        Set(html.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.1) })
    }

    @Test(arguments: pages) func aFlawlessPageIsWholeAndSaysWhatItIs(path: String) async throws {
        try await withBusiness { business in
            let reply = try await business.fetch(path)
            #expect(reply.status == 200)
            #expect(reply.header("content-type") == "text/html; charset=utf-8")
            #expect(reply.header("content-length") == "\(reply.body.count)")
            #expect(reply.text.contains(/<title>[^<]{8,60}<\/title>/))
            #expect(reply.text.contains(/<meta name="description" content="[^"]{15,}">/))
            #expect(reply.text.matches(of: /<h1>/).count == 1)
            #expect(reply.text.contains("<html lang=\"en\">"))
            #expect(!reply.text.contains(/(?i)lorem ipsum|\{\{|TODO|http:\/\/(?!127\.0\.0\.1)/))
        }
    }

    @Test func everyLinkOfTheFlawlessSiteLeadsSomewhere() async throws {
        try await withBusiness { business in
            var seen: Set<String> = []
            var waiting: Set<String> = ["/", "/go/rooms", "/go/book", "/go/summer", "/go/loop"]
            while let path = waiting.popFirst() {
                seen.insert(path)
                let reply = try await business.fetch(path)
                #expect([200, 302, 303].contains(reply.status), "\(path)")
                var found = Self.links(reply.text)
                if let next = reply.header("location") { found.insert(next) }
                for link in found {
                    let local = link.replacing(business.url, with: "")
                    if local.hasPrefix("/"), !seen.contains(local) { waiting.insert(local) }
                }
            }
            #expect(seen.isSuperset(of: ["/", "/rooms", "/booking", "/booking?room=garden", "/favicon.svg"]))
        }
    }

    @Test func theSitemapAndRobotsNameTheSiteAsItWasReached() async throws {
        try await withBusiness { business in
            let robots = try await business.fetch("/robots.txt").text
            #expect(robots.contains("Sitemap: \(business.url)/sitemap.xml"))
            let places = try await business.fetch("/sitemap.xml").text.matches(of: /<loc>([^<]*)<\/loc>/)
            #expect(places.count == 7)
            for place in places {
                #expect(place.1.hasPrefix(business.url))
                let reply = try await business.fetch(String(place.1.dropFirst(business.url.count)))
                #expect(reply.status == 200)
            }
        }
    }

    @Test func yearsAndOffersFollowTheClock() async throws {
        for (seconds, year, end) in [(1_777_809_600.0, 2026, "12 June 2026"), (946_684_800, 2000, "10 February 2000")] {
            var options = DemoBusiness.Options()
            options.now = { Date(timeIntervalSince1970: seconds) }
            try await withBusiness(options: options) { business in
                let offers = try await business.fetch("/offers").text
                #expect(offers.contains("© \(year) Hotel Lindenhof"))
                #expect(offers.contains(">\(end)</time>"))
            }
        }
    }

    @Test func aPageIsTheSameEachTime() async throws {
        try await withBusiness { business in
            for path in ["/", "/rooms", "/offers", "/contact"] {
                let first = try await business.fetch(path)
                let second = try await business.fetch(path)
                #expect(first.raw == second.raw)
            }
        }
    }

    @Test func aMissingPageIsMissing() async throws {
        try await withBusiness { business in
            let status = try await business.fetch("/no-such-page").status
            #expect(status == 404)
        }
    }

    @Test func aPageCannotBeWrittenAndAHeadHasNoBody() async throws {
        try await withBusiness { business in
            let post = try await business.fetch("/rooms", method: "POST", body: "a=b")
            #expect(post.status == 405)
            let head = try await business.fetch("/rooms", method: "HEAD")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            let get = try await business.fetch("/rooms")
            #expect(head.header("content-length") == "\(get.body.count)")
        }
    }

    @Test func aBookingGivesANewReferenceAndEscapesTheName() async throws {
        try await withBusiness { business in
            let form = "name=%3Cb%3EZo%C3%AB+O%27Neil&email=zoe%40example.org&room=linden&nights=3"
            let first = try await business.fetch("/booking", method: "POST", body: form).text
            let second = try await business.fetch("/booking", method: "POST", body: form).text
            #expect(first.contains("Your room is reserved."))
            #expect(first.contains("Dear &lt;b&gt;Zoë O&#39;Neil,"))
            #expect(first.contains("Linden room"))
            let references = [first, second].compactMap { $0.firstMatch(of: /LH-\d+/)?.0 }
            #expect(Set(references).count == 2)
            let nameless = try await business.fetch("/booking", method: "POST", body: "name=&email=zoe%40example.org")
            #expect(nameless.status == 422)
        }
    }

    @Test func logsInWithAFreshTokenOnlyAndOutAgain() async throws {
        try await withBusiness { business in
            let page = try await business.fetch("/login").text
            let token = try #require(page.firstMatch(of: /name="token" value="([^"]+)"/)?.1)
            let form = "token=\(token)&name=guest&password=lindenhof"
            let entered = try await business.fetch("/login", method: "POST", body: form)
            #expect(entered.status == 303)
            let cookie = try #require(entered.header("set-cookie")?.split(separator: ";").first)

            let again = try await business.fetch("/login", method: "POST", body: form)
            #expect(again.status == 403)
            let account = try await business.fetch("/account", headers: ["Cookie: a=b; \(cookie)"])
            #expect(account.text.contains("Welcome back"))
            let stranger = try await business.fetch("/account")
            #expect(stranger.header("location") == "/login")

            _ = try await business.fetch("/logout", headers: ["Cookie: \(cookie)"])
            let after = try await business.fetch("/account", headers: ["Cookie: \(cookie)"])
            #expect(after.status == 303)
        }
    }
}
