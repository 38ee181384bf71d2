import Reading

/// Tells a page that is nothing but a captcha from one that has a captcha in a form of its own.
enum CaptchaPage {
    private static let widgets = [
        "g-recaptcha", "h-captcha", "cf-turnstile", "frc-captcha", "arkose", "/recaptcha/", "hcaptcha.com", "captcha",
    ].map { ByteSearch($0) }

    static func isOne(_ reader: ResponseReader) -> Bool {
        guard widgets.contains(where: { $0.isIn(reader.body) }) else { return false }
        let page = reader.page
        // Where somebody can write a message, sign up or log in, the captcha belongs to that.
        let isForSomething = page.forms.contains { form in
            form.fields.contains { $0.isForPeople && !$0.name.lowercased().contains("captcha") }
        }
        guard !isForSomething else { return false }
        let words = ([page.title ?? ""] + page.visibleText.prefix(40).map(\.text)).joined(separator: "\n").folded
        return demands.contains { words.contains($0) }
    }

    /// What such a page says, folded.
    private static let demands = [
        "not a robot", "are you a robot", "are you a human", "are you human", "you are human", "you are a human",
        "you're human", "you are not a bot", "not a bot", "unusual traffic", "solve the captcha",
        "complete the captcha",
        "complete the security check", "enter the characters you see", "checking your browser", "verify that it's you",
        "automated access", "robot check", "human verification",
        "kein roboter", "ein mensch sind", "sie ein mensch", "sicherheitsuberprufung", "ungewohnlicher datenverkehr",
        "menschliche uberprufung", "captcha losen",
        "pas un robot", "etes humain", "etes un humain", "etes bien un humain", "verification de securite",
        "trafic inhabituel",
        "no soy un robot", "no eres un robot", "eres humano", "es humano", "es usted humano",
        "verificacion de seguridad",
        "trafico inusual", "non sei un robot", "geen robot", "nao e um robo",
    ]
}
