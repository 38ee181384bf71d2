/// One page of the site: its own parts, to be put into the common frame.
struct Page {
    /// Nil leaves the page without a title.
    var title: String?
    var description: String
    /// For the link preview; the page's own when nil.
    var preview: (title: String, description: String)?
    /// A JSON-LD object, as text.
    var data: String?
    /// HTML, already escaped.
    var main: String

    func html(for request: Request) -> String {
        let year = Day(request.now).year - (request.faults.contains(.staleYear) ? 1 : 0)
        let shown = preview ?? (title ?? Hotel.name, description)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            \(title.map { "<title>\(escaped($0))</title>" } ?? "")
            <meta name="description" content="\(escaped(description))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta property="og:title" content="\(escaped(shown.title))">
            <meta property="og:description" content="\(escaped(shown.description))">
            <meta property="og:type" content="website">
            <meta property="og:url" content="\(escaped(request.origin + request.path))">
            <link rel="canonical" href="\(escaped(request.origin + request.path))">
            <link rel="icon" href="/favicon.svg" type="image/svg+xml">
            \(data.map { "<script type=\"application/ld+json\">\($0)</script>" } ?? "")
            <style>\(Self.style)</style>
            </head>
            <body>
            <header>
            <a class="brand" href="/">Hotel Lindenhof</a>
            <nav aria-label="Main">
            <a href="/rooms">Rooms</a>
            <a href="/offers">Offers</a>
            <a href="/breakfast">Breakfast</a>
            <a href="/about">About us</a>
            <a href="/contact">Contact</a>
            <a class="button" href="/booking">Book a room</a>
            </nav>
            </header>
            <main>
            \(main)
            </main>
            <footer>
            <p>Hotel Lindenhof, \(Hotel.street), \(Hotel.town) · <a href="\(Self.dial)">\(Hotel.phone)</a> · \
            <a href="mailto:\(Hotel.email)">\(Hotel.email)</a> · <a href="/login">Guest account</a></p>
            <p>© \(year) Hotel Lindenhof</p>
            </footer>
            </body>
            </html>

            """
    }

    func answer(to request: Request, status: Int = 200, headers: [(String, String)] = []) -> Answer {
        .response(.html(html(for: request), status: status, headers: headers))
    }

    /// The address behind a telephone link.
    static let dial = "tel:" + Hotel.phone.filter { $0 != " " }

    private static let style = """
        :root{--ink:#26332b;--leaf:#3d6b4f;--paper:#fbf8f1;--sun:#d9a441}
        *{box-sizing:border-box}
        body{margin:0;font:17px/1.6 Georgia,serif;color:var(--ink);background:var(--paper)}
        header,main,footer{max-width:60rem;margin:auto;padding:1rem 1.5rem}
        header{display:flex;flex-wrap:wrap;gap:1rem;align-items:baseline;border-bottom:2px solid var(--leaf)}
        .brand{font-size:1.5rem;font-weight:bold;text-decoration:none;margin-right:auto}
        nav a{margin-left:1rem}
        a{color:var(--leaf)}
        .button,button{background:var(--leaf);color:#fff;border:0;border-radius:4px;padding:.4rem .9rem;font:inherit;\
        text-decoration:none}
        h1{line-height:1.2}
        .lead{font-size:1.2rem}
        .card{border:1px solid #ded6c4;border-left:4px solid var(--sun);background:#fff;border-radius:4px;\
        padding:.5rem 1.2rem;margin:1rem 0}
        label{display:block;margin:.8rem 0 .2rem}
        input,select,textarea{font:inherit;padding:.35rem;width:100%;max-width:24rem}
        img{max-width:100%;height:auto;border-radius:6px}
        table{border-collapse:collapse}
        th,td{text-align:left;padding:.3rem 1.2rem .3rem 0}
        footer{border-top:1px solid #ded6c4;font-size:.9rem;margin-top:3rem}
        """
}

/// For text and quoted attributes.
func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        case "'": out += "&#39;"
        default: out.unicodeScalars.append(scalar)
        }
    }
    return out
}
