import Synchronization

/// Who has logged in. Bounded: the oldest are forgotten.
struct Sessions: Sendable {
    private var tokens: [String] = []
    private var guests: [String] = []

    mutating func newToken() -> String { Self.add(to: &tokens) }

    /// A token is good for one try.
    mutating func take(token: String) -> Bool {
        guard let index = tokens.firstIndex(of: token) else { return false }
        tokens.remove(at: index)
        return true
    }

    mutating func enter() -> String { Self.add(to: &guests) }
    mutating func leave(_ guest: String) { guests.removeAll { $0 == guest } }
    func knows(_ guest: String) -> Bool { guests.contains(guest) }

    private static func add(to list: inout [String]) -> String {
        let secret =
            String(UInt64.random(in: 0...UInt64.max), radix: 36) + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        list.append(secret)
        if list.count > 1000 { list.removeFirst(500) }
        return secret
    }
}

/// `GET /login` shows a form with a fresh hidden `token`; `POST /login` with `token`, `name=guest`,
/// `password=lindenhof` leads to `/account` (303) with the cookie `session`, or answers 403. `/account` without that
/// cookie leads back to `/login`; `/logout` ends the session.
enum Account {
    @Sendable static func form(_ request: Request) -> Page { page(request, hint: nil) }

    static func enter(_ request: Request) -> Answer {
        let form = request.form
        let guest: String? = request.reception.sessions.withLock { sessions in
            let good = sessions.take(token: form["token"] ?? "")
            return good && form["name"] == "guest" && form["password"] == "lindenhof" ? sessions.enter() : nil
        }
        guard let guest else {
            return page(request, hint: "This name and password do not go together.").answer(to: request, status: 403)
        }
        var response = Response.redirect(to: "/account", status: 303)
        response.headers.append(("Set-Cookie", "session=\(guest); Path=/; HttpOnly; SameSite=Lax"))
        return .response(response)
    }

    @Sendable static func show(_ request: Request) -> Answer {
        let guest = request.cookies["session"] ?? ""
        guard request.reception.sessions.withLock({ $0.knows(guest) }) else {
            return .response(.redirect(to: "/login", status: 303))
        }
        let page = Page(
            title: "Your account – Hotel Lindenhof", description: "Your stays with us.",
            main: """
                <h1>Welcome back</h1>
                <p>You have stayed with us twice. At breakfast we remember: no milk.</p>
                <p><a href="/logout">Log out</a></p>
                """)
        return page.answer(to: request)
    }

    @Sendable static func leave(_ request: Request) -> Answer {
        let guest = request.cookies["session"] ?? ""
        request.reception.sessions.withLock { $0.leave(guest) }
        var response = Response.redirect(to: "/", status: 303)
        response.headers.append(("Set-Cookie", "session=; Path=/; Max-Age=0"))
        return .response(response)
    }

    private static func page(_ request: Request, hint: String?) -> Page {
        let token = request.reception.sessions.withLock { $0.newToken() }
        return Page(
            title: "Guest account – Hotel Lindenhof", description: "Log in to see your stays.",
            main: """
                <h1>Guest account</h1>
                \(hint.map { "<p role=\"alert\"><strong>\($0)</strong></p>" } ?? "")
                <form method="post" action="/login">
                <input type="hidden" name="token" value="\(token)">
                <label for="name">Name</label>
                <input id="name" name="name" autocomplete="username" required>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <p><button type="submit">Log in</button></p>
                </form>
                """)
    }
}
