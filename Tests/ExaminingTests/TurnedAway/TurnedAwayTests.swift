import Journey
import Testing

@testable import Examining

@Suite struct TurnedAwayTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var status = 200
        var headers: [HeaderField] = []
        var body: String
        var type = "text/html"
        var testDescription: String { name }

        func recognise(_ expectations: [Expected] = []) -> TurnedAway? {
            TurnedAway.recognise(
                ResponseReader(Responses.result(body, status: status, type: type, headers: headers)),
                expecting: expectations)
        }
    }

    static let blocked: [Case] = [
        Case(
            name: "Cloudflare", status: 403, headers: [HeaderField("CF-Mitigated", "challenge")],
            body: "<title>Just a moment...</title>"),
        Case(
            name: "Cloudflare", status: 503,
            body: "<title>Just a moment...</title><script>window._cf_chl_opt={cvId:'2'}</script>"),
        Case(
            name: "Akamai", status: 200,
            body: "<html><body><div id=\"sec-if-cpt-container\"></div><script src=\"/_sec/cp_challenge/x.js\"></script>"
        ),
        Case(
            name: "PerimeterX", status: 403,
            body: "<title>Access to this page has been denied</title><div id=\"px-captcha\"></div>"),
        Case(
            name: "DataDome", status: 200,
            body: "<script>var dd={'host':'geo.captcha-delivery.com'}</script><p>Please enable JS</p>"),
        Case(
            name: "Incapsula", status: 200,
            body: "<iframe id=\"main-iframe\" src=\"/_Incapsula_Resource?CWUDNSAI=5\">Request unsuccessful. "
                + "Incapsula incident ID: 1-2</iframe>"),
        Case(name: "AWS", status: 202, headers: [HeaderField("x-amzn-waf-action", "challenge")], body: ""),
        Case(
            name: "captcha",
            body: "<title>Are you a human?</title><h1>Please confirm that you are not a robot</h1><form method=post>"
                + "<div class=\"g-recaptcha\"></div><button>Continue</button></form>"),
        Case(
            name: "captcha",
            body: "<h1>Sicherheitsüberprüfung</h1><p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>"
                + "<form><div class=\"h-captcha\"></div></form>"),
        Case(
            name: "captcha",
            body:
                "<h1>Vérification de sécurité</h1><p>Confirmez que vous n’êtes pas un robot</p><div class=\"cf-turnstile\">"
        ),
        Case(
            name: "captcha",
            body: "<p>Escriba los caracteres: no soy un robot</p><img src=/captcha.png>"
                + "<form><input name=captcha_answer></form>"),
        Case(name: "403", status: 403, body: "<h1>403 Forbidden</h1>"),
        Case(name: "403", status: 403, body: #"{"error": "forbidden"}"#, type: "application/json"),
        Case(name: "429", status: 429, headers: [HeaderField("Retry-After", "120")], body: "slow down"),
    ]

    @Test(arguments: blocked)
    func challengesAndRefusalsAreBlocked(of site: Case) throws {
        let away = try #require(site.recognise())
        #expect(away.reason == .blocked)
        #expect(away.remark.contains(site.name), "\(away.remark)")
        #expect(away.remark.hasPrefix("shop.example "))
    }

    static let words = String(repeating: "We answer every message within a day. ", count: 60)

    static let served: [Case] = [
        Case(
            name: "a contact form with a captcha",
            body: "<title>Contact</title><h1>Write to us</h1><p>Tick that you are not a robot.</p><form method=post>"
                + "<input name=email type=email><textarea name=text></textarea><div class=\"g-recaptcha\"></div></form>"
                + "<script src=\"https://www.google.com/recaptcha/api.js\"></script>"),
        Case(
            name: "a login with Turnstile",
            body:
                "<h1>Log in</h1><p>Verify that you are human</p><form><input name=user><input type=password name=pass>"
                + "<div class=\"cf-turnstile\"></div></form>"),
        Case(
            name: "a page with Cloudflare's script",
            body:
                "<h1>Offers</h1><p>\(words)</p><script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>"
        ),
        Case(
            name: "a page with Incapsula's script",
            body: "<h1>Offers</h1><p>\(words)</p>"
                + "<script src=\"/_Incapsula_Resource?SWJIYLWA=719d\"></script>"),
        Case(
            name: "a page with DataDome's script",
            body: "<h1>Offers</h1><p>Two for one.</p><script src=\"https://js.datadome.co/tags.js\"></script>"
                + "<p>" + String(words.prefix(400)) + "</p>"),
        Case(
            name: "an article on captchas",
            body: "<title>What a captcha is</title><p>\(words)</p><p>“I am not a robot”, says the captcha.</p>"),
        Case(name: "a page not found", status: 404, body: "<title>Just a moment</title><h1>Not found</h1>"),
        Case(name: "an outage", status: 503, body: "<h1>Service unavailable</h1>"),
        Case(
            name: "an outage behind Cloudflare", status: 521,
            body: "<title>521: Web server is down</title>"
                + "<div class=\"cf-error-details\"></div><div class=\"cf-chl-x\"></div>"),
        Case(name: "a small page", body: "<title>OK</title><p>All is well.</p>"),
        Case(name: "an empty page", body: ""),
        Case(name: "a small form", body: "<script src=/a.js></script><form><input name=q></form>"),
        Case(name: "an answer of an API", body: #"{"script": "<script src=/a.js>"}"#, type: "application/json"),
        Case(
            name: "text between many scripts",
            body: String(repeating: "<script>var x = 1 < 2;</script><style>p{}</style>", count: 200) + "<p>\(words)</p>"
        ),
    ]

    @Test(arguments: served)
    func whatServesPeopleTurnsNobodyAway(of site: Case) {
        #expect(site.recognise() == nil)
    }

    @Test(arguments: [
        "<title>Hotel</title><script defer src=/app.js></script><div id=root></div><noscript>Enable JavaScript</noscript>",
        "<div id=\"app\"> </div><script type=module src=/assets/index-3f2a.js></script>",
        "<p>Loading…</p><script src=/main.js></script>",
        "<SCRIPT>location.href = '/next?" + String(repeating: "a=b&", count: 60) + "'</SCRIPT>",
        "<header>\(String(repeating: "Menu entry ", count: 15))</header><div id=__next></div><script src=/n.js></script>",
    ])
    func aPageMadeByScriptsNeedsABrowser(body: String) {
        #expect(Case(name: "", body: body).recognise()?.reason == .needsBrowser)
    }

    @Test func aStatusThatIsExpectedTurnsNobodyAway() {
        let expected = [Expected(.status([403...403]), place: place())]
        #expect(Case(name: "", status: 403, body: "no").recognise(expected) == nil)
        #expect(Case(name: "", status: 429, body: "no").recognise(expected) != nil)
    }

    @Test func aFailedExchangeTurnsNobodyAway() {
        let reader = ResponseReader(Responses.failed(.timeout, "took too long"))
        #expect(TurnedAway.recognise(reader, expecting: []) == nil)
    }

    @Test(arguments: ["<", "<script", "<!--", "<title", "\u{0}<\u{0}>", "<noscript><svg", "<svg><style>", "<a <b>"])
    func hostileMarkupIsHarmless(piece: String) {
        for body in [piece, String(repeating: piece, count: 20_000)] {
            _ = Case(name: "", body: body).recognise()
            #expect(TextMeter(Array(body.utf8)).letters(enough: 10) <= 10)
        }
    }
}
