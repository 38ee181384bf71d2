/// Pages for machines.
enum Machines {
    static func robots(_ request: Request) -> Response {
        .text("User-agent: *\nDisallow: /account\nDisallow: /bad/\n\nSitemap: \(request.origin)/sitemap.xml\n")
    }

    static func sitemap(_ request: Request) -> Response {
        let day = Day(request.now).iso
        let entries = ["/", "/rooms", "/offers", "/breakfast", "/about", "/contact", "/booking"].map { path in
            "<url><loc>\(escaped(request.origin + path))</loc><lastmod>\(day)</lastmod></url>"
        }
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            \(entries.joined(separator: "\n"))
            </urlset>

            """
        return Response(headers: [("Content-Type", "application/xml; charset=utf-8")], body: Array(text.utf8))
    }
}
