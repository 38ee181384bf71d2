extension Shape {
    static let expectations = Record(
        "a map of expectations", "What must hold of a response.",
        keys: [
            Key(
                "status", .some(.text(.status)), "The status: `200`, `2xx`, `200-299`; one of several.",
                unwritten: "2xx, and 3xx where redirects are not followed"),
            Key(
                "contains", .some(.text(.template)), "Text that must be there, in what a reader sees or in the source."),
            Key("lacks", .some(.text(.template)), "Text that must not be there."),
            Key("headers", .map(.headerName, matched), "HTTP fields of the response."),
            Key("xpath", .some(.either([.text(.text), .map(.text, matched)])), "XPath 1.0 queries on HTML or XML."),
            Key("jsonpath", .some(.either([.text(.text), .map(.text, matched)])), "JSONPath queries (RFC 9535)."),
            Key("regex", .some(.text(.text)), "Regular expressions (PCRE2) that must match."),
            Key("url", matched, "The address after all redirects."),
            Key("certificate", .text(.span), "How long the certificate must still be valid: `14d`."),
            Key("size", .record(size), "How large the body may be, decoded."),
            Key("sha256", .text(.sha256), "The hash of the body, decoded."),
        ])

    private static let matched = Shape.either([.text(.template), .record(matcher)])

    private static let matcher = Record(
        "a comparison", "How a value is compared. A bare text means `equals`.",
        keys: [
            Key("exists", .flag, "`true`: it is there; `false`: it is not."),
            Key("equals", .text(.template), "It is this."),
            Key("contains", .some(.text(.template)), "This is in it."),
            Key("matches", .text(.text), "This regular expression (PCRE2) matches."),
            Key("one-of", .list(.text(.template)), "It is one of these."),
            Key("at-least", .number(-1e15...1e15), "As a number it is at least this."),
            Key("at-most", .number(-1e15...1e15), "As a number it is at most this."),
            Key("count", .text(.count), "So many are there: `3`, `2-5`."),
        ])

    private static let size = Record(
        "a size", "How large the body may be.",
        keys: [
            Key("at-least", .text(.size), "At least this: `1kB`."),
            Key("at-most", .text(.size), "At most this: `2MB`."),
        ])

    static let capture = Shape.either([
        .choice(["status", "url", "body"]),
        .record(
            Record(
                "a capture", "Where a value is taken from, and what it means.",
                oneOf: ["regex", "xpath", "jsonpath", "header", "cookie", "from"],
                keys: [
                    Key("regex", .text(.text), "The first group of this regular expression, or all it matches."),
                    Key("xpath", .text(.text), "What this XPath query finds first."),
                    Key("jsonpath", .text(.text), "What this JSONPath query finds first."),
                    Key("header", .text(.headerName), "An HTTP field of the response."),
                    Key("cookie", .text(.text), "A cookie that is set."),
                    Key(
                        "from", .choice(["status", "url", "body"]),
                        "The status, the address after all redirects, or the whole body."),
                    Key(
                        "as",
                        .either([.choice(["time", "number", "base64", "html-text"]), .record(timeFormat)]),
                        "What the text means."),
                ])),
    ])

    private static let timeFormat = Record(
        "`{time: format}`", "A time in a form of its own.",
        keys: [Key("time", .text(.text), "A strftime format, such as `%Y-%m-%d.%H:%M:%S`.", required: true)])
}
