extension Shape {
    /// An exchange outside a journey: of a kit, or under `find` and `undo`.
    static let exchange = Record(
        "an exchange", "One request and its response.", oneOf: exchangeMethods,
        keys: exchangeKeys + [
            Key("expect", .record(expectations), "What must hold of the response."),
            Key("capture", .map(.variable, capture), "Values taken from the response."),
            Key(
                "repeatable", .flag, "`true`: sending it twice does no harm.",
                unwritten: "`true` for `get` and `head`, `false` for the others"),
        ])

    private static let bodied = ["post", "put", "patch", "delete"]

    static let exchangeKeys = [
        Key("get", .text(.url), "Fetch this address."),
        Key("post", .text(.url), "Send to this address."),
        Key("put", .text(.url), "Replace what is at this address."),
        Key("patch", .text(.url), "Change what is at this address."),
        Key("delete", .text(.url), "Delete what is at this address."),
        Key("head", .text(.url), "Fetch only the header of this address."),
        Key(
            "headers", .map(.headerName, .some(.text(.template))),
            "HTTP fields. They go only to the origins written in the file.", beside: exchangeMethods),
        Key(
            "query", .map(.text, .some(.text(.template))), "Put behind the `?` of the address, percent-encoded.",
            beside: exchangeMethods),
        Key("json", .json, "A JSON body; its texts may have `{{…}}` in them.", beside: bodied),
        Key("form", .map(.text, .some(.text(.template))), "A form's fields, as a browser sends them.", beside: bodied),
        Key(
            "multipart", .map(.text, .either([.text(.template), .record(part)])), "A form's fields, with files.",
            beside: bodied),
        Key("body", .text(.template), "A body as it is.", beside: bodied),
        Key("auth", .record(auth), "Who asks.", beside: exchangeMethods),
        Key("tls", .record(tls), "How certificates are judged, and our own.", beside: exchangeMethods),
        Key(
            "follow", .either([.flag, .whole(0...50)]), "How many redirects are followed; `false` for none.",
            unwritten: "10", beside: exchangeMethods),
        Key(
            "http", .choice(["any", "1.1", "2"]), "The version of HTTP.", unwritten: "any", beside: exchangeMethods),
        Key(
            "resolve", .map(.hostAndPort, .text(.ipAddress)),
            "Addresses to use instead of the name server's, by `host:port`.",
            beside: exchangeMethods),
        Key("proxy", .text(.template), "The proxy to go through: `http://host:port`.", beside: exchangeMethods),
        Key(
            "limit", .text(.size), "How much of a body is read before it is too large.", unwritten: "10MB",
            beside: exchangeMethods),
        Key(
            "address-family", .choice(["any", "ipv4", "ipv6"]), "Which kind of IP address to use.", unwritten: "any",
            beside: exchangeMethods),
        Key("interface", .text(.text), "The network interface or local address to leave by.", beside: exchangeMethods),
    ]

    private static let part = Record(
        "a part", "One part of a form with files.",
        keys: [
            Key("text", .text(.template), "What it holds.", required: true),
            Key("file-name", .text(.text), "The name of the file it claims to be."),
            Key("type", .text(.text), "Its media type, such as `text/plain`."),
        ])

    private static let auth = Record(
        "an authentication", "Who asks.", oneOf: ["basic", "digest", "bearer"],
        keys: [
            Key("basic", .record(userAndPassword), "A user and a password, sent as they are (RFC 7617)."),
            Key("digest", .record(userAndPassword), "A user and a password, proved without sending it (RFC 7616)."),
            Key("bearer", .text(.template), "A token: `\"{{secret.NAME}}\"` (RFC 6750)."),
        ])

    private static let userAndPassword = Record(
        "a login", "A user and a password.",
        keys: [
            Key("user", .text(.template), "The user's name.", required: true),
            Key("password", .text(.template), "The password: `\"{{secret.NAME}}\"`.", required: true),
        ])

    private static let tls = Record(
        "TLS settings", "How certificates are judged, and our own.",
        keys: [
            Key("verify", .flag, "`false`: any certificate will do.", unwritten: "true"),
            Key("ca", .text(.text), "A PEM file of the authorities to trust, from the configuration directory."),
            Key("certificate", .text(.text), "A PEM file with our own certificate."),
            Key("key", .text(.text), "A PEM file with its key.", beside: ["certificate"]),
            Key("at-least", .choice(["1.2", "1.3"]), "The oldest version of TLS."),
        ])
}
