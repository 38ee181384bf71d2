/// Which path leads to which page.
enum Site {
    static let handlers: [String: Handler] = [
        "/": page(Home.page),
        "/rooms": page(Rooms.page),
        "/offers": { request in
            if request.faults.contains(.slowPage) { try await request.hold(request.reception.options.slowPage) }
            return try await page(Offers.page)(request)
        },
        "/breakfast": page(Breakfast.page),
        "/about": page(About.page),
        "/contact": page(Contact.page),
        "/booking": { request in
            request.method == "POST" ? Booking.confirm(request) : try await page(Booking.form)(request)
        },
        "/login": { request in
            request.method == "POST" ? Account.enter(request) : try await page(Account.form)(request)
        },
        "/account": Account.show,
        "/logout": Account.leave,
        "/api/rooms": { _ in .response(try Response.json(["rooms": Hotel.rooms])) },
        "/robots.txt": { request in .response(Machines.robots(request)) },
        "/sitemap.xml": { request in .response(Machines.sitemap(request)) },
        "/favicon.svg": { _ in .response(Pictures.leaf) },
        "/favicon.ico": { _ in .response(Pictures.leaf) },
        "/images/lindenhof.svg": { _ in .response(Pictures.house) },
        "/assets/app.js": { _ in
            .response(
                Response(headers: [("Content-Type", "text/javascript")], body: Array("/* the hotel's app */\n".utf8)))
        },
    ]

    /// For all other paths.
    static func handler(for path: String) -> Handler {
        if path == "/api/tickets" || path.hasPrefix("/api/tickets/") { return TicketAPI.handle }
        if path.hasPrefix("/go/") { return Shortcuts.lead }
        return missing
    }

    private static func page(_ make: @escaping @Sendable (Request) -> Page) -> Handler {
        { request in
            guard request.method == "GET" || request.method == "HEAD" else {
                return .response(.text("This page can only be read.\n", status: 405, headers: [("Allow", "GET, HEAD")]))
            }
            return make(request).answer(to: request)
        }
    }

    static func missing(_ request: Request) -> Answer {
        let page = Page(
            title: "Page not found – Hotel Lindenhof", description: "There is no page at this address.",
            main: """
                <h1>Page not found</h1>
                <p>There is no page at this address. Perhaps <a href="/">our home page</a> helps, or call us: \
                <a href="\(Page.dial)">\(Hotel.phone)</a>.</p>
                """)
        return page.answer(to: request, status: request.faults.contains(.softNotFound) ? 200 : 404)
    }
}
