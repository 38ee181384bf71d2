/// Turns guests away while a fault says so.
enum Doorman {
    static func refusal(for request: Request) -> Response? {
        let faults = request.faults
        if faults.contains(.outOfService) {
            return .html(bare("Service unavailable", "<h1>Service unavailable</h1>"), status: 503)
        }
        if faults.contains(.botChallenge) {
            return .html(challenge, status: 403, headers: [("Server", "cloudflare"), ("cf-mitigated", "challenge")])
        }
        if faults.contains(.tooManyRequests) {
            return .html(
                bare("Too many requests", "<h1>Too many requests</h1>"), status: 429, headers: [("Retry-After", "120")])
        }
        if faults.contains(.captcha) { return .html(captcha) }
        if faults.contains(.forbidden) {
            return .html(bare("403 Forbidden", "<h1>403 Forbidden</h1>"), status: 403)
        }
        let isPage = !request.path.hasPrefix("/api/") && !request.path.contains(".")
        return faults.contains(.needsBrowser) && isPage ? .html(app) : nil
    }

    private static func bare(_ title: String, _ body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>\(title)</title></head>
        <body>\(body)</body></html>

        """
    }

    private static let challenge = bare(
        "Just a moment...",
        """
        <h1>lindenhof.example</h1>
        <p>Checking if the site connection is secure</p>
        <noscript>Enable JavaScript and cookies to continue</noscript>
        <form id="challenge-form" action="/?__cf_chl_f_tk=demo" method="post"></form>
        <script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>
        """)

    private static let captcha = bare(
        "Are you a human?",
        """
        <h1>Please confirm that you are not a robot</h1>
        <form method="post" action="/captcha"><div class="g-recaptcha" data-sitekey="demo"></div>
        <button type="submit">Continue</button></form>
        """)

    private static let app = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Hotel Lindenhof</title>
        <script defer src="/assets/app.js"></script></head>
        <body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>

        """
}
