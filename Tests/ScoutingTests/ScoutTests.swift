import DemoBusiness
import Journey
import NIOHTTP1
import Reading
import Testing

@testable import Shopping

/// Over real sockets.
@Suite struct ScoutTests {
    @Test func readsAWholeSmallSiteOnceAndOnlyReads() async throws {
        let business = try await DemoBusiness.start()
        let site = try await Outing.look(at: business.url)
        let paths = Set(site.pages.map(\.address.path))
        #expect(paths.isSuperset(of: ["/", "/rooms", "/offers", "/breakfast", "/about", "/contact", "/booking"]))
        for path in paths { #expect(business.hits(path) == 1, "\(path)") }
        let received = business.received()
        #expect(received.allSatisfy { $0.method == "GET" && $0.body.isEmpty })
        #expect(received.allSatisfy { $0.header("Cookie") == nil && $0.header("Authorization") == nil })
        for path in ["/login", "/logout", "/account", "/api/tickets", "/api/rooms"] {
            #expect(business.hits(path) == 0, "\(path)")
        }
        #expect(received.count <= 31)
        await business.stop()
    }

    @Test func keepsToRobotsFile() async throws {
        let pages: [String: PaperSite.Reply] = [
            "/robots.txt": .text("User-agent: *\nDisallow: /private\n\nUser-agent: Undercover\nDisallow: /ours"),
            "/": .page("<a href=/private>a</a><a href=/ours/page>b</a><a href=/moved>c</a><a href=/open>d</a>"),
            "/private": .page("<p>fine for us</p>"), "/open": .page("<p>open</p>"),
            // A redirect is a link like any other.
            "/moved": .leading(to: "/ours/other"),
        ]
        try await PaperSite.with(pages) { paper in
            let site = try await Outing.look(at: paper.url)
            #expect(Set(paper.targets) == ["/", "/private", "/moved", "/open"])
            #expect(site.remarks.count == 1)
        }
    }

    @Test(arguments: [(404, 2), (403, 2), (500, 1), (503, 1)])
    func aMissingRobotsFileAllowsAllAndABrokenOneNothing(status: Int, pagesRead: Int) async throws {
        try await PaperSite.with([
            "/robots.txt": PaperSite.Reply(status: status), "/": .page("<a href=/a>a</a>"), "/a": .page("<p>a</p>"),
        ]) { paper in
            let site = try await Outing.look(at: paper.url)
            #expect(site.pages.count == pagesRead)
        }
    }

    @Test func waitsAsLongAsTheRobotsFileAsks() async throws {
        let timepiece = ManualTimepiece(wall: .epoch)
        try await PaperSite.with([
            "/robots.txt": .text("User-agent: *\nCrawl-delay: 3"), "/": .page("<a href=/a>a</a><a href=/b>b</a>"),
            "/a": .page("a"), "/b": .page("b"),
        ]) { paper in
            async let site = Outing.look(at: paper.url, timepiece: timepiece)
            for _ in 1...2 {
                try await timepiece.waitForSleepers(1)
                timepiece.advance(by: .seconds(3))
            }
            #expect(try await site.pages.count == 3)
            #expect(timepiece.monotonic() == .seconds(6))
        }
    }

    @Test func leavesActingLinksFilesAndOtherSitesBe() async throws {
        let links = [
            "/logout", "/cart/add?id=1", "/delete", "/guide.pdf", "https://other.example/", "mailto:a@b.example",
            "javascript:void(0)",
            "/leads-out", "/leads-home", "/#top", "/good",
        ]
        let html =
            links.map { "<a href='\($0)'>x</a>" }.joined()
            + "<a href=/one rel=nofollow>x</a><a href=/two data-method=delete>x</a><a href=/three download>x</a><a href=/four>Log out</a>"
        try await PaperSite.with([
            "/": .page(html), "/good": .page("<p>good</p>"), "/leads-out": .leading(to: "http://127.0.0.2:9/"),
            "/leads-home": .leading(to: "/logout"),
        ]) { paper in
            let site = try await Outing.look(at: paper.url)
            #expect(Set(paper.targets) == ["/", "/good", "/leads-out", "/leads-home"])
            #expect(site.pages.map(\.address.path) == ["/", "/good"])
        }
    }

    @Test func carriesNoCookieFromPageToPage() async throws {
        try await PaperSite.with(["/": .page("<a href=/a>a</a>"), "/a": .page("<a href=/b>b</a>"), "/b": .page("b")]) {
            paper in
            _ = try await Outing.look(at: paper.url)
            #expect(paper.requests.count == 4)
            #expect(paper.requests.allSatisfy { $0.method == "GET" && $0.headers["cookie"].isEmpty })
        }
    }

    @Test func aSiteWithoutEndIsReadOnThirtyPages() async throws {
        try await PaperSite.with({ request in
            if request.target == "/robots.txt" { return .nothing }
            let here = request.target == "/" ? "" : request.target
            let links = (0..<500).map {
                "<a href='/contact-\($0)\(here.prefix(40))'>Contact \($0)</a><a href='?page=\($0)'>next</a>"
            }
            return .page(links.joined())
        }) { paper in
            let site = try await Outing.look(at: paper.url)
            #expect(site.pages.count <= 30)
            #expect(paper.targets.count <= 30)
        }
    }

    @Test func aFolderOfManyGivesAFewAndQueriesNone() async throws {
        try await PaperSite.with({ request in
            guard request.target == "/" else {
                return request.target == "/robots.txt" ? .nothing : .page("<p>a page</p>")
            }
            let many = (0..<100).map {
                "<a href='/news/item-\($0)'>x</a><a href='/list?page=\($0)'>x</a><a href='/day-\($0)'>x</a>"
            }
            return .page(many.joined() + "<a href=/last>x</a>")
        }) { paper in
            _ = try await Outing.look(at: paper.url)
            let targets = paper.targets
            #expect(targets.count { $0.hasPrefix("/news/") } == 6)
            #expect(targets.count { $0.hasPrefix("/list") } == 1)
            #expect(targets.count { $0.hasPrefix("/day-") } == 6)
            #expect(targets.contains("/last"))
        }
    }

    @Test func readsWhatCustomersLookForBeforeTheRest() async throws {
        var limits = Scout.Limits.unhurried
        limits.pages = 4
        let links =
            (0..<40).map { "<a href='/p\($0)x'>x</a>" }.joined() + "<a href=/k>Kontakt</a><a href=/agb>Recht</a>"
        try await PaperSite.with({
            $0.target == "/" ? .page(links) : $0.target == "/robots.txt" ? .nothing : .page("page")
        }) { paper in
            _ = try await Outing.look(at: paper.url, limits: limits)
            #expect(Set(paper.targets.prefix(3)) == ["/", "/k", "/agb"])
        }
    }

    @Test func endsInTimeWhateverItMeets() async throws {
        let corner = try await DemoBusiness.start()
        var limits = Scout.Limits.unhurried
        limits.pages = 200
        limits.patience = .milliseconds(300)
        limits.inAll = .seconds(5)
        for path in DemoBusiness.badPaths {
            let clock = ContinuousClock()
            let took = await clock.measure { _ = try? await Outing.look(at: corner.url + path, limits: limits) }
            #expect(took < .seconds(60), "\(path)")
        }
        await corner.stop()
    }

    @Test func stopsBeginningPagesWhenItsTimeIsUp() async throws {
        let clock = ManualTimepiece(wall: Timestamp(microseconds: 0))
        let business = try await DemoBusiness.start()
        var limits = Scout.Limits.unhurried
        limits.inAll = .seconds(60)
        let site = try await Outing.look(at: business.url, limits: limits, timepiece: clock) { _ in
            clock.advance(by: .seconds(61))
        }
        #expect(site.pages.count == 1)
        #expect(site.remarks.contains { $0.contains("after 60 s the rest was left unread") }, "\(site.remarks)")
        await business.stop()
    }

    @Test func followsTheStartToTheSitesOwnAddress() async throws {
        try await PaperSite.with(["/": .leading(to: "/en/", status: 301), "/en/": .page("<a href=/en/contact>c</a>")]) {
            paper in
            let site = try await Outing.look(at: paper.url)
            #expect(site.home.address.path == "/en/")
            #expect(site.origin.text == paper.url)
        }
    }

    @Test(arguments: [
        ("http://other.example/", "leads to another host"), ("/loop", "more than ten times"),
        ("ftp://other.example/", "status 302"), ("http://127.0.0.1:1/", "127.0.0.1"),
    ])
    func saysWhyAStartIsNoneOfOurs(target: String, says: String) async throws {
        try await PaperSite.with(["/": .leading(to: target), "/loop": .leading(to: "/loop")]) { paper in
            let error = await #expect(throws: ScoutError.self) { _ = try await Outing.look(at: paper.url) }
            #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
        }
    }

    @Test(arguments: [
        (Fault.forbidden, "403"), (.tooManyRequests, "429"), (.botChallenge, "127.0.0.1"), (.outOfService, "503"),
    ])
    func saysWhenItIsTurnedAway(fault: Fault, says: String) async throws {
        var options = DemoBusiness.Options()
        options.faults = [fault]
        let business = try await DemoBusiness.start(options: options)
        let error = await #expect(throws: ScoutError.self) { _ = try await Outing.look(at: business.url) }
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
        await business.stop()
    }
}
