import Journey
import Reading

/// Something that stands between a site and its visitors and asks them to prove that they are people.
struct Challenge {
    /// What it did, to stand behind the name of a host.
    let says: String
    /// What whoever runs the site can do.
    let advice: String

    /// Bytes of a challenge at most.
    private static let longest = 400_000

    /// - Parameter mayBeWordy: the status alone says that something is wrong, so that the page's length is no argument.
    static func recognise(_ reader: ResponseReader, mayBeWordy: Bool) -> Challenge? {
        for field in reader.headers where Guardian.statedLengths.contains(field.name.utf8.count) {
            for stated in Guardian.statements where stated.isMade(by: field) { return stated.challenge }
        }
        guard let status = reader.status, canChallenge(status) else { return nil }
        guard reader.isHTML, !reader.body.isEmpty, reader.body.count <= longest else { return nil }
        // A page with more to read than any challenge was served.
        guard mayBeWordy || reader.shownLetters < ResponseReader.manyLetters else { return nil }
        for guardian in Guardian.all where guardian.marks.contains(where: { $0.isIn(reader.body) }) {
            return guardian.challenge
        }
        return CaptchaPage.isOne(reader) ? unnamed : nil
    }

    /// Guards also dress up the outages of what is behind them (502, 521…), which turn nobody away.
    private static func canChallenge(_ status: Int) -> Bool {
        (200...299).contains(status) || [401, 403, 405, 429, 503].contains(status)
    }

    private static let unnamed = Challenge(
        says: "asks for a captcha", advice: "Have this machine's address let through without one")
}

/// A product that guards sites, and what its challenges and refusals have that the pages behind it have not.
struct Guardian {
    let challenge: Challenge
    /// Headers with the beginnings of values that only a challenge has.
    private let headers: [(name: String, value: String)]
    /// Texts of which one is in every challenge. The scripts that these products put into the pages they let through
    /// (`/cdn-cgi/challenge-platform/scripts/`, `js.datadome.co`, `_Incapsula_Resource`, `_pxAppId`) are not among them.
    let marks: [ByteSearch]

    private init(
        _ name: String, advice: String, headers: [(name: String, value: String)] = [], marks: [String]
    ) {
        challenge = Challenge(says: "met the shopper with a challenge of \(name)", advice: advice)
        self.headers = headers
        self.marks = marks.map { ByteSearch($0) }
    }

    /// A header that only a challenge has.
    struct Statement {
        fileprivate let header: (name: String, value: String)
        let challenge: Challenge

        func isMade(by field: HeaderField) -> Bool {
            field.isNamed(header.name) && field.value.lowercased().hasPrefix(header.value)
        }
    }

    static let statements: [Statement] = all.flatMap { guardian in
        guardian.headers.map { Statement(header: $0, challenge: guardian.challenge) }
    }

    /// Of the names of those headers: few other headers have one of these, and are compared with all of them.
    static let statedLengths = Set(statements.map(\.header.name.utf8.count))

    static let all: [Guardian] = [
        Guardian(
            "Cloudflare",
            advice: "In Cloudflare, add a custom WAF rule that skips challenges for this machine's address",
            headers: [("cf-mitigated", "challenge")],
            marks: [
                "_cf_chl_opt", "cf-chl-", "__cf_chl_", "<title>Attention Required! | Cloudflare</title>",
                "<title>Just a moment...</title>",
            ]),
        Guardian(
            "Akamai Bot Manager",
            advice: "In Akamai, add this machine's address to the bypass network list of the bot policy",
            marks: [
                "/_sec/cp_challenge/", "sec-if-cpt-container", "sec-cpt-if", "bm-verify=",
            ]),
        Guardian(
            "PerimeterX (HUMAN)", advice: "In HUMAN's console, allow-list this machine's address",
            marks: ["px-captcha", "_pxBlockedUrl", "captcha.px-cdn.net", "captcha.px-cloud.net"]),
        Guardian(
            "DataDome", advice: "In DataDome, add a rule that allows this machine's address",
            headers: [("x-dd-b", "")], marks: ["captcha-delivery.com"]),
        Guardian(
            "Imperva Incapsula", advice: "In Imperva, add an exception for this machine's address",
            marks: ["Incapsula incident ID", "id=\"main-iframe\" src=\"/_Incapsula_Resource"]),
        Guardian(
            "AWS WAF", advice: "In AWS WAF, add an IP set with this machine's address in front of the challenge rule",
            headers: [("x-amzn-waf-action", "challenge"), ("x-amzn-waf-action", "captcha")],
            marks: ["AwsWafIntegration.checkForceRefresh", "window.gokuProps"]),
        Guardian(
            "Vercel", advice: "In Vercel's firewall, add a bypass rule for this machine's address",
            headers: [("x-vercel-mitigated", "challenge"), ("x-vercel-mitigated", "deny")],
            marks: ["Vercel Security Checkpoint"]),
        Guardian(
            "Sucuri", advice: "In Sucuri's firewall, allow-list this machine's address",
            marks: ["Sucuri WebSite Firewall - Access Denied", "sucuri_cloudproxy_js"]),
        Guardian(
            "F5", advice: "In the F5 policy, add this machine's address as an exception",
            marks: ["The requested URL was rejected. Please consult with your administrator"]),
        Guardian(
            "Kasada", advice: "In Kasada, allow-list this machine's address", marks: ["KPSDK.scriptStart"]),
        Guardian(
            "DDoS-Guard", advice: "In DDoS-Guard, allow-list this machine's address",
            marks: ["<title>DDoS-Guard</title>", "/.well-known/ddos-guard/js-challenge"]),
        Guardian(
            "Anubis", advice: "In Anubis's policy, allow this machine's address", marks: ["id=\"anubis_challenge\""]),
        Guardian(
            "Google", advice: "The address of this machine is taken for a robot there; ask for it to be let through",
            marks: ["/sorry/index", "Our systems have detected unusual traffic"]),
    ]
}
